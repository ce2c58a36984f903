//! What a test is given: a shop of its own, and devices whose pages are watched until it ends.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use waybill_local::Options;
use waybill_tests::Shop;

use crate::chromium::Devtools;
use crate::device::{Device, Look};

/// A shop, and those who look at its pages.
pub struct Stage {
    /// The shop. Its clock stands still until it is moved on; schedules, pushes and messages follow it.
    pub shop: Shop,
    devtools: Devtools,
    devices: Mutex<Vec<Arc<Device>>>,
}

impl Stage {
    /// A shop without orders.
    pub async fn open(devtools: &Devtools) -> Self {
        let options = Options { no_schedules: false, ..Options::for_a_test() };
        Self { shop: Shop::open_with(options).await, devtools: devtools.clone(), devices: Mutex::default() }
    }

    /// A device that was never here before.
    pub async fn device(&self, look: Look) -> Arc<Device> {
        let device = Arc::new(Device::new(&self.devtools, self.shop.system.url(), look).await);
        self.devices.lock().expect("nobody failed here").push(device.clone());
        device
    }

    /// A device of the merchant's, signed in at a page of the desk.
    pub async fn desk(&self, look: Look, path: &str) -> Arc<Device> {
        let desk = self.device(look).await;
        self.sign_in(&desk, path).await;
        desk
    }

    /// Signs a device in, on the way to a page of the desk.
    pub async fn sign_in(&self, desk: &Device, path: &str) {
        desk.open(path).await;
        desk.fill("API key", self.shop.api_key()).await;
        desk.press("Sign in").await;
        desk.arrives(path).await;
    }

    /// A device of the customer's, which the one-time link of the checkout has made the owner's.
    pub async fn customer(&self, look: Look, order: &Value) -> Arc<Device> {
        let device = self.device(look).await;
        device.open(order["owner_url"].as_str().expect("a link")).await;
        device.press("Open my order").await;
        device.sees("Only you see this part").await;
        device
    }

    /// What pages did that no page may do.
    pub fn wrong(&self) -> Vec<String> {
        let devices = self.devices.lock().expect("nobody failed here");
        devices.iter().flat_map(|device| device.wrong()).collect()
    }

    /// Keeps a picture of what each device shows, for whoever looks for the failure.
    pub async fn keep_pictures(&self, test: &str) {
        let devices = self.devices.lock().expect("nobody failed here").clone();
        for (at, device) in devices.iter().enumerate() {
            let name = format!("{}-{at}.png", test.replace("::", "-"));
            let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
            std::fs::write(&file, device.picture().await).expect("a file");
            eprintln!("{test}: {} is shown in {}", device.path().await, file.display());
        }
    }

    /// Ends the shop, and takes the devices away.
    pub async fn close(self) {
        let devices = self.devices.into_inner().expect("nobody failed here");
        for device in devices {
            device.close().await;
        }
        self.shop.system.stop().await.expect("it stops");
    }
}
