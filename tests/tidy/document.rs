//! The API document: made from the routes and the shapes in the code. `WAYBILL_GOLDEN=write cargo test` renews it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use waybill_lambda::problem::{ProblemView, TABLE};
use waybill_lambda::{Endpoint, Method};
use waybill_local::functions;

use crate::{read, root};

const FILE: &str = "functions/openapi/openapi.json";

#[test]
fn the_api_document_says_what_the_code_does() {
    let document = serde_json::to_string_pretty(&document()).expect("JSON") + "\n";
    if std::env::var("WAYBILL_GOLDEN").is_ok_and(|golden| golden == "write") {
        std::fs::write(root().join(FILE), &document).expect("the document is written");
    }
    assert!(read(FILE) == document, "{FILE} is not what the code says: WAYBILL_GOLDEN=write cargo test renews it");
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50, "{} references", references.len());
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                references.push(reference.clone());
            }
            fields.values().for_each(|field| collect(field, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut shapes = settings.into_generator();
    let problem = shapes.subschema_for::<ProblemView>();
    let mut paths = Map::new();
    let routes = functions::all().into_iter().flat_map(|function| function.endpoints);
    for endpoint in routes.filter(|endpoint| !endpoint.is_of_the_desk()) {
        let operation = operation(endpoint, &mut shapes);
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({ "parameters": parameters(endpoint.path) }));
        path[endpoint.method.as_str().to_lowercase()] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Waybill",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Order fulfilment and parcel tracking. Instants are RFC 3339; money is text, never a float; unknown fields and query parameters are refused.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "api_key": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "api_key": { "type": "http", "scheme": "bearer", "description": "wb_<store id>_<secret>" } },
            "responses": problems(&json!(problem)),
            "schemas": shapes.take_definitions(true),
        },
    })
}

fn operation(endpoint: &Endpoint, shapes: &mut schemars::SchemaGenerator) -> Value {
    let answer = endpoint.answer.map_or_else(|| json!({ "type": "object" }), |shape| json!(shape(shapes)));
    let schema = |media: &str| if media == "application/json" { answer.clone() } else { json!({ "type": "string" }) };
    let content: Map<_, _> =
        endpoint.media.iter().map(|media| ((*media).to_owned(), json!({ "schema": schema(media) }))).collect();
    let made = |description: &str| json!({ "description": description, "content": content });
    let mut responses = Map::new();
    if endpoint.status == 303 {
        responses.insert("303".to_owned(), json!({ "description": "It is done: the order's page." }));
    } else if endpoint.status == 201 {
        responses.insert("201".to_owned(), made("Made."));
        responses.insert("200".to_owned(), made("It was so already."));
    } else if endpoint.status == 202 {
        responses.insert("202".to_owned(), made("Taken up, to be done in a moment."));
        let rendering = json!(shapes.subschema_for::<waybill_lambda::RenderingView>());
        let dry_run =
            json!({ "description": "A dry run.", "content": { "application/json": { "schema": rendering } } });
        responses.insert("200".to_owned(), dry_run);
    } else {
        responses.insert("200".to_owned(), made("As it now is."));
    }
    let public = endpoint.path == "/openapi.json";
    let writes = endpoint.method != Method::Get;
    let statuses: &[u16] = match (public, endpoint.open, writes) {
        (true, ..) => &[],
        (_, true, false) => &[404, 500, 503],
        (_, true, true) => &[400, 403, 404, 413, 415, 429, 500, 503],
        (_, _, false) => &[400, 401, 403, 404, 500, 503],
        (_, _, true) => &[400, 401, 403, 404, 409, 413, 415, 422, 500, 503],
    };
    for status in statuses {
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/Problem{status}") }));
    }
    let mut operation = json!({
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "responses": responses,
    });
    let mut query: Vec<_> = endpoint
        .query
        .iter()
        .map(|name| json!({ "name": name, "in": "query", "schema": query_schema(name, shapes) }))
        .collect();
    if writes && !endpoint.open {
        query.push(json!({
            "name": "Idempotency-Key", "in": "header", "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
            "description": "The same request under the same key is done once, for 24 hours.",
        }));
    }
    if !query.is_empty() {
        operation["parameters"] = json!(query);
    }
    if let Some(body) = endpoint.body {
        let media = if endpoint.open { "application/x-www-form-urlencoded" } else { "application/json" };
        operation["requestBody"] = json!({ "content": { media: { "schema": body(shapes) } } });
    }
    if public || endpoint.open {
        operation["security"] = json!([]);
    }
    operation
}

fn query_schema(name: &str, shapes: &mut schemars::SchemaGenerator) -> Value {
    match name {
        "fulfilment_status" => json!(shapes.subschema_for::<waybill_domain::effective::FulfilmentStatus>()),
        "tracking_status" => json!({
            "type": "array", "items": shapes.subschema_for::<waybill_domain::condition::TrackingStatus>(),
        }),
        "attention" => json!({ "enum": ["true", "false", "P6", "P7", "P8"] }),
        "placed_from" | "placed_to" | "fulfilled_from" | "fulfilled_to" | "delivered_from" | "delivered_to" => {
            json!({ "type": "string", "format": "date-time" })
        }
        "from" | "to" => json!({ "type": "string", "format": "date" }),
        "archived" => json!({ "type": "boolean" }),
        "lang" => json!(shapes.subschema_for::<waybill_domain::language::Language>()),
        "sort" => json!({ "enum": ["placed_at", "fulfil_by"] }),
        "limit" => json!({ "type": "integer", "minimum": 1, "maximum": 250, "default": 50 }),
        "q" | "location" | "cursor" | "number" | "token" => json!({ "type": "string" }),
        other => panic!("the document does not say what {other} is"),
    }
}

/// The parameters that a path names in braces.
fn parameters(path: &str) -> Value {
    let named = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    named.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })).collect()
}

/// A response for each status, with the codes that it may carry.
fn problems(problem: &Value) -> Value {
    let mut responses = Map::new();
    for (status, code, title) in TABLE {
        let response = responses.entry(format!("Problem{status}")).or_insert_with(
            || json!({ "description": "", "content": { "application/problem+json": { "schema": problem } } }),
        );
        let said = response["description"].as_str().unwrap_or_default().to_owned();
        response["description"] = json!(format!("{said}{}`{code}`: {title}.", if said.is_empty() { "" } else { " " }));
    }
    responses.into()
}
