//! The monitoring page's figures: how many orders, day by day and as they stand now, each count with the list that
//! shows those very orders (M1–M3).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::task::JoinSet;
use waybill_domain::attention::Rule;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::tally::Figures;
use waybill_domain::text::TimeZone;
use waybill_store::StoreError;
use waybill_store::count::{Count, CountQuery};
use waybill_store::tally::book::Book;

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Trace, deadline};
use crate::parameters::Parameters;
use crate::perform::in_time;
use crate::period::{Period, orders};
use crate::problem::Problem;
use crate::read::{Look, Sight};

/// Answers the figures of the period that the query asks for.
pub async fn monitoring(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        Ok(look.answer(&figures(look.sight(), &parameters).await?))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// The figures of the period that a query asks for.
///
/// # Errors
/// [`Problem::Invalid`] for what is no period, and [`Problem::PlanRequired`].
pub async fn find_figures(sight: Sight<'_>, query: Vec<(String, String)>) -> Result<MonitoringView, Problem> {
    if !sight.record.settings.plan.tracks() {
        return Err(Problem::PlanRequired);
    }
    figures(sight, &Parameters::of_page(query)).await
}

async fn figures(sight: Sight<'_>, parameters: &Parameters) -> Result<MonitoringView, Problem> {
    let (app, store) = (sight.app, sight.store);
    let book = app.store.find_book(store).await?;
    // While figures are built anew, those of the days before are shown, and the lists are of the same days.
    let zone = book.as_ref().map_or(sight.record.settings.time_zone, |book| book.shown.zone);
    let period = Period::asked(parameters, zone, sight.now)?;
    let days = match &book {
        None => BTreeMap::new(),
        Some(book) => app.store.figures(store, book.shown, (period.first, period.last)).await?,
    };
    let standing = Standing::count(sight, period).await?;
    Ok(MonitoringView::new(period, &days, &standing, book.as_ref()))
}

/// How many orders were placed, fulfilled and delivered in as many days as a period has, before it.
///
/// # Errors
/// As [`StoreError`] says.
pub async fn find_figures_before(sight: Sight<'_>, period: &MonitoringView) -> Result<Figures, Problem> {
    let (app, store) = (sight.app, sight.store);
    let Some(book) = app.store.find_book(store).await? else { return Ok(Figures::default()) };
    let length = period.to - period.from;
    let ends = period.from.pred_opt();
    let days = ends.and_then(|last| Some((last.checked_sub_signed(length)?, last)));
    let Some(days) = days else { return Ok(Figures::default()) };
    let mut sum = Figures::default();
    for figures in app.store.figures(store, book.shown, days).await?.values() {
        sum += *figures;
    }
    Ok(sum)
}

/// The figures of a period.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Monitoring")]
pub struct MonitoringView {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Where the days are cut.
    pub time_zone: TimeZone,
    /// Orders placed in the period.
    pub placed: CountView,
    /// Orders of which the last was fulfilled in the period.
    pub fulfilled: CountView,
    /// Orders of which the last was delivered in the period.
    pub delivered: CountView,
    /// Orders of which something was sent, and not all of that delivered, whenever they were placed.
    pub not_delivered: CountView,
    /// Orders placed in the period, by their tracking status as it is now.
    pub by_tracking_status: BTreeMap<TrackingStatus, CountView>,
    /// Orders that require attention now, whenever they were placed.
    pub attention: AttentionView,
    /// Each day of the period.
    pub days: Vec<DayView>,
    /// Figures that are being built anew; those above do not change until they are ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rebuilding: Option<RebuildingView>,
}

/// How many orders, and which.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Count")]
pub struct CountView {
    /// How many.
    pub count: u64,
    /// Whether there are more, too many to count them all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// The list of these orders.
    pub orders: String,
}

/// How many orders require attention, by each rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AttentionCounts")]
pub struct AttentionView {
    /// Fulfilled, and not delivered for too long.
    #[serde(rename = "P6")]
    pub p6: CountView,
    /// In trouble on their way.
    #[serde(rename = "P7")]
    pub p7: CountView,
    /// Open or held for too long.
    #[serde(rename = "P8")]
    pub p8: CountView,
}

/// The figures of a day.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Day")]
pub struct DayView {
    /// The day.
    pub date: NaiveDate,
    /// Orders placed on it.
    pub placed: CountView,
    /// Orders of which the last was fulfilled on it.
    pub fulfilled: CountView,
    /// Orders of which the last was delivered on it.
    pub delivered: CountView,
}

/// Figures that are being built.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rebuilding")]
pub struct RebuildingView {
    /// Where the days will be cut.
    pub time_zone: TimeZone,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How many orders have been counted so far.
    pub counted: u64,
}

impl MonitoringView {
    fn new(period: Period, days: &BTreeMap<NaiveDate, Figures>, standing: &Standing, book: Option<&Book>) -> Self {
        let mut sum = Figures::default();
        for figures in days.values() {
            sum += *figures;
        }
        let whole = DayView::new(period, sum);
        let each = |date| {
            DayView::new(Period { first: date, last: date, ..period }, days.get(&date).copied().unwrap_or_default())
        };
        let rebuilding = book.and_then(|book| book.building.as_ref()).map(|building| RebuildingView {
            time_zone: building.epoch.zone,
            since: building.begun_at,
            counted: building.walked,
        });
        Self {
            from: period.first,
            to: period.last,
            time_zone: period.zone,
            placed: whole.placed,
            fulfilled: whole.fulfilled,
            delivered: whole.delivered,
            not_delivered: standing.view(CountQuery::NotDelivered, period),
            by_tracking_status: TrackingStatus::ALL
                .map(|status| (status, standing.view(period.tracked(status), period)))
                .into(),
            attention: AttentionView {
                p6: standing.view(CountQuery::Attention(Rule::P6, standing.now), period),
                p7: standing.view(CountQuery::Attention(Rule::P7, standing.now), period),
                p8: standing.view(CountQuery::Attention(Rule::P8, standing.now), period),
            },
            days: period.first.iter_days().take_while(|date| *date <= period.last).map(each).collect(),
            rebuilding,
        }
    }
}

impl DayView {
    fn new(period: Period, figures: Figures) -> Self {
        let count = |count: i64, milestone: &str| CountView {
            count: u64::try_from(count).unwrap_or(0),
            more: false,
            orders: orders(&period.range(milestone)),
        };
        Self {
            date: period.first,
            placed: count(figures.placed, "placed"),
            fulfilled: count(figures.fulfilled, "fulfilled"),
            delivered: count(figures.delivered, "delivered"),
        }
    }
}

/// What was counted as it stands now.
struct Standing {
    now: DateTime<Utc>,
    counts: Vec<(CountQuery, Count)>,
}

impl Standing {
    /// Counts everything at the same time.
    async fn count(sight: Sight<'_>, period: Period) -> Result<Self, Problem> {
        let now = sight.now;
        let attention = [Rule::P6, Rule::P7, Rule::P8].map(|rule| CountQuery::Attention(rule, now));
        let tracked = TrackingStatus::ALL.map(|status| period.tracked(status));
        let mut counting = JoinSet::new();
        for query in tracked.into_iter().chain(attention).chain([CountQuery::NotDelivered]) {
            let (table, store) = (sight.app.store.clone(), sight.store.clone());
            counting.spawn(async move { Ok::<_, StoreError>((query, table.count(&store, query).await?)) });
        }
        let mut counts = Vec::new();
        while let Some(count) = counting.join_next().await {
            counts.push(count.map_err(|_| StoreError::Unreadable("a count's own task failed".to_owned()))??);
        }
        Ok(Self { now, counts })
    }

    fn view(&self, query: CountQuery, period: Period) -> CountView {
        let found = self.counts.iter().find(|(counted, _)| *counted == query).map(|(_, count)| *count);
        let count = found.unwrap_or(Count { orders: 0, all: true });
        CountView { count: count.orders, more: !count.all, orders: orders(&period.list(query)) }
    }
}
