//! Starting and stopping the whole.

use std::net::Ipv4Addr;
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

use crate::background::Background;
use crate::carrier::pushes::Pushes;
use crate::carrier::{CarrierOptions, LocalCarrier};
use crate::clock::Clock;
use crate::data::{API_KEY, CARRIER, CLOCK, DATABASE, Data, OUTBOX, POSITIONS, vault};
use crate::demo;
use crate::door::Door;
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
    /// What goes on beside the requests, also where it does not by itself.
    pub background: Background,
    /// The demo store's key.
    pub api_key: String,
    /// Where a sample order is shown to its customer.
    customers_page: Option<String>,
    engine: Engine,
    url: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    tasks: Vec<JoinHandle<()>>,
    _data: Option<Data>,
}

impl System {
    /// Starts everything; when this returns, it answers.
    ///
    /// # Errors
    /// As [`LocalError`] says; nothing goes on running then.
    pub async fn start(options: Options) -> Result<Self, LocalError> {
        let data = (!options.in_memory).then(|| Data::open(&options.data, options.fresh)).transpose()?;
        let kept_in = |name: &str| data.as_ref().map(|data| data.file(name));
        let template = Template::read(TEMPLATE)?;
        let listener = listen(options.port).await?;
        let port = listener.local_addr().map_err(LocalError::io("the listener has no address"))?.port();
        let url = format!("http://127.0.0.1:{port}");
        let engine_port = if options.port == 0 { 0 } else { options.port.saturating_add(1) };
        data.as_ref().map(|data| data.same_table(&template.table)).transpose()?;
        let engine = Engine::start(listen(engine_port).await?, kept_in(DATABASE).as_deref(), &template.table).await?;
        let clock = Clock::start(options.speed, kept_in(CLOCK))?;
        let ticking = clock.clone();
        let app = App {
            store: Store::new(engine.client.clone(), TABLE),
            clock: Arc::new(move || ticking.now()),
            public_url: url.as_str().into(),
            vault: Some(vault(data.as_ref())?),
            until: None,
        };
        let rooms = Rooms { app: app.clone(), carriers: Carriers::new(addresses(&url)), post: post(&url).await };
        let carrier = LocalCarrier::start(
            clock.clone(),
            CarrierOptions {
                kept_in: kept_in(CARRIER),
                limiter: !options.unlimited_carrier,
                ..CarrierOptions::default()
            },
        )?;
        carrier.set_webhook(demo::CARRIER_KEY, demo::WEBHOOK)?;
        let outbox = Outbox::start(
            clock.clone(),
            OutboxOptions {
                kept_in: kept_in(OUTBOX),
                verified_senders: options.verified_sender.clone(),
                ..OutboxOptions::default()
            },
        )?;
        let gateway = Gateway::new(&template, rooms.clone(), clock.clone(), options.quiet)?;
        let background = Background {
            streams: Streams::new(&template, rooms.clone(), engine.stream(), kept_in(POSITIONS))?,
            topics: Topics::new(&template, rooms.clone(), outbox.clone())?,
            pushes: Pushes::new(carrier.clone(), gateway.clone()),
            schedules: Schedules::new(&template, rooms, clock.clone())?,
        };
        let api_key = demo::open(&app, options.api_key.as_deref(), kept_in(API_KEY).as_deref()).await?;
        let mut customers_page = None;
        if !options.empty {
            demo::place_orders(&gateway.quietly(), &clock, &api_key).await?;
            customers_page = demo::customers_page(&gateway.quietly(), &clock, &api_key).await?;
        }
        let going_on = (!options.no_schedules).then(|| background.clone());
        let door = Door {
            gateway: gateway.clone(),
            clock: clock.clone(),
            carrier: carrier.clone(),
            outbox: outbox.clone(),
            background: going_on.clone(),
        };
        let mut tasks = vec![tokio::spawn(keep(clock.clone(), carrier.clone()))];
        tasks.extend(going_on.into_iter().flat_map(Background::run));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(serve(listener, door, stopped));
        Ok(Self {
            app,
            clock,
            carrier,
            outbox,
            gateway,
            background,
            api_key,
            customers_page,
            engine,
            url,
            stop,
            serving,
            tasks,
            _data: data,
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
        for task in &self.tasks {
            task.abort();
        }
        let _ = self.stop.send(());
        let served = tokio::time::timeout(STOPPING, self.serving).await;
        self.engine.forget_expired();
        self.clock.keep()?;
        self.carrier.keep()?;
        drop((self.app, self.gateway, self.background));
        // A client that keeps its connection open would keep us waiting; the data is safe either way.
        let ended = tokio::time::timeout(STOPPING, self.engine.stop()).await;
        if let Ok(Ok(ended)) = served {
            ended.map_err(LocalError::io("the server did not end well"))?;
        }
        ended.unwrap_or(Ok(()))
    }
}

async fn serve(listener: TcpListener, door: Door, stopped: oneshot::Receiver<()>) -> std::io::Result<()> {
    let routes = axum::Router::new().fallback(move |request| door.clone().serve(request));
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
