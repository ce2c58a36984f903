//! The embedded DynamoDB, and the table that the template describes.

use std::collections::HashMap;
use std::path::Path;

use aws_config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Credentials;
use aws_sdk_dynamodb::operation::describe_table::DescribeTableError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType, TimeToLiveSpecification,
};
use dynoxide::{Database, ImportOptions};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::error::LocalError;
use crate::stream::Stream;

/// What the table is called here, and what a function started by hand finds without being told.
pub const TABLE: &str = "waybill";

/// Where everything pretends to be.
pub const REGION: &str = "eu-north-1";

/// An item, as the SDK has it.
pub type Item = HashMap<String, AttributeValue>;

/// The embedded DynamoDB while it runs.
pub struct Engine {
    /// Where it answers.
    pub endpoint: String,
    /// The real SDK's client, pointed at it.
    pub client: Client,
    database: Database,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<(), String>>,
}

impl Engine {
    /// Starts it on a listener, with a file to keep its data in or none, and makes the table if it is not there.
    ///
    /// # Errors
    /// When the file cannot be used, or the table cannot be made.
    pub async fn start(listener: TcpListener, file: Option<&Path>, table: &Value) -> Result<Self, LocalError> {
        let database = match file {
            Some(path) => Database::new(&path.to_string_lossy()),
            None => Database::memory(),
        };
        let database = database.map_err(|error| LocalError::Engine(error.to_string()))?;
        if let Some(path) = file {
            index_stream_records(path)?;
        }
        let address = listener.local_addr().map_err(LocalError::io("the embedded DynamoDB has no address"))?;
        let endpoint = format!("http://{address}");
        let (stop, stopped) = oneshot::channel();
        let until = async {
            let _ = stopped.await;
        };
        let serving = tokio::spawn(dynoxide::server::serve_with_shutdown(listener, database.clone(), until));
        let client = client(&endpoint).await;
        create_table(&client, table).await?;
        Ok(Self { endpoint, client, database, stop, serving })
    }

    /// The table's stream.
    #[must_use]
    pub fn stream(&self) -> Stream {
        Stream::of(self.database.clone(), TABLE)
    }

    /// Puts items into the table past its API and its stream, all or none: thousands in a second.
    ///
    /// # Errors
    /// When one has an attribute that is no text, number or boolean, or the engine does not take it.
    pub fn import(&self, items: Vec<Item>) -> Result<(), LocalError> {
        let engine = |item: Item| {
            let attributes = item.into_iter().map(|(name, value)| Some((name, plain(value)?)));
            let item: Option<dynoxide::Item> = attributes.collect();
            item.ok_or_else(|| LocalError::Engine("an attribute is no text, number or boolean".to_owned()))
        };
        let items = items.into_iter().map(engine).collect::<Result<Vec<_>, _>>()?;
        let imported = self.database.import_items(TABLE, items, ImportOptions::default());
        imported.map(|_| ()).map_err(|error| LocalError::Engine(error.to_string()))
    }

    /// Forgets what DynamoDB's TTL would have forgotten by now.
    pub fn forget_expired(&self) {
        // What is not forgotten now is forgotten next time: nothing waits for it.
        let _ = self.database.sweep_ttl();
    }

    /// Lets what is under way finish, and closes the file.
    ///
    /// # Errors
    /// When it did not end well.
    pub async fn stop(self) -> Result<(), LocalError> {
        let _ = self.stop.send(());
        // Our own idle connections would keep it waiting.
        drop(self.client);
        let ended = self.serving.await.map_err(|error| LocalError::Engine(error.to_string()))?;
        ended.map_err(LocalError::Engine)
    }
}

/// The engine looks up its stream's last record with every write, without an index: each write would take
/// longer than the one before.
fn index_stream_records(path: &Path) -> Result<(), LocalError> {
    const INDEX: &str = "CREATE INDEX IF NOT EXISTS waybill_stream_order \
                         ON _stream_records (table_name, CAST(sequence_number AS INTEGER))";
    let indexed = rusqlite::Connection::open(path).and_then(|connection| connection.execute(INDEX, []));
    indexed.map(|_| ()).map_err(|error| LocalError::Engine(error.to_string()))
}

