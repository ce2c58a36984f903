//! Reading JSON that keeps no promise: whatever is not there, or is of another type than documented, is nothing.

use serde_json::Value;

/// A value, or nothing.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self(Some(value))
    }

    /// A member. 17TRACK sends some keys with blanks around them.
    pub(crate) fn at(self, key: &str) -> Self {
        let members = self.0.and_then(Value::as_object);
        let found = members.and_then(|members| {
            members.get(key).or_else(|| members.iter().find(|(known, _)| known.trim() == key).map(|(_, value)| value))
        });
        Self(found)
    }

    /// The first of some members that is there: a key is called otherwise in another version.
    pub(crate) fn at_any(self, keys: &[&str]) -> Self {
        keys.iter().map(|key| self.at(key)).find(|node| node.is_there()).unwrap_or(Self(None))
    }

    /// Whether it is anything but null.
    pub(crate) fn is_there(self) -> bool {
        self.0.is_some_and(|value| !value.is_null())
    }

    /// What an array holds.
    pub(crate) fn items(self) -> impl DoubleEndedIterator<Item = Node<'a>> {
        self.0.and_then(Value::as_array).into_iter().flatten().map(Node::of)
    }

    /// A text that says something.
    pub(crate) fn text(self) -> Option<&'a str> {
        self.0.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// A number, or a text that is one.
    pub(crate) fn number(self) -> Option<f64> {
        let value = self.0?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
        number.is_finite().then_some(number)
    }

    /// A whole number, or a text that is one.
    pub(crate) fn whole(self) -> Option<i64> {
        let value = self.0?;
        value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_of_another_type_is_nothing() {
        let value = json!({"a": "1.5", "b": 2, "c": null, "d": [], "e ": "x", "f": "NaN", "g": " "});
        let node = Node::of(&value);
        assert_eq!(node.at("a").number(), Some(1.5));
        assert_eq!(node.at("b").whole(), Some(2));
        assert_eq!(node.at("b").text(), None);
        assert_eq!(node.at("e").text(), Some("x"));
        assert_eq!(node.at("f").number(), None);
        assert_eq!(node.at("g").text(), None);
        assert_eq!(node.at("a").at("b").items().count(), 0);
        assert_eq!(node.at_any(&["c", "b"]).whole(), Some(2));
        assert!(!node.at("c").is_there());
    }
}
