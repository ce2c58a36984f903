//! Writes every page to a folder, to be looked at: `cargo run -p waybill-pages --example gallery -- DIR`, then serve
//! the folder on any port, because the style sheet's address begins at the root.

use std::path::Path;

use waybill_domain::language::Language;
use waybill_pages::assets;
use waybill_pages::small::{self, Small};
use waybill_pages::status_page::{LogIn, Updates, Visitor};

#[path = "../../../../tests/pages/given.rs"]
#[expect(dead_code, clippy::expect_used, clippy::indexing_slicing, reason = "the tests use the rest of it")]
mod given;
#[path = "../../../../tests/pages/stories.rs"]
mod stories;

#[path = "../../../../tests/pages/desk_given.rs"]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "as in the tests")]
mod desk_given;
#[path = "../../../../tests/pages/desk_shown.rs"]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "as in the tests")]
mod desk_shown;

mod sheet;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        std::fs::write(folder.join("assets").join(&asset.name), asset.body)?;
    }
    let write = |name: &str, html: String| std::fs::write(folder.join(format!("{name}.html")), html);
    write("sheet", sheet::sheet().into_string())?;
    let shop = desk_given::Shop::new();
    for language in Language::ALL {
        let code = language.as_str();
        for (name, html) in shop.pages(language) {
            write(&format!("{code}-desk-{name}"), html)?;
        }
        for story in stories::all() {
            let name = story.name;
            write(&format!("{code}-{name}"), story.html(language, given::stranger()))?;
            write(&format!("{code}-{name}-owner"), story.html(language, given::owner()))?;
            write(&format!("{code}-{name}-merchant"), story.html(language, given::merchant()))?;
            if name == "on-its-way" {
                let failed = LogIn::Failed { order: "#1002".to_owned() };
                write(&format!("{code}-log-in-failed"), story.html(language, Visitor::Stranger(failed)))?;
                write(&format!("{code}-log-in-slow"), story.html(language, Visitor::Stranger(LogIn::SlowDown)))?;
                let off = Updates::Off { email: "ada@example.com".to_owned() };
                write(&format!("{code}-updates-off"), story.html(language, Visitor::Owner(off)))?;
                let offered = Updates::Offered { wrong: Some("ada@".to_owned()) };
                write(&format!("{code}-updates-offered"), story.html(language, Visitor::Owner(offered)))?;
            }
        }
        let here = Small { language, store: "Norrsken Ceramics", path: Some("/status/tok_en/owner/x") };
        write(&format!("{code}-claim"), small::claim(here, "#1001", "/status/tok_en/owner/x").into_string())?;
        write(&format!("{code}-claim-used"), small::claim_used(here, "#1001", "/status/tok_en").into_string())?;
        write(&format!("{code}-unsubscribe"), small::unsubscribe(here, "/unsubscribe/x").into_string())?;
        write(&format!("{code}-unsubscribed"), small::unsubscribed(here, "/status/tok_en").into_string())?;
        write(&format!("{code}-not-found"), small::not_found(Small { store: "", path: None, ..here }).into_string())?;
        write(&format!("{code}-failed"), small::failed(here).into_string())?;
    }
    Ok(())
}
