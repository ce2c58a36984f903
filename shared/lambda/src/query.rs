//! Query parameters, and the list of orders that they ask for.

use chrono::{DateTime, Utc};
use lambda_http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use waybill_domain::effective::FulfilmentStatus;
use waybill_store::list::{ListQuery, Page, Sort};

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, request_id};
use crate::problem::Problem;
use crate::read::Look;
use crate::view::SummaryView;

/// How many a page holds, if nothing is said, and at the most.
const LIMIT: u32 = 50;
const MOST: u32 = 250;

/// The query parameters of a request, each given once.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn of(incoming: &Incoming) -> Result<Self, Problem> {
        let parameters = incoming.query()?;
        let twice = |(index, (name, _)): (usize, &(String, String))| {
            parameters.iter().take(index).any(|(earlier, _)| earlier == name).then(|| name.clone())
        };
        match parameters.iter().enumerate().find_map(twice) {
            Some(name) => Err(Problem::invalid(name, "must not be given twice")),
            None => Ok(Self(parameters)),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// One of a list of words.
    fn word<T: DeserializeOwned>(&self, name: &str, words: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let word = serde_json::from_value(serde_json::Value::String(text.to_owned()));
        word.map(Some).map_err(|_| Problem::invalid(name, format!("must be one of {words}")))
    }

    fn instant(&self, name: &str) -> Result<Option<DateTime<Utc>>, Problem> {
        let read = |text: &str| {
            let instant = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc));
            instant
                .map_err(|_| Problem::invalid(name, "must be an instant as in RFC 3339, with its `+` percent-encoded"))
        };
        self.text(name).map(read).transpose()
    }

    pub(crate) fn limit(&self) -> Result<u32, Problem> {
        match self.text("limit").map(str::parse) {
            None => Ok(LIMIT),
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(_) => Err(Problem::invalid("limit", format!("must be 1 to {MOST}"))),
        }
    }

    /// The place where another page ended.
    pub(crate) fn cursor(&self, sound: impl Fn(&str) -> bool) -> Result<Option<String>, Problem> {
        let Some(cursor) = self.text("cursor") else { return Ok(None) };
        let place = url::form_urlencoded::parse(cursor.replace('.', "%").as_bytes())
            .next()
            .map(|(place, _)| place.into_owned());
        let place = place.filter(|place| sound(place) && cursor_of(place) == cursor);
        place.map(Some).ok_or_else(|| Problem::invalid("cursor", "must be a `next_cursor` of the same list"))
    }
}

/// A place in a list, so that it can stand in an address.
pub(crate) fn cursor_of(place: &str) -> String {
    url::form_urlencoded::byte_serialize(place.as_bytes()).collect::<String>().replace('%', ".")
}

/// Answers a page of the store's orders, as the query asks for.
pub async fn list_orders(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let id = request_id(&request);
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let page = match parameters.text("q") {
            Some(text) => search(&look, &parameters, text).await?,
            None => list(&look, &parameters).await?,
        };
        Ok(look.answer(&OrdersView::new(page, &look)))
    };
    or_problem(looked.await, id.as_deref())
}

#[derive(Serialize)]
struct OrdersView {
    orders: Vec<SummaryView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl OrdersView {
    fn new(page: Page, look: &Look<'_>) -> Self {
        let settings = &look.caller.record.settings;
        let orders = page.orders.into_iter().map(|summary| SummaryView::new(summary, settings, look.now)).collect();
        Self { orders, next_cursor: page.next.map(|place| cursor_of(&place)) }
    }
}

async fn list(look: &Look<'_>, parameters: &Parameters) -> Result<Page, Problem> {
    let query = ListQuery {
        status: parameters
            .word("fulfilment_status", &FulfilmentStatus::ALL.map(FulfilmentStatus::as_str).join(", "))?,
        placed_from: parameters.instant("placed_from")?,
        placed_to: parameters.instant("placed_to")?,
        location: parameters.text("location").map(str::to_owned),
        archived: archived(parameters)?.unwrap_or(false),
        sort: match parameters.text("sort") {
            None | Some("placed_at") => Sort::PlacedAt,
            Some("fulfil_by") => Sort::FulfilBy,
            Some(_) => return Err(Problem::invalid("sort", "must be one of placed_at, fulfil_by")),
        },
        limit: parameters.limit()?,
        after: None,
        now: look.now,
    };
    let after = parameters.cursor(|place| query.is_place(place))?;
    Ok(look.app.store.list(&look.caller.store, &ListQuery { after, ..query }).await?)
}

/// A search finds archived orders too, unless it says otherwise: who looks for a number wants that order.
async fn search(look: &Look<'_>, parameters: &Parameters, text: &str) -> Result<Page, Problem> {
    const ALONE: [&str; 2] = ["fulfilment_status", "sort"];
    if let Some(other) = ALONE.into_iter().find(|name| parameters.text(name).is_some()) {
        return Err(Problem::invalid(other, "cannot be combined with `q`"));
    }
    if !(1..=500).contains(&text.trim().chars().count()) {
        return Err(Problem::invalid("q", "must be a name, a tracking number or an e-mail address"));
    }
    let (from, to) = (parameters.instant("placed_from")?, parameters.instant("placed_to")?);
    let (location, archived) = (parameters.text("location"), archived(parameters)?);
    let after = parameters.cursor(ListQuery::is_placed_place)?;
    let store = &look.app.store;
    let (limit, secret) = (parameters.limit()?, &look.caller.record.secret);
    let mut page = store.search(&look.caller.store, secret, text, limit, after.as_deref()).await?;
    page.orders.retain(|order| {
        from.is_none_or(|from| from <= order.placed_at)
            && to.is_none_or(|to| order.placed_at < to)
            && location.is_none_or(|location| order.locations.iter().any(|at| at == location))
            && archived.is_none_or(|archived| order.archived == archived)
    });
    Ok(page)
}

fn archived(parameters: &Parameters) -> Result<Option<bool>, Problem> {
    match parameters.text("archived") {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Problem::invalid("archived", "must be true or false")),
    }
}
