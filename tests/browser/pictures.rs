//! Pictures of every page, on a phone and on a wide screen, in light and dark, to be looked at.

use std::env;
use std::path::PathBuf;

use crate::device::Look;
use crate::scene::{Pen, Scene};
use crate::stage::Stage;

/// Where they are kept, unless `WAYBILL_SCREENSHOTS` says another folder.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screenshots");

pub async fn screenshots(stage: &Stage) {
    let folder = env::var_os("WAYBILL_SCREENSHOTS").map_or_else(|| PathBuf::from(FOLDER), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("a folder");
    let scene = Scene::set(stage, Pen::KIND).await;
    for place in &scene.places {
        for look in Look::ALL {
            let picture = scene.open(place, look).await.picture().await;
            std::fs::write(folder.join(format!("{}-{}.png", place.name, look.name())), picture).expect("a file");
        }
    }
    println!("{} pages are shown in {}", scene.places.len(), folder.display());
}
