//! What `infra/template.yaml` says, as far as the local run makes it.

use std::time::Duration;

use serde_json::Value;

use crate::error::LocalError;
use crate::pattern::Pattern;

/// The template, as it was when this was built.
pub const TEMPLATE: &str = include_str!("../../template.yaml");

/// What Lambda gives a function of which nothing is said, in seconds.
const LAMBDAS_OWN_TIMEOUT: u64 = 3;

/// What the local run makes.
#[derive(Clone, Debug)]
pub struct Template {
    /// The table's properties, as `CreateTable` takes them but for a few.
    pub table: Value,
    /// The functions.
    pub functions: Vec<Function>,
}

/// A function, and what calls it.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its crate, read off its logical id: `SetPaymentFunction` is `set_payment`.
    pub name: String,
    /// What calls it; nothing but the operator, if empty.
    pub events: Vec<Event>,
    /// How long it may take.
    pub timeout: Duration,
}

/// What calls a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A route.
    Route {
        /// The method.
        method: String,
        /// The path, with its parameters in braces.
        path: String,
    },
    /// Whatever no other route takes.
    DefaultRoute,
    /// Every so often.
    Every(Duration),
    /// The table's stream.
    Stream(Mapping),
    /// The topic through which SES tells what came back.
    Topic,
}

/// What of the table's stream a function is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// A record must fit one of them, if there is any.
    pub patterns: Vec<Pattern>,
    /// Records of one batch at the most.
    pub batch: usize,
    /// How often a batch is given again that failed.
    pub tries_again: u64,
}

impl Template {
    /// Reads the template.
    ///
    /// # Errors
    /// [`LocalError::Template`] for what the local run does not know.
    pub fn read(text: &str) -> Result<Self, LocalError> {
        let wrong = |what: String| LocalError::Template(what);
        let template: Value = serde_saphyr::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let resources = template.get("Resources").and_then(Value::as_object);
        let resources = resources.ok_or_else(|| wrong("it has no resources".to_owned()))?;
        let of_type = |kind: &'static str| {
            resources.iter().filter(move |(_, resource)| resource.get("Type").and_then(Value::as_str) == Some(kind))
        };
        let (_, table) = of_type("AWS::DynamoDB::Table").next().ok_or_else(|| wrong("it has no table".to_owned()))?;
        let global = template.pointer("/Globals/Function/Timeout");
        let functions = of_type("AWS::Serverless::Function").map(|(id, function)| Function::read(id, function, global));
        Ok(Self {
            table: table.get("Properties").cloned().unwrap_or_default(),
            functions: functions.collect::<Result<_, _>>()?,
        })
    }
}

impl Function {
    fn read(id: &str, function: &Value, global_timeout: Option<&Value>) -> Result<Self, LocalError> {
        let stem = id.strip_suffix("Function");
        let stem = stem.ok_or_else(|| LocalError::Template(format!("{id} should end with Function")))?;
        let events = function.pointer("/Properties/Events").and_then(Value::as_object);
        let events = events.into_iter().flatten().map(|(_, event)| Event::read(id, event));
        let timeout = function.pointer("/Properties/Timeout").or(global_timeout).and_then(Value::as_u64);
        let timeout = Duration::from_secs(timeout.unwrap_or(LAMBDAS_OWN_TIMEOUT));
        Ok(Self { name: snake_case(stem), events: events.collect::<Result<_, _>>()?, timeout })
    }
}

impl Event {
    fn read(function: &str, event: &Value) -> Result<Self, LocalError> {
        let text = |path: &str| event.pointer(path).and_then(Value::as_str).map(str::to_owned);
        let unknown = || LocalError::Template(format!("{function} is called by something unknown: {event}"));
        match text("/Type").as_deref() {
            Some("HttpApi") => match (text("/Properties/Method"), text("/Properties/Path")) {
                (Some(method), Some(path)) => Ok(Self::Route { method, path }),
                (None, None) => Ok(Self::DefaultRoute),
                _ => Err(unknown()),
            },
            Some("ScheduleV2") => {
                let rate = text("/Properties/ScheduleExpression").ok_or_else(unknown)?;
                every(&rate).map(Self::Every).ok_or_else(unknown)
            }
            Some("DynamoDB") => {
                let mapping = event.get("Properties").and_then(Mapping::read);
                mapping.map(Self::Stream).ok_or_else(unknown)
            }
            Some("SNS") => Ok(Self::Topic),
            _ => Err(unknown()),
        }
    }
}

impl Mapping {
    fn read(properties: &Value) -> Option<Self> {
        let filters = properties.pointer("/FilterCriteria/Filters").and_then(Value::as_array);
        let pattern = |filter: &Value| Pattern::read(&serde_json::from_str(filter.get("Pattern")?.as_str()?).ok()?);
        let patterns = filters.into_iter().flatten().map(pattern).collect::<Option<_>>()?;
        let batch = usize::try_from(properties.get("BatchSize")?.as_u64()?).ok()?;
        // Without it Lambda would go on until the record is gone from the stream.
        let tries_again = properties.get("MaximumRetryAttempts")?.as_u64()?;
        Some(Self { patterns, batch, tries_again })
    }
}

/// `rate(5 minutes)`.
fn every(rate: &str) -> Option<Duration> {
    let (number, unit) = rate.strip_prefix("rate(")?.strip_suffix(')')?.split_once(' ')?;
    let seconds = match unit.trim_end_matches('s') {
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        _ => return None,
    };
    Some(Duration::from_secs(number.parse::<u64>().ok()? * seconds))
}

fn snake_case(camel: &str) -> String {
    let mut snake = String::new();
    for character in camel.chars() {
        if character.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_and_names_are_read() {
        assert_eq!(every("rate(1 minute)"), Some(Duration::from_mins(1)));
        assert_eq!(every("rate(2 hours)"), Some(Duration::from_hours(2)));
        assert_eq!(every("cron(0 * * * ? *)"), None);
        assert_eq!(snake_case("MoveFulfilmentOrder"), "move_fulfilment_order");
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let with = |event: &str| {
            format!(
                "Resources: {{T: {{Type: 'AWS::DynamoDB::Table'}}, AFunction: {{Type: 'AWS::Serverless::Function', Properties: {{Events: {{E: {event}}}}}}}}}"
            )
        };
        assert!(Template::read(&with("{Type: HttpApi, Properties: {}}")).is_ok());
        assert!(Template::read(&with("{Type: SQS, Properties: {}}")).is_err());
        assert!(Template::read("Resources: 1").is_err());
        assert!(Template::read(": :").is_err());
    }
}
