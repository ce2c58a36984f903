//! What somebody does on a page: finds things by what they are and what they are called, as a screen reader names them,
//! and uses them by mouse or by keyboard. It works the same without script.

use std::fmt;

use serde_json::{Value, json};

use crate::device::{Device, text};

/// How many times Tab is pressed before somebody gives up.
const STOPS: usize = 200;

/// What a thing is, in the words of the accessibility tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Button,
    Checkbox,
    Choice,
    Field,
    Link,
    Fold,
}

/// A key that does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Tab,
    Enter,
    Space,
}

/// What a thing is called, and in which part of the page it is looked for: `("#store", "Save")`, or anywhere, `"Save"`.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    within: &'a str,
    name: &'a str,
}

/// A thing on the page.
#[derive(Clone, Debug)]
struct Thing {
    role: String,
    name: String,
    node: u64,
}

impl<'a> From<&'a str> for Called<'a> {
    fn from(name: &'a str) -> Self {
        Self { within: "body", name }
    }
}

impl<'a> From<(&'a str, &'a str)> for Called<'a> {
    fn from((within, name): (&'a str, &'a str)) -> Self {
        Self { within, name }
    }
}

impl fmt::Display for Called<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "“{}” in {}", self.name, self.within)
    }
}

impl Role {
    /// The names that browsers have for it.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Button => &["button"],
            Self::Checkbox => &["checkbox"],
            Self::Choice => &["combobox", "listbox"],
            Self::Field => &["textbox", "searchbox", "spinbutton", "combobox", "Date", "DateTime"],
            Self::Link => &["link"],
            Self::Fold => &["DisclosureTriangle", "DisclosureTriangleGrouped"],
        }
    }
}

impl Key {
    /// Its name, its code, and the character that it types.
    fn parts(self) -> (&'static str, u32, Option<&'static str>) {
        match self {
            Self::Tab => ("Tab", 9, None),
            Self::Enter => ("Enter", 13, Some("\r")),
            Self::Space => (" ", 32, Some(" ")),
        }
    }
}

