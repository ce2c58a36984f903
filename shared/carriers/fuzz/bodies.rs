//! What must hold of whatever comes in, for the fuzzer and for the property tests alike: nothing panics, and what was
//! read can be written and read again.

use serde_json::Value;
use waybill_carriers::push::{self, Push};
use waybill_domain::journey::{Report, Sighting};
use waybill_domain::scan::Scan;
use waybill_domain::service::Service;

/// Any bytes, as a push of every service.
pub fn any_bytes(bytes: &[u8]) {
    for service in Service::ALL {
        if let Ok(Push::Seen { number, sighting }) = push::read(service, bytes) {
            assert!(number.number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
            can_be_kept(&sighting);
        }
    }
}

/// Any JSON, as what every service tells of a parcel; whether anything was read.
pub fn any_parcel(parcel: &Value) -> bool {
    let pushes = [
        ("event", "TRACKING_UPDATED", "data"),
        ("event", "tracking_update", "msg"),
        ("description", "tracker.updated", "result"),
        ("event", "tracker_updated", "data"),
        ("event", "track_updated", "data"),
    ];
    let mut read = false;
    for (service, (kind, is, member)) in Service::ALL.into_iter().zip(pushes) {
        let mut parcel = parcel.clone();
        if let Some(parcel) = parcel.as_object_mut() {
            for number in ["number", "tracking_number", "tracking_code"] {
                parcel.insert(number.to_owned(), "RR1".into());
            }
        }
        let body = Value::Object([(kind.to_owned(), is.into()), (member.to_owned(), parcel)].into_iter().collect());
        if let Ok(Push::Seen { sighting, .. }) = push::read(service, body.to_string().as_bytes()) {
            can_be_kept(&sighting);
            read = true;
        }
    }
    read
}

/// A real payload, to which something was done: every part of it that is an object, as a parcel.
pub fn any_part(value: &Value) {
    match value {
        Value::Object(members) => {
            any_parcel(value);
            members.values().for_each(any_part);
        }
        Value::Array(items) => items.iter().for_each(any_part),
        _ => {}
    }
}

/// What was read can be written, read and read anew by the mapping.
pub fn can_be_kept(sighting: &Sighting) {
    for scan in &sighting.scans {
        let written = serde_json::to_string(scan).expect("a scan can be written");
        let again: Scan = serde_json::from_str(&written).expect("and read");
        assert_eq!((again.identity(), again.condition), (scan.identity(), scan.condition));
        assert_eq!(serde_json::to_string(&again).expect("and written again"), written);
        let mut remapped = again;
        waybill_carriers::mapping::remap(&mut remapped);
    }
    if let Some(report) = &sighting.report {
        let written = serde_json::to_string(report).expect("a report can be written");
        let again: Report = serde_json::from_str(&written).expect("and read");
        assert_eq!((again.condition, &again.raw_code), (report.condition, &report.raw_code));
    }
}
