//! What a page weighs when it is opened for the first time, and that what it is made of is kept.

use reqwest::Client;
use reqwest::header::{ACCEPT_ENCODING, CACHE_CONTROL};

use crate::device::Look;
use crate::scene::{Pen, Scene};
use crate::stage::Stage;

/// Bytes over the network, all together, compressed.
const MOST: usize = 50_000;

pub async fn the_first_page_is_light_and_its_parts_are_kept(stage: &Stage) {
    let scene = Scene::set(stage, Pen::KIND).await;
    let place = scene.places.iter().find(|place| place.name == "status-stranger").expect("a page");
    let first = stage.device(Look::PHONE).await;
    first.open(&place.path).await;
    assert_eq!(first.ask("document.querySelectorAll('figure svg').length").await, 1, "it has a map");
    let loaded = first.has_loaded();
    let mut kinds: Vec<_> = loaded.iter().map(|loaded| loaded.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["Document", "Script", "Stylesheet"]);
    let mut bytes = 0;
    for part in &loaded {
        let answer = Client::new().get(&part.address).header(ACCEPT_ENCODING, "gzip").send().await.expect("an answer");
        let kept = answer.headers().get(CACHE_CONTROL).map(|kept| kept.to_str().expect("text").to_owned());
        assert!(part.kind == "Document" || kept.is_some_and(|kept| kept.contains("immutable")), "{part:?}");
        bytes += answer.bytes().await.expect("a body").len();
    }
    assert!(bytes < MOST, "{bytes} bytes");
    first.open(&place.path).await;
    let sent = "performance.getEntriesByType('resource').reduce((sum, part) => sum + part.transferSize, 0)";
    assert_eq!(first.ask(sent).await, 0, "the second time, nothing but the page is sent");
}
