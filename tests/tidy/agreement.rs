//! One list of functions and routes, wherever it is written.

use std::collections::BTreeSet;

use waybill_lambda::problem::TABLE;
use waybill_local::functions;

use crate::{logical_id, names, read, template};

fn registered() -> BTreeSet<String> {
    functions::all().into_iter().map(|function| function.name.to_owned()).collect()
}

/// `POST /orders` of every function that has a route of its own.
fn routes() -> BTreeSet<(String, String)> {
    let routes = functions::all().into_iter().flat_map(|function| function.endpoints);
    routes.map(|route| (format!("{} {}", route.method.as_str(), route.path), route.name.to_owned())).collect()
}

/// `POST /settings` of every function that takes a browser's form under another method than its own.
fn forms() -> BTreeSet<(String, String)> {
    let routes = functions::all().into_iter().flat_map(|function| function.endpoints);
    routes.filter_map(|route| Some((format!("POST {}", route.form?), route.name.to_owned()))).collect()
}

#[test]
fn a_program_that_posts_like_a_form_is_told_every_method_of_the_path() {
    let all: Vec<_> = functions::all().into_iter().flat_map(|function| function.endpoints).collect();
    for route in &all {
        let here = route.form.filter(|form| *form == route.path);
        let methods = all.iter().filter(|other| here == Some(other.path)).map(|other| other.method.as_str());
        let told = route.allow.into_iter().flat_map(|allow| allow.split(", "));
        assert_eq!(told.collect::<BTreeSet<_>>(), methods.collect(), "{}", route.name);
    }
}

#[test]
fn every_folder_is_a_function_and_every_function_a_folder() {
    assert_eq!(names("functions").into_iter().collect::<BTreeSet<_>>(), registered());
}

#[test]
fn every_function_is_in_the_template_under_its_own_name() {
    let template = template();
    let resources = template["Resources"].as_object().expect("resources");
    let in_template: BTreeSet<_> = resources
        .iter()
        .filter(|(_, resource)| resource["Type"] == "AWS::Serverless::Function")
        .map(|(id, _)| id.clone())
        .collect();
    assert_eq!(in_template, registered().iter().map(|name| logical_id(name)).collect());
    for name in registered() {
        let code = &resources[&logical_id(&name)]["Properties"]["CodeUri"];
        assert_eq!(code, &format!("../target/lambda/{name}/"));
    }
}

#[test]
fn the_template_leads_each_route_to_the_function_that_says_it_is_its() {
    let template = template();
    let mut led = BTreeSet::new();
    for name in registered() {
        let events = template["Resources"][logical_id(&name)]["Properties"]["Events"].as_object();
        for event in events.into_iter().flat_map(|events| events.values()).filter(|event| event["Type"] == "HttpApi") {
            // The default route has neither: what no other route takes.
            let (method, path) = (&event["Properties"]["Method"], &event["Properties"]["Path"]);
            if let (Some(method), Some(path)) = (method.as_str(), path.as_str()) {
                led.insert((format!("{method} {path}"), name.clone()));
            }
        }
    }
    assert_eq!(led, routes().union(&forms()).cloned().collect());
}

#[test]
fn cargo_lambda_is_told_the_same_routes() {
    let manifest = read("Cargo.toml");
    let (_, router) = manifest.split_once("[workspace.metadata.lambda.watch.router]\n").expect("the router");
    let mut path = "";
    let mut told = BTreeSet::new();
    for line in router.lines() {
        let quoted: Vec<_> = line.split('"').skip(1).step_by(2).collect();
        match quoted.as_slice() {
            [only] => path = only,
            [method, function] => {
                told.insert((format!("{method} {path}"), (*function).to_owned()));
            }
            _ => {}
        }
    }
    assert_eq!(told, routes().union(&forms()).cloned().collect());
}

#[test]
fn every_function_has_an_event_and_every_event_a_function() {
    assert_eq!(names("events").into_iter().collect::<BTreeSet<_>>(), registered());
    for name in registered() {
        let cases = names(&format!("events/{name}"));
        assert!(
            !cases.is_empty() && cases.iter().all(|case| case.strip_suffix(".json").is_some()),
            "{name}: {cases:?}"
        );
    }
}

#[test]
fn the_readme_lists_every_route_and_every_problem() {
    let readme = read("README.md");
    for (route, name) in routes() {
        let (method, path) = route.split_once(' ').expect("a route");
        assert!(readme.contains(&format!("| `{method}` | `{path}` | `{name}` |")), "README lacks {route} ({name})");
    }
    let listed = readme.lines().filter(|line| line.starts_with("| 4") || line.starts_with("| 5")).count();
    assert_eq!(listed, TABLE.len(), "README's problems are not the table's");
    for (status, code, title) in TABLE {
        assert!(readme.contains(&format!("| {status} | `{code}` | {title} |")), "README lacks {status} {code}");
    }
}

#[test]
fn every_manifest_names_its_function_and_only_what_it_may_touch() {
    for name in registered() {
        let manifest = read(&format!("functions/{name}/Cargo.toml"));
        assert!(manifest.contains(&format!("\nname = \"{name}\"\n")), "{name}");
        assert!(!manifest.contains("aws-sdk"), "{name} reaches for AWS past the store");
        let binary = read(&format!("functions/{name}/src/main.rs"));
        assert!(binary.lines().count() <= 12, "{name}: main only starts the handler");
    }
}

#[test]
fn every_crate_is_in_the_folder_map_of_the_readme() {
    let readme = read("README.md");
    for room in names("shared") {
        assert!(readme.contains(&format!("shared/{room}")), "README's folder map lacks shared/{room}");
    }
}

#[test]
fn the_readme_lists_every_option_of_the_local_run() {
    let readme = read("README.md");
    let command = <waybill_local::Options as clap::CommandFactory>::command();
    let options: BTreeSet<_> = command.get_arguments().filter_map(|option| option.get_long()).collect();
    let listed = readme.lines().filter_map(|line| line.strip_prefix("| `--")?.split(['`', ' ']).next());
    assert_eq!(listed.collect::<BTreeSet<_>>(), options);
}

#[test]
fn the_local_run_takes_its_options_as_the_contract_names_them() {
    use clap::Parser;
    let given =
        ["waybill", "--port", "9100", "--data", "d", "--fresh", "--empty", "--api-key", "wb_demo_k", "--speed", "60"];
    let options = waybill_local::Options::try_parse_from(given).expect("they are taken");
    assert_eq!((options.port, options.speed, options.fresh, options.empty), (9100, 60, true, true));
    for wrong in [["--speed", "-1"], ["--port", "70000"], ["--colour", "red"]] {
        assert!(waybill_local::Options::try_parse_from(["waybill"].into_iter().chain(wrong)).is_err(), "{wrong:?}");
    }
    assert!(waybill_local::Options::try_parse_from(["waybill", "--in-memory", "--fresh"]).is_err());
}

#[test]
fn what_the_readme_says_of_cargo_lambda_is_what_is_run_before_a_change_lands() {
    let run = read(".ci/lambda");
    let readme = read("README.md");
    let (_, section) = readme.split_once("## The functions under cargo-lambda").expect("the section");
    let (section, _) = section.split_once("\n## ").expect("its end");
    let commands: Vec<_> = section.split("```").skip(1).step_by(2).flat_map(|block| block.lines().skip(1)).collect();
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        assert!(run.contains(command), ".ci/lambda does not run: {command}");
    }
}
