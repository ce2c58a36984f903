//! What holds of every page that there is.

use serde_json::Value;

use crate::device::Look;
use crate::scene::{Pen, Scene};
use crate::stage::Stage;

/// How far things may move while a page loads, as browsers count it: a tenth of what they call good.
const STILL: f64 = 0.01;

pub async fn everyone_can_use_every_page_in_light_and_dark_on_any_screen(stage: &Stage) {
    let scene = Scene::set(stage, Pen::KIND).await;
    let mut found = Vec::new();
    for look in [Look::PHONE, Look::DESKTOP.dark()] {
        for place in scene.places.iter().filter(|place| place.is_ours()) {
            let page = scene.open(place, look).await;
            let moved = page.shift().await;
            let moved = (moved > STILL).then(|| format!("things move by {moved} while it loads"));
            let wrong = page.obstacles().await.into_iter().chain(page.misfits().await).chain(moved);
            found.extend(wrong.map(|wrong| format!("{}, {}: {wrong}", place.name, look.name())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

pub async fn whatever_people_write_does_nothing_on_any_page(stage: &Stage) {
    let scene = Scene::set(stage, Pen::HOSTILE).await;
    let mut shown = 0;
    for look in [Look::DESKTOP, Look::PHONE.without_script()] {
        for place in &scene.places {
            let page = scene.open(place, look).await;
            assert_eq!(page.ask("document.querySelector('[onerror]')").await, Value::Null, "{}", place.name);
            shown += usize::from(page.reads("<script>alert(1)</script>").await);
        }
    }
    // That they do nothing is watched on every page; that they were there to do it is not.
    assert!(shown > scene.places.len(), "they are read on most pages, and not on {shown}");
}
