//! A function may touch what its action needs, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;
use waybill_lambda::Method;
use waybill_local::functions;

use crate::{logical_id, template};

/// The DynamoDB actions that a function may do, each with what it may do it on.
fn allowed(template: &Value, name: &str) -> BTreeSet<(String, String)> {
    let policies = &template["Resources"][logical_id(name)]["Properties"]["Policies"];
    let statements =
        policies.as_array().into_iter().flatten().filter_map(|policy| policy["Statement"].as_array()).flatten();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    statements
        .flat_map(|statement| {
            let resources: Vec<_> = list(&statement["Resource"]).iter().map(Value::to_string).collect();
            let actions = list(&statement["Action"]);
            actions.into_iter().flat_map(move |action| {
                let action = action.as_str().unwrap_or_default().to_owned();
                resources.clone().into_iter().map(move |resource| (action.clone(), resource))
            })
        })
        .collect()
}

#[test]
fn nothing_scans_and_nothing_may_do_everything() {
    let template = template();
    for function in functions::all() {
        for (action, resource) in allowed(&template, function.name) {
            assert!(!action.contains('*') && action != "dynamodb:Scan", "{}: {action}", function.name);
            // Mail goes out from whatever address a store has, and SMS to any telephone.
            let sends = function.name == "notify" && ["ses:SendEmail", "sns:Publish"].contains(&action.as_str());
            assert!(sends || !resource.contains('*'), "{}: {resource}", function.name);
        }
    }
}

#[test]
fn a_function_that_looks_cannot_write() {
    let template = template();
    for function in functions::all() {
        // What anyone may ask for says itself what it writes.
        let Some(endpoint) = function.endpoints.first() else { continue };
        if endpoint.open && function.name != "desk" {
            continue;
        }
        let writes = allowed(&template, function.name)
            .iter()
            .any(|(action, _)| action.contains("Put") || action.contains("Delete") || action.contains("Update"));
        let looks = endpoint.method == Method::Get || function.name == "preview_template";
        assert_eq!(writes, !looks, "{}", function.name);
    }
}

#[test]
fn one_function_sends() {
    let template = template();
    let may_send = |name: &&str| {
        allowed(&template, name).iter().any(|(action, _)| action.starts_with("ses:") || action == "sns:Publish")
    };
    let senders: Vec<_> = functions::all().iter().map(|function| function.name).filter(may_send).collect();
    assert_eq!(senders, ["notify"]);
}

#[test]
fn no_function_with_a_route_goes_across_stores() {
    let template = template();
    for function in functions::all() {
        let across = allowed(&template, function.name).iter().any(|(_, resource)| resource.contains("gsi4"));
        assert!(!across || function.endpoints.is_empty(), "{}", function.name);
    }
}

#[test]
fn only_what_takes_something_away_may_delete() {
    let template = template();
    let deletes: BTreeSet<_> = functions::all()
        .into_iter()
        .map(|function| function.name)
        .filter(|name| allowed(&template, name).iter().any(|(action, _)| action == "dynamodb:DeleteItem"))
        .collect();
    assert_eq!(
        deletes,
        BTreeSet::from([
            "amend_order",
            "lift_suppression",
            "notify",
            "open_store",
            "put_settings",
            "rebuild_tallies",
            "redact",
            "replace_tracking",
            "retrack_sweep",
        ])
    );
}