impl Device {
    /// Follows a link, and waits for the page that it leads to.
    pub async fn follow<'a>(&self, name: impl Into<Called<'a>>) {
        self.click(Role::Link, name).await;
    }

    /// Presses a button.
    pub async fn press<'a>(&self, name: impl Into<Called<'a>>) {
        self.click(Role::Button, name).await;
    }

    /// Unfolds what is folded under these words, or folds it.
    pub async fn unfold<'a>(&self, name: impl Into<Called<'a>>) {
        self.click(Role::Fold, name).await;
    }

    /// Ticks a box, or takes its tick away.
    pub async fn tick<'a>(&self, name: impl Into<Called<'a>>) {
        self.click(Role::Checkbox, name).await;
    }

    /// Writes into a field, in place of what is there.
    pub async fn fill<'a>(&self, label: impl Into<Called<'a>>, words: &str) {
        let field = self.find(Role::Field, label).await;
        self.session.call("DOM.focus", json!({"backendNodeId": field.node})).await;
        let empty = "function() { this.value = ''; return ['date', 'datetime-local', 'time'].includes(this.type) }";
        if self.on(field.node, empty, json!([])).await == json!(true) {
            let set = "function(words) { this.value = words; for (const of of ['input', 'change']) \
                       this.dispatchEvent(new Event(of, {bubbles: true})) }";
            self.on(field.node, set, json!([{"value": words}])).await;
        } else {
            self.session.call("Input.insertText", json!({"text": words})).await;
        }
    }

    /// What stands in a field.
    pub async fn filled<'a>(&self, label: impl Into<Called<'a>>) -> String {
        let field = self.find(Role::Field, label).await;
        let value = self.on(field.node, "function() { return this.value }", json!([])).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Chooses from a list by the words that are shown.
    pub async fn choose<'a>(&self, label: impl Into<Called<'a>>, words: &str) {
        let label = label.into();
        let list = self.find(Role::Choice, label).await;
        let choose = "function(words) { const found = [...this.options].find(one => one.text.trim() === words); \
                      if (!found) return [...this.options].map(one => one.text).join(', '); this.value = found.value; \
                      for (const of of ['input', 'change']) this.dispatchEvent(new Event(of, {bubbles: true})); return '' }";
        let offered = self.on(list.node, choose, json!([{"value": words}])).await;
        assert_eq!(offered, "", "{label} does not offer {words}");
    }

    /// Whether there is such a thing, to be seen now.
    pub async fn has<'a>(&self, role: Role, name: impl Into<Called<'a>>) -> bool {
        let called = name.into();
        self.things(role, called.within).await.iter().any(|thing| thing.name == called.name)
    }

    /// The names of all such things, in the order of the page.
    pub async fn names(&self, role: Role) -> Vec<String> {
        self.things(role, "body").await.into_iter().map(|thing| thing.name).collect()
    }

    /// Goes by Tab to a thing, and sees that it is there.
    pub async fn walk_to(&self, role: Role, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            let here = self.focused().await;
            if role.words().contains(&here.role.as_str()) && here.name == name {
                let ring = "(() => { const style = getComputedStyle(document.activeElement); \
                            return style.outlineStyle !== 'none' || style.boxShadow !== 'none' })()";
                assert_eq!(self.ask(ring).await, true, "it cannot be seen that {name} has the focus");
                return;
            }
            passed.push(format!("{} “{}”", here.role, here.name));
            self.key(Key::Tab).await;
        }
        panic!("Tab does not lead to {role:?} “{name}”, but to {passed:#?}");
    }

    /// Presses a key.
    pub async fn key(&self, key: Key) {
        let (name, code, types) = key.parts();
        let mut pressed = json!({"type": "keyDown", "key": name, "code": name, "windowsVirtualKeyCode": code});
        if let Some(types) = types {
            pressed["text"] = types.into();
        }
        self.session.call("Input.dispatchKeyEvent", pressed).await;
        let released = json!({"type": "keyUp", "key": name, "code": name, "windowsVirtualKeyCode": code});
        self.session.call("Input.dispatchKeyEvent", released).await;
    }

    /// Types what a keyboard types, where the focus is.
    pub async fn types(&self, words: &str) {
        self.session.call("Input.insertText", json!({"text": words})).await;
    }

    /// Clicks in the middle of a thing, where nothing may lie over it.
    async fn click<'a>(&self, role: Role, name: impl Into<Called<'a>>) {
        let name = name.into();
        let thing = self.find(role, name).await;
        let node = json!({"backendNodeId": thing.node});
        self.session.call("DOM.scrollIntoViewIfNeeded", node).await;
        let middle = "function() { const box = this.getClientRects()[0]; const [x, y] = \
                      [box.x + box.width / 2, box.y + box.height / 2]; const hit = document.elementFromPoint(x, y); \
                      const label = hit && hit.closest('label'); const free = hit && (this.contains(hit) || \
                      hit.contains(this) || (label && label.control === this)); \
                      return {x, y, over: free ? '' : (hit ? hit.outerHTML.slice(0, 200) : 'nothing')} }";
        let at = self.on(thing.node, middle, json!([])).await;
        assert_eq!(at["over"], "", "{role:?} {name} cannot be clicked");
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let mouse = json!({"type": kind, "x": at["x"], "y": at["y"], "button": "left", "clickCount": 1});
            self.session.call("Input.dispatchMouseEvent", mouse).await;
        }
    }

    /// The one such thing; the first, where there are several.
    async fn find<'a>(&self, role: Role, called: impl Into<Called<'a>>) -> Thing {
        let called = called.into();
        let found = async || self.things(role, called.within).await.into_iter().find(|thing| thing.name == called.name);
        self.until(&format!("there is a {role:?} {called}"), async || found().await.is_some()).await;
        found().await.unwrap_or_else(|| panic!("{role:?} {called} has gone again"))
    }

    /// All things of a kind in a part of the page that are not hidden. While the browser goes from one page to another,
    /// there is nothing.
    async fn things(&self, role: Role, within: &str) -> Vec<Thing> {
        let mut things = Vec::new();
        let Ok(document) = self.session.try_call("DOM.getDocument", json!({"depth": 0})).await else { return things };
        let part = json!({"nodeId": document["root"]["nodeId"], "selector": within});
        let Ok(part) = self.session.try_call("DOM.querySelector", part).await else { return things };
        for role in role.words() {
            let wanted = json!({"nodeId": part["nodeId"], "role": role});
            let found = self.session.try_call("Accessibility.queryAXTree", wanted).await.unwrap_or_default();
            let nodes = found["nodes"].as_array().into_iter().flatten();
            things.extend(nodes.filter(|node| node["ignored"] != true).map(Thing::of));
        }
        things
    }

    /// What has the focus.
    async fn focused(&self) -> Thing {
        let focused = self.session.call("Runtime.evaluate", json!({"expression": "document.activeElement"})).await;
        let asked = json!({"objectId": text(&focused["result"], "objectId"), "fetchRelatives": false});
        Thing::of(&self.session.call("Accessibility.getPartialAXTree", asked).await["nodes"][0])
    }

    /// Calls a function on a thing.
    async fn on(&self, node: u64, function: &str, arguments: Value) -> Value {
        let resolved = self.session.call("DOM.resolveNode", json!({"backendNodeId": node})).await;
        let called = json!({"functionDeclaration": function, "objectId": text(&resolved["object"], "objectId"),
                            "arguments": arguments, "returnByValue": true});
        let answer = self.session.call("Runtime.callFunctionOn", called).await;
        assert!(answer["exceptionDetails"].is_null(), "{:#}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }
}

impl Thing {
    fn of(node: &Value) -> Self {
        let word = |name: &str| node[name]["value"].as_str().unwrap_or_default().trim().to_owned();
        Self { role: word("role"), name: word("name"), node: node["backendDOMNodeId"].as_u64().unwrap_or_default() }
    }
}
