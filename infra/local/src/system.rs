//! Starting and stopping the whole.

use std::fs::{File, TryLockError};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aws_config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::config::Credentials;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use waybill_carriers::{Addresses, Carriers};
use waybill_lambda::App;
use waybill_notify::Post;
use waybill_store::Store;
use waybill_store::vault::Vault;

use crate::carrier::pushes::Pushes;
use crate::carrier::{CarrierOptions, LocalCarrier};
use crate::clock::Clock;
use crate::demo;
use crate::engine::{Engine, Item, REGION, TABLE};
use crate::error::LocalError;
use crate::functions::Rooms;
use crate::gateway::Gateway;
use crate::options::Options;
use crate::outbox::{CONFIGURATION_SET, Outbox, OutboxOptions, SES, SNS};
use crate::schedules::Schedules;
use crate::streams::Streams;
use crate::template::{TEMPLATE, Template};
use crate::topics::Topics;

/// How often the clock and what the carrier follows are written down, so that little is lost in a power cut.
const KEEP: Duration = Duration::from_secs(1);

/// How long what is under way may take to finish when the run is stopped.
const STOPPING: Duration = Duration::from_secs(5);

/// The files in the data folder.
const DATABASE: &str = "waybill.db";
const CLOCK: &str = "clock.json";
const CARRIER: &str = "carrier.json";
const OUTBOX: &str = "outbox.jsonl";
const POSITIONS: &str = "streams.json";
const TABLE_MADE: &str = "table.json";
const API_KEY: &str = "api-key";
const VAULT_KEY: &str = "vault-key";
const LOCK: &str = "lock";

/// The whole system, while it runs.
pub struct System {
    /// The table, the clock and the address.
    pub app: App,
    /// The local clock.
    pub clock: Clock,
    /// The carrier that parcels are followed at.
    pub carrier: LocalCarrier,
    /// Where messages are sent to, and read.
    pub outbox: Outbox,
    /// The routes.
    pub gateway: Gateway,
    /// The schedules, also where they do not run by themselves.
    pub schedules: Schedules,
    /// The readers of the table's stream, also where they do not run by themselves.
    pub streams: Streams,
    /// The subscribers of SES's topic, also where they do not run by themselves.
    pub topics: Topics,
    /// The demo store's key.
    pub api_key: String,
    /// Where a sample order is shown to its customer.
    customers_page: Option<String>,
    engine: Engine,
    url: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    background: Vec<JoinHandle<()>>,
    _lock: Option<File>,
}