/// A value that holds no others.
fn plain(value: AttributeValue) -> Option<dynoxide::AttributeValue> {
    match value {
        AttributeValue::S(text) => Some(dynoxide::AttributeValue::S(text)),
        AttributeValue::N(number) => Some(dynoxide::AttributeValue::N(number)),
        AttributeValue::Bool(yes) => Some(dynoxide::AttributeValue::BOOL(yes)),
        _ => None,
    }
}

/// The SDK's client for an end point of this machine, where any credentials do.
pub async fn client(endpoint: &str) -> Client {
    let config = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(Credentials::for_tests())
        .endpoint_url(endpoint)
        .load()
        .await;
    Client::new(&config)
}

async fn create_table(client: &Client, table: &Value) -> Result<(), LocalError> {
    let described = client.describe_table().table_name(TABLE).send().await;
    match described {
        Ok(_) => return Ok(()),
        Err(error) if error.as_service_error().is_some_and(DescribeTableError::is_resource_not_found_exception) => {}
        Err(error) => return Err(LocalError::Engine(error.into_service_error().to_string())),
    }
    let wrong = |what: &str| LocalError::Template(format!("the table's {what} cannot be read"));
    let mut request = client
        .create_table()
        .table_name(TABLE)
        .billing_mode(BillingMode::PayPerRequest)
        .set_key_schema(Some(key_schema(table).ok_or_else(|| wrong("KeySchema"))?));
    for definition in list(table, "AttributeDefinitions") {
        let name = text(definition, "AttributeName").ok_or_else(|| wrong("AttributeDefinitions"))?;
        let kind = text(definition, "AttributeType").ok_or_else(|| wrong("AttributeDefinitions"))?;
        let definition = AttributeDefinition::builder().attribute_name(name);
        let definition = definition.attribute_type(ScalarAttributeType::from(kind)).build();
        request = request.attribute_definitions(definition.map_err(|error| LocalError::Template(error.to_string()))?);
    }
    for index in list(table, "GlobalSecondaryIndexes") {
        request = request.global_secondary_indexes(self::index(index).ok_or_else(|| wrong("GlobalSecondaryIndexes"))?);
    }
    if let Some(view) = table.pointer("/StreamSpecification/StreamViewType").and_then(Value::as_str) {
        let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::from(view));
        request =
            request.stream_specification(stream.build().map_err(|error| LocalError::Template(error.to_string()))?);
    }
    request.send().await.map_err(|error| LocalError::Engine(error.into_service_error().to_string()))?;
    if let Some(attribute) = table.pointer("/TimeToLiveSpecification/AttributeName").and_then(Value::as_str) {
        let ttl = TimeToLiveSpecification::builder().attribute_name(attribute).enabled(true).build();
        let ttl = ttl.map_err(|error| LocalError::Template(error.to_string()))?;
        let request = client.update_time_to_live().table_name(TABLE).time_to_live_specification(ttl);
        request.send().await.map_err(|error| LocalError::Engine(error.into_service_error().to_string()))?;
    }
    Ok(())
}

fn list<'a>(of: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    of.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    of.get(name)?.as_str()
}

fn key_schema(of: &Value) -> Option<Vec<KeySchemaElement>> {
    let element = |key: &Value| {
        let kind = KeyType::from(text(key, "KeyType")?);
        KeySchemaElement::builder().attribute_name(text(key, "AttributeName")?).key_type(kind).build().ok()
    };
    list(of, "KeySchema").map(element).collect()
}

fn index(of: &Value) -> Option<GlobalSecondaryIndex> {
    let projection = of.get("Projection")?;
    let attributes: Vec<_> =
        list(projection, "NonKeyAttributes").filter_map(Value::as_str).map(str::to_owned).collect();
    let projection = Projection::builder()
        .projection_type(ProjectionType::from(text(projection, "ProjectionType")?))
        .set_non_key_attributes(Some(attributes).filter(|attributes| !attributes.is_empty()));
    GlobalSecondaryIndex::builder()
        .index_name(text(of, "IndexName")?)
        .set_key_schema(key_schema(of))
        .projection(projection.build())
        .build()
        .ok()
}
