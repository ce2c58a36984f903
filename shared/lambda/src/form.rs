//! A browser's form, read as the JSON body that a program would send.
//!
//! A field's name says where its value goes, as in `line_items[0].quantity`, and after a colon what it is:
//!
//! | suffix | value |
//! |---|---|
//! | none | text; an empty one is left out |
//! | `:text` | text; an empty one is null |
//! | `:number` | a number; an empty one is left out |
//! | `:bool` | true or false; an empty one is left out |
//! | `:lines` | a list, one entry a line |
//! | `:count` | a number; if empty or zero, the entry of the list that it stands in is left out |
//! | `:choice` | text; if empty, the entry of the list that it stands in is left out |
//!
//! Where a name comes twice the last one counts: a box that is not ticked is the hidden field before it. Entries of a
//! list that are left out close up.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::problem::Problem;

/// Fields of one form: an order of 250 lines has three for each.
const FIELDS: usize = 1_000;
/// How deep a name may lead, and how long it may be.
const DEPTH: usize = 8;
const NAME: usize = 300;
/// Entries of a list, as a form may number them.
const ENTRIES: usize = 1_000;

/// A form that was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Form {
    /// Shows that the page it stood on was ours.
    pub(crate) csrf: Option<String>,
    /// The page to go back to.
    pub(crate) back: Option<String>,
    /// Which form of that page it is.
    pub(crate) name: Option<String>,
    /// Makes that sending it twice does it once.
    pub(crate) idempotency_key: Option<String>,
    /// What a program would have sent.
    pub(crate) body: Value,
    /// What was typed, as it was typed.
    pub(crate) values: Vec<(String, String)>,
}

/// What a name leads to.
#[derive(Debug)]
enum Node {
    Leaf(Value),
    Object(BTreeMap<String, Node>),
    /// An entry that is nothing was left out.
    List(BTreeMap<usize, Option<Node>>),
}

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Field(String),
    Entry(usize),
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for a name that leads nowhere, or too many of them.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut form = Self::default();
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            let given = Some(value.clone().into_owned()).filter(|value| !value.is_empty());
            match name.as_ref() {
                "csrf" => form.csrf = given,
                "back" => form.back = given,
                "form" => form.name = given,
                "idempotency_key" => form.idempotency_key = given,
                _ => {
                    fields.retain(|(known, _)| *known != name);
                    fields.push((name.into_owned(), value.into_owned()));
                }
            }
            if fields.len() > FIELDS {
                return Err(Problem::invalid("", format!("must have at most {FIELDS} fields")));
            }
        }
        let mut root = Node::Object(BTreeMap::new());
        for (name, value) in &fields {
            let (path, kind) = name.rsplit_once(':').unwrap_or((name, ""));
            let steps = steps(path).ok_or_else(|| Problem::invalid(name.as_str(), "is no name of a field"))?;
            match typed(kind, value) {
                Some(Typed::Value(value)) => root.put(&steps, value)?,
                Some(Typed::Nothing) => {}
                Some(Typed::NoEntry) => root.leave_out(&steps)?,
                None => return Err(Problem::invalid(name.as_str(), "is no name of a field")),
            }
        }
        form.body = root.value();
        form.values = fields;
        Ok(form)
    }
}

/// What a field's value comes to.
enum Typed {
    Value(Value),
    Nothing,
    NoEntry,
}

fn typed(kind: &str, value: &str) -> Option<Typed> {
    let text = || Typed::Value(Value::String(value.to_owned()));
    let trimmed = value.trim();
    // What is no number goes on as text: who takes it says what it must be.
    let number =
        || serde_json::from_str::<serde_json::Number>(trimmed).map_or_else(|_| text(), |n| Typed::Value(n.into()));
    let (empty, blank) = (value.is_empty(), trimmed.is_empty());
    let nothing = match kind {
        "" => empty,
        "number" | "bool" => blank,
        _ => false,
    };
    let no_entry = (kind == "count" && (blank || trimmed == "0")) || (kind == "choice" && empty);
    Some(match kind {
        _ if nothing => Typed::Nothing,
        _ if no_entry => Typed::NoEntry,
        "text" if empty => Typed::Value(Value::Null),
        "" | "text" | "choice" => text(),
        "number" | "count" => number(),
        "bool" => serde_json::from_str::<bool>(trimmed).map_or_else(|_| text(), |truth| Typed::Value(truth.into())),
        "lines" => {
            let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
            Typed::Value(lines.map(|line| Value::String(line.to_owned())).collect())
        }
        _ => return None,
    })
}

/// `line_items[0].quantity`, step by step.
fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (field, mut entries) = part.split_once('[').map_or((part, None), |(field, rest)| (field, Some(rest)));
        steps.push(Step::Field(Some(field).filter(|field| !field.is_empty())?.to_owned()));
        while let Some(rest) = entries {
            let (index, after) = rest.split_once(']')?;
            let index = index.parse().ok().filter(|index| *index < ENTRIES)?;
            steps.push(Step::Entry(index));
            entries = match after {
                "" => None,
                more => Some(more.strip_prefix('[')?),
            };
        }
    }
    (path.len() <= NAME && steps.len() <= DEPTH).then_some(steps)
}