impl System {
    /// Starts everything; when this returns, it answers.
    ///
    /// # Errors
    /// As [`LocalError`] says; nothing goes on running then.
    pub async fn start(options: Options) -> Result<Self, LocalError> {
        let folder = (!options.in_memory).then_some(options.data.as_path());
        let lock = folder.map(|folder| prepare(folder, options.fresh)).transpose()?;
        let template = Template::read(TEMPLATE)?;
        let listener = listen(options.port).await?;
        let port = listener.local_addr().map_err(LocalError::io("the listener has no address"))?.port();
        let url = format!("http://127.0.0.1:{port}");
        let engine_port = if options.port == 0 { 0 } else { options.port.saturating_add(1) };
        let file = folder.map(|folder| folder.join(DATABASE));
        folder.map(|folder| same_table(folder, &template.table)).transpose()?;
        let engine = Engine::start(listen(engine_port).await?, file.as_deref(), &template.table).await?;
        let clock = Clock::start(options.speed, folder.map(|folder| folder.join(CLOCK)))?;
        let ticking = clock.clone();
        let app = App {
            store: Store::new(engine.client.clone(), TABLE),
            clock: Arc::new(move || ticking.now()),
            public_url: url.as_str().into(),
            vault: Some(vault(folder)?),
            until: None,
        };
        let rooms = Rooms { app: app.clone(), carriers: Carriers::new(addresses(&url)), post: post(&url).await };
        let schedules = Schedules::new(&template, rooms.clone(), clock.clone())?;
        let positions = folder.map(|folder| folder.join(POSITIONS));
        let streams = Streams::new(&template, rooms.clone(), engine.stream(), positions)?;
        let running = (!options.no_schedules).then(|| schedules.clone());
        let reading = (!options.no_schedules).then(|| streams.clone());
        let carrier = LocalCarrier::start(
            clock.clone(),
            CarrierOptions {
                kept_in: folder.map(|folder| folder.join(CARRIER)),
                limiter: !options.unlimited_carrier,
                ..CarrierOptions::default()
            },
        )?;
        carrier.set_webhook(demo::CARRIER_KEY, demo::WEBHOOK)?;
        let (at, quiet) = (clock.clone(), options.quiet);
        let gateway = Gateway::new(&template, rooms, at, running.clone(), reading.clone(), quiet)?;
        let outbox = Outbox::start(
            clock.clone(),
            OutboxOptions {
                kept_in: folder.map(|folder| folder.join(OUTBOX)),
                verified_senders: options.verified_sender.clone(),
                ..OutboxOptions::default()
            },
        )?;
        let topics = Topics::new(&template, gateway.rooms(), outbox.clone())?;
        let telling = (!options.no_schedules).then(|| topics.clone());
        let gateway = gateway.with_carrier(carrier.clone()).with_outbox(outbox.clone(), telling.clone());
        let key_file = folder.map(|folder| folder.join(API_KEY));
        let api_key = demo::open(&app, options.api_key.as_deref(), key_file.as_deref()).await?;
        let mut customers_page = None;
        if !options.empty {
            demo::place_orders(&gateway.quietly(), &clock, &api_key).await?;
            customers_page = demo::customers_page(&gateway.quietly(), &clock, &api_key).await?;
        }
        let mut background = vec![tokio::spawn(keep(clock.clone(), carrier.clone()))];
        if let Some(schedules) = running {
            background.push(tokio::spawn(schedules.run()));
            background.push(tokio::spawn(Pushes::new(carrier.clone(), gateway.clone()).run()));
        }
        background.extend(reading.map(|streams| tokio::spawn(streams.run())));
        background.extend(telling.map(|topics| tokio::spawn(topics.run())));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(serve(listener, gateway.clone(), stopped));
        Ok(Self {
            app,
            clock,
            carrier,
            outbox,
            gateway,
            schedules,
            streams,
            topics,
            api_key,
            customers_page,
            engine,
            url,
            stop,
            serving,
            background,
            _lock: lock,
        })
    }

    /// What a function is given here.
    #[must_use]
    pub fn rooms(&self) -> Rooms {
        self.gateway.rooms()
    }

    /// Where it answers.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the embedded DynamoDB answers.
    #[must_use]
    pub fn dynamodb(&self) -> &str {
        &self.engine.endpoint
    }

    /// Puts items into the table past its API and its stream: a benchmark's many orders.
    ///
    /// # Errors
    /// As [`Engine::import`] says.
    pub fn import(&self, items: Vec<Item>) -> Result<(), LocalError> {
        self.engine.import(items)
    }

    /// What a newcomer wants to see first.
    #[must_use]
    pub fn welcome(&self) -> String {
        let (url, key, dynamodb) = (&self.url, &self.api_key, &self.engine.endpoint);
        let page = self
            .customers_page
            .as_ref()
            .map(|page| format!("  See an order as its customer does:\n    {page}\n\n"))
            .unwrap_or_default();
        format!(
            "\n  Waybill   {url}\n  Outbox    {url}/outbox\n  API       {url}/openapi.json\n  DynamoDB  {dynamodb} (table {TABLE})\n  API key   {key}\n\n{page}  \
             List the sample orders:\n    curl -s {url}/orders -H 'Authorization: Bearer {key}'\n\n  \
             Place one:\n    curl -s {url}/orders -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\\n      \
             -d '{{\"name\": \"#2001\", \"line_items\": [{{\"title\": \"Mug\", \"quantity\": 3}}]}}'\n\n  \
             Move the clock on by an hour:\n    curl -s {url}/local/clock -d '{{\"advance\": \"1h\"}}'\n\n  \
             Then see which parcels need attention:\n    curl -s '{url}/tracking?attention=true' -H 'Authorization: Bearer {key}'\n"
        )
    }

