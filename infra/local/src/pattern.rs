//! Event patterns, as far as the template uses them: which records of a stream a function is given.

use serde_json::Value;

/// What an event must look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Each of these fields must fit.
    Fields(Vec<(String, Pattern)>),
    /// The value must be as one of these says.
    OneOf(Vec<Allowed>),
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// This very value.
    Is(Value),
    /// Anything, or nothing at all.
    Exists(bool),
}

impl Pattern {
    /// Reads a pattern; `None` for one that the local run does not know.
    #[must_use]
    pub fn read(pattern: &Value) -> Option<Self> {
        match pattern {
            Value::Object(fields) => {
                let field = |(name, value): (&String, &Value)| Some((name.clone(), Self::read(value)?));
                fields.iter().map(field).collect::<Option<_>>().map(Self::Fields)
            }
            Value::Array(allowed) => allowed.iter().map(Allowed::read).collect::<Option<_>>().map(Self::OneOf),
            _ => None,
        }
    }

    /// Whether an event fits.
    #[must_use]
    pub fn fits(&self, event: Option<&Value>) -> bool {
        match self {
            Self::Fields(fields) => {
                fields.iter().all(|(name, pattern)| pattern.fits(event.and_then(|event| event.get(name))))
            }
            Self::OneOf(allowed) => allowed.iter().any(|allowed| allowed.fits(event)),
        }
    }
}

impl Allowed {
    fn read(allowed: &Value) -> Option<Self> {
        match allowed {
            Value::Object(rule) if rule.len() == 1 => rule.get("exists")?.as_bool().map(Self::Exists),
            Value::Object(_) | Value::Array(_) => None,
            value => Some(Self::Is(value.clone())),
        }
    }

    fn fits(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Is(wanted) => value == Some(wanted),
            Self::Exists(exists) => value.is_some() == *exists,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_fits_by_its_name_and_by_what_it_has() {
        let pattern =
            json!({"eventName": ["INSERT", "MODIFY"], "dynamodb": {"NewImage": {"m": {"S": [{"exists": true}]}}}});
        let pattern = Pattern::read(&pattern).expect("it is known");
        let record = |name: &str, image: Value| json!({"eventName": name, "dynamodb": {"NewImage": image}});
        assert!(pattern.fits(Some(&record("INSERT", json!({"m": {"S": "x"}})))));
        assert!(!pattern.fits(Some(&record("REMOVE", json!({"m": {"S": "x"}})))));
        assert!(!pattern.fits(Some(&record("INSERT", json!({"m": {"N": "1"}})))));
        assert!(!pattern.fits(Some(&json!({"eventName": "INSERT"}))));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for unknown in [json!("INSERT"), json!({"a": [{"prefix": "x"}]}), json!({"a": [["x"]]}), json!({"a": "x"})] {
            assert_eq!(Pattern::read(&unknown), None, "{unknown}");
        }
    }
}