impl Node {
    fn put(&mut self, steps: &[Step], value: Value) -> Result<(), Problem> {
        let Some((step, rest)) = steps.split_first() else {
            *self = Self::Leaf(value);
            return Ok(());
        };
        match (self, step) {
            (Self::Object(fields), Step::Field(name)) => {
                fields.entry(name.clone()).or_insert_with(|| Self::empty(rest)).put(rest, value)
            }
            (Self::List(entries), Step::Entry(index)) => {
                match entries.entry(*index).or_insert_with(|| Some(Self::empty(rest))) {
                    Some(entry) => entry.put(rest, value),
                    None => Ok(()),
                }
            }
            _ => Err(Problem::invalid("", "names one field in two ways")),
        }
    }

    /// Leaves out the innermost entry of a list on the way.
    fn leave_out(&mut self, steps: &[Step]) -> Result<(), Problem> {
        let entry = steps.iter().rposition(|step| matches!(step, Step::Entry(_)));
        let Some((Step::Entry(index), way)) = entry.and_then(|at| steps.get(..=at)?.split_last()) else {
            return Ok(());
        };
        let mut node = self;
        for (at, step) in way.iter().enumerate() {
            let rest = steps.get(at + 1..).unwrap_or_default();
            node = match (node, step) {
                (Self::Object(fields), Step::Field(name)) => {
                    fields.entry(name.clone()).or_insert_with(|| Self::empty(rest))
                }
                (Self::List(entries), Step::Entry(index)) => {
                    match entries.entry(*index).or_insert_with(|| Some(Self::empty(rest))) {
                        Some(entry) => entry,
                        None => return Ok(()),
                    }
                }
                _ => return Err(Problem::invalid("", "names one field in two ways")),
            };
        }
        match node {
            Self::List(entries) => {
                entries.insert(*index, None);
                Ok(())
            }
            _ => Err(Problem::invalid("", "names one field in two ways")),
        }
    }

    /// What the rest of a way leads through.
    fn empty(rest: &[Step]) -> Self {
        match rest.first() {
            Some(Step::Entry(_)) => Self::List(BTreeMap::new()),
            _ => Self::Object(BTreeMap::new()),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Leaf(value) => value,
            Self::Object(fields) => {
                Value::Object(fields.into_iter().map(|(name, node)| (name, node.value())).collect())
            }
            Self::List(entries) => Value::Array(entries.into_values().flatten().map(Self::value).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body(form: &str) -> Value {
        Form::read(form.as_bytes()).expect(form).body
    }

    #[test]
    fn a_name_says_where_its_value_goes_and_what_it_is() {
        for (form, expected) in [
            ("", json!({})),
            ("name=%231001&note=&kept:text=", json!({"name": "#1001", "kept": null})),
            ("a.b=1&a.c:number=1&a.d:number=", json!({"a": {"b": "1", "c": 1}})),
            ("on:bool=false&on:bool=true&off:bool=false&usual:bool=", json!({"on": true, "off": false})),
            ("list:lines=a%0D%0A%0D%0Ab", json!({"list": ["a", "b"]})),
            ("n:number=ten&t:bool=maybe", json!({"n": "ten", "t": "maybe"})),
            ("t[3].n=c&t[1].n=b", json!({"t": [{"n": "b"}, {"n": "c"}]})),
            ("templates.delivered.email:text=", json!({"templates": {"delivered": {"email": null}}})),
        ] {
            assert_eq!(body(form), expected, "{form}");
        }
    }

    #[test]
    fn an_entry_of_which_there_are_none_is_left_out() {
        let form = "lines[0].id=a&lines[0].n:count=0&lines[1].id=b&lines[1].n:count=2&lines[2].n:count=&lines[2].id=c";
        assert_eq!(body(form), json!({"lines": [{"id": "b", "n": 2}]}));
        assert_eq!(body("orders[0].id:choice=&orders[0].x=1&orders[1].id:choice=o"), json!({"orders": [{"id": "o"}]}));
    }

    #[test]
    fn what_is_about_the_form_is_no_part_of_the_body() {
        let form = Form::read(b"csrf=c&back=%2Fdesk&form=hold&idempotency_key=k&note=n").expect("a form");
        assert_eq!(form.body, json!({"note": "n"}));
        assert_eq!(
            (form.csrf.as_deref(), form.back.as_deref(), form.name.as_deref()),
            (Some("c"), Some("/desk"), Some("hold"))
        );
        assert_eq!(form.idempotency_key.as_deref(), Some("k"));
    }

    #[test]
    fn names_that_lead_nowhere_are_refused() {
        let deep = "a.".repeat(20) + "a=1";
        for form in
            ["a[=1", "a[x]=1", "a[1=1", "a[1]b=1", ".a=1", "a..b=1", "a:what=1", "a[99999]=1", "a=1&a.b=1", &deep]
        {
            assert!(Form::read(form.as_bytes()).is_err(), "{form}");
        }
        let many = (0..=FIELDS).map(|at| format!("f{at}=1")).collect::<Vec<_>>().join("&");
        assert!(Form::read(many.as_bytes()).is_err());
    }
}