    /// Stops everything: what is under way finishes, and the data is kept.
    ///
    /// # Errors
    /// When something did not end well.
    pub async fn stop(self) -> Result<(), LocalError> {
        for task in &self.background {
            task.abort();
        }
        let _ = self.stop.send(());
        let served = tokio::time::timeout(STOPPING, self.serving).await;
        self.engine.forget_expired();
        self.clock.keep()?;
        self.carrier.keep()?;
        drop((self.app, self.gateway, self.schedules, self.streams, self.topics));
        // A client that keeps its connection open would keep us waiting; the data is safe either way.
        let ended = tokio::time::timeout(STOPPING, self.engine.stop()).await;
        if let Ok(Ok(ended)) = served {
            ended.map_err(LocalError::io("the server did not end well"))?;
        }
        ended.unwrap_or(Ok(()))
    }
}

async fn serve(listener: TcpListener, gateway: Gateway, stopped: oneshot::Receiver<()>) -> std::io::Result<()> {
    let routes = axum::Router::new().fallback(move |request| gateway.clone().serve(request));
    let until = async {
        let _ = stopped.await;
    };
    axum::serve(listener, routes).with_graceful_shutdown(until).await
}

async fn keep(clock: Clock, carrier: LocalCarrier) {
    loop {
        tokio::time::sleep(KEEP).await;
        if let Err(error) = clock.keep().and_then(|()| carrier.keep()) {
            eprintln!("{error}");
        }
    }
}

async fn listen(port: u16) -> Result<TcpListener, LocalError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => LocalError::PortTaken(port),
        _ => LocalError::io(format!("port {port} cannot be used"))(error),
    })
}

/// Makes the data folder ours, and forgets what is in it if that is wanted: our own files, and nothing else.
fn prepare(folder: &Path, fresh: bool) -> Result<File, LocalError> {
    let failed = |what: &str| LocalError::io(format!("{} {what}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed("cannot be made"))?;
    let lock = File::create(folder.join(LOCK)).map_err(failed("cannot be written to"))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(LocalError::InUse(folder.display().to_string())),
        Err(TryLockError::Error(error)) => return Err(failed("cannot be locked")(error)),
    }
    if fresh {
        let database = [DATABASE, "waybill.db-wal", "waybill.db-shm"];
        for name in database.into_iter().chain([CLOCK, CARRIER, OUTBOX, POSITIONS, TABLE_MADE, API_KEY, VAULT_KEY]) {
            let path = folder.join(name);
            if path.exists() {
                std::fs::remove_file(&path).map_err(failed("cannot be emptied"))?;
            }
        }
    }
    Ok(lock)
}

/// Where tracking services are reached: 17TRACK is the local carrier.
fn addresses(url: &str) -> Addresses {
    Addresses { seventeentrack: format!("{url}/local/17track/track/v2.4"), ..Addresses::from_env() }
}

/// SES and SNS are the local outbox.
async fn post(url: &str) -> Post {
    let service = |home: &str| {
        aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::for_tests())
            .endpoint_url(format!("{url}{home}"))
            .load()
    };
    Post::new(&service(SES).await, &service(SNS).await, Some(CONFIGURATION_SET.to_owned()))
}

/// The vault of the key in the environment, else in the data folder; made, if there is none yet.
fn vault(folder: Option<&Path>) -> Result<Vault, LocalError> {
    if let Some(vault) = Vault::from_env() {
        return Ok(vault);
    }
    let new = || waybill_store::secret::random::<32>().map(|bytes| Vault::key_of(&bytes));
    let Some(path) = folder.map(|folder| folder.join(VAULT_KEY)) else { return Ok(Vault::new(&new()?)) };
    let failed = |what: &str| LocalError::io(format!("{} {what}", path.display()));
    if !path.exists() {
        keep_secret(&path, &new()?).map_err(failed("cannot be written"))?;
    }
    Ok(Vault::new(&std::fs::read_to_string(&path).map_err(failed("cannot be read"))?))
}

/// Writes a secret where its owner alone can read it.
pub(crate) fn keep_secret(path: &Path, secret: &str) -> std::io::Result<()> {
    std::fs::write(path, secret)?;
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}

/// Refuses data whose table was made from another template: its indexes are not what the code asks for.
fn same_table(folder: &Path, table: &serde_json::Value) -> Result<(), LocalError> {
    let (path, text) = (folder.join(TABLE_MADE), table.to_string());
    let failed = || LocalError::io(format!("{} cannot be read or written", path.display()));
    if !path.exists() {
        return std::fs::write(&path, text).map_err(failed());
    }
    if std::fs::read_to_string(&path).map_err(failed())? == text {
        Ok(())
    } else {
        Err(LocalError::OtherTable(folder.display().to_string()))
    }
}
