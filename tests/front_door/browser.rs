//! A browser without script: it opens pages, fills in the forms that are on them, and goes where it is led.

use std::collections::BTreeMap;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use waybill_tests::Shop;

/// How often it is led on before it gives up.
const LED: usize = 5;

/// A browser at a shop's desk.
pub struct Browser<'a> {
    shop: &'a Shop,
    client: Client,
    cookies: BTreeMap<String, String>,
    /// Where it is.
    pub at: String,
    /// The status of the page.
    pub status: u16,
    /// The page's HTML.
    pub page: String,
}

type Fields = Vec<(String, String)>;

impl<'a> Browser<'a> {
    pub fn new(shop: &'a Shop) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a browser");
        let (at, page) = (String::new(), String::new());
        Self { shop, client, cookies: BTreeMap::new(), at, status: 0, page }
    }

    /// A browser whose user has signed in.
    pub async fn signed_in(shop: &'a Shop) -> Self {
        let mut browser = Self::new(shop);
        browser.open("/desk/sign-in").await;
        browser.send_form("/desk/sign-in", &[("api_key", shop.api_key())]).await;
        assert_eq!((browser.at.as_str(), browser.status), ("/desk/orders", 200));
        browser
    }

    pub async fn open(&mut self, path: &str) {
        self.go(Method::GET, path, None).await;
    }

    /// Sends the form with this id, with these fields filled in; the others are as the page has them.
    pub async fn submit(&mut self, id: &str, filled: &[(&str, &str)]) {
        let start = format!("id=\"{id}\"");
        let form = self.page.split("<form ").skip(1).find(|form| form.split('>').next().unwrap().contains(&start));
        let form = form.unwrap_or_else(|| panic!("{} has no form {id}", self.at)).to_owned();
        self.send(&form, filled).await;
    }

    /// Sends the form that posts there.
    pub async fn send_form(&mut self, action: &str, filled: &[(&str, &str)]) {
        let start = format!("action=\"{action}\"");
        let form = self.page.split("<form ").skip(1).find(|form| form.split('>').next().unwrap().contains(&start));
        let form = form.unwrap_or_else(|| panic!("{} has no form to {action}", self.at)).to_owned();
        self.send(&form, filled).await;
    }

    /// Presses a button that belongs to a form elsewhere on the page: by where it posts to.
    pub async fn press(&mut self, form: &str, action: &str) {
        let button =
            self.page.split("<button ").skip(1).find(|button| button.contains(&format!("formaction=\"{action}\"")));
        let button = button.unwrap_or_else(|| panic!("{} has no button to {action}", self.at)).to_owned();
        let own = (attribute(&button, "name").unwrap(), attribute(&button, "value").unwrap());
        let start = format!("id=\"{form}\"");
        let form = self.page.split("<form ").skip(1).find(|form| form.contains(&start)).expect("its form").to_owned();
        let mut fields = fields(form.split("</form>").next().unwrap());
        fields.push(own);
        self.go(Method::POST, action, Some(fields)).await;
    }

    async fn send(&mut self, form: &str, filled: &[(&str, &str)]) {
        let form = form.split("</form>").next().unwrap();
        let action = attribute(form, "action").expect("an action");
        let mut fields = fields(form);
        for (name, value) in filled {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.go(Method::POST, &action, Some(fields)).await;
    }

    async fn go(&mut self, method: Method, path: &str, fields: Option<Fields>) {
        let (mut method, mut path, mut fields) = (method, path.to_owned(), fields);
        for _ in 0..LED {
            let answer = self.ask(method.clone(), &path, fields.take()).await;
            self.status = answer.status().as_u16();
            self.at.clone_from(&path);
            self.keep(&answer);
            let Some(to) = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()) else {
                self.page = answer.text().await.expect("a page");
                return;
            };
            (method, path) = (Method::GET, to);
        }
        panic!("led round in a circle: {path}");
    }

    async fn ask(&self, method: Method, path: &str, fields: Option<Fields>) -> Response {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = self.client.request(method, format!("{}{path}", self.shop.system.url()));
        let request = request.header("accept", "text/html").header("cookie", cookies);
        let request = match fields {
            None => request,
            Some(fields) => {
                let mut form = url::form_urlencoded::Serializer::new(String::new());
                form.extend_pairs(&fields);
                request.header("content-type", "application/x-www-form-urlencoded").body(form.finish())
            }
        };
        request.send().await.expect("an answer")
    }

    fn keep(&mut self, answer: &Response) {
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Whether the page says so.
    pub fn says(&self, text: &str) -> bool {
        self.page.contains(text)
    }

    /// Whether the page has a form with this id.
    pub fn has_form(&self, id: &str) -> bool {
        self.page.split("<form ").skip(1).any(|form| form.split('>').next().unwrap().contains(&format!("id=\"{id}\"")))
    }
}

/// What a form would send as it stands.
fn fields(form: &str) -> Fields {
    let mut fields = Vec::new();
    for part in form.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let Some(name) = attribute(tag, "name") else { continue };
        match tag.split(' ').next().unwrap() {
            "input" if tag.contains("type=\"checkbox\"") && !tag.contains(" checked") => {}
            "input" => fields.push((name, attribute(tag, "value").unwrap_or_default())),
            "textarea" => fields.push((name, plain(rest))),
            "select" => {
                let after = form.split(&format!("name=\"{}\"", escaped(&name))).nth(1).unwrap();
                let options: Vec<_> = after.split("</select>").next().unwrap().split("<option ").skip(1).collect();
                let chosen = options.iter().find(|option| option.split('>').next().unwrap().contains(" selected"));
                let chosen = chosen.or(options.first()).expect("an option");
                fields.push((name, attribute(chosen, "value").unwrap_or_default()));
            }
            _ => {}
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
    Some(plain(value))
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
