//! Journeys to look at: `cargo run -p waybill-map --example look > look.html`, in light, in dark, and as on a phone.

use maud::{DOCTYPE, PreEscaped, html};
use waybill_domain::scan::Coordinates;
use waybill_map::{Journey, STYLE, Stop};

const PAGE: &str = "
    :root { color-scheme: light; --paper: #FBFAF7; --line: #E4E0D8; --text: #1B1F24; --muted: #5B6470; --accent: #0B5FAE }
    .dark { color-scheme: dark; --paper: #12161B; --line: #2E3740; --text: #E9EDF1; --muted: #9AA6B2; --accent: #7DB8F5 }
    body { margin: 0; font: 16px/1.5 system-ui, sans-serif }
    section { display: grid; grid-template-columns: 640px 640px 343px; gap: 24px; padding: 24px; align-items: start }
    section, figure { background: var(--paper); color: var(--text) }
    figure { margin: 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
    figcaption { padding: 8px 16px; font-size: 14px; color: var(--muted) }";

const SHENZHEN: (&str, f64, f64) = ("Shenzhen", 22.55, 114.07);
const LEIPZIG: (&str, f64, f64) = ("Leipzig", 51.34, 12.37);
const STOCKHOLM: (&str, f64, f64) = ("Stockholm", 59.33, 18.07);
const UMEA: (&str, f64, f64) = ("Umeå", 63.83, 20.26);
const LOS_ANGELES: (&str, f64, f64) = ("LOS ANGELES, CA", 34.05, -118.24);
const NEW_YORK: (&str, f64, f64) = ("NEW YORK, NY", 40.71, -74.01);

/// What it is, the stops, where it goes, whether it has arrived.
type Case = (&'static str, Vec<(&'static str, f64, f64)>, Option<(&'static str, f64, f64)>, bool);

fn cases() -> Vec<Case> {
    vec![
        ("One city", vec![STOCKHOLM], None, false),
        (
            "Across a sound",
            vec![("Malmö", 55.6, 13.0), ("København", 55.68, 12.57)],
            Some(("Lund", 55.7, 13.19)),
            false,
        ),
        ("Sweden", vec![("Malmö", 55.6, 13.0), ("Jönköping", 57.78, 14.16), STOCKHOLM], Some(UMEA), false),
        ("Shenzhen to Umeå", vec![SHENZHEN, ("Hong Kong", 22.3, 114.2), LEIPZIG, STOCKHOLM], Some(UMEA), false),
        (
            "Arrived",
            vec![SHENZHEN, ("Guangzhou", 23.12, 113.25), LEIPZIG, ("Malmö", 55.6, 13.0), STOCKHOLM, UMEA],
            None,
            true,
        ),
        (
            "Over the Pacific",
            vec![SHENZHEN, ("ANCHORAGE, AK", 61.2, -149.9), LOS_ANGELES],
            Some(("Chicago", 41.85, -87.65)),
            false,
        ),
        ("Sydney to New York", vec![("Sydney", -33.87, 151.21), LOS_ANGELES, NEW_YORK], None, true),
        (
            "United States",
            vec![("ISC CHICAGO IL(USPS)", 41.85, -87.65), ("DENVER CO DISTRIBUTION CENTER", 39.74, -104.98)],
            Some(LOS_ANGELES),
            false,
        ),
        (
            "Around the world",
            vec![LEIPZIG, SHENZHEN, LOS_ANGELES, NEW_YORK, LEIPZIG],
            Some(("Johannesburg", -26.2, 28.04)),
            false,
        ),
        ("Bangkok to Hà Nội", vec![("กรุงเทพมหานคร", 13.75, 100.5)], Some(("Hà Nội", 21.03, 105.85)), false),
        (
            "In words of any kind",
            vec![("القاهرة", 30.04, 31.24), ("<script>alert(1)</script> & \"more\"", 41.0, 28.95)],
            Some(("北京市朝阳区建国门外大街一号国际贸易中心", 39.9, 116.4)),
            false,
        ),
        (
            "Germany",
            vec![
                ("Hamburg", 53.55, 9.99),
                ("Hannover", 52.37, 9.73),
                ("Kassel", 51.31, 9.48),
                ("Frankfurt am Main", 50.11, 8.68),
                ("Stuttgart", 48.78, 9.18),
            ],
            Some(("München", 48.14, 11.58)),
            false,
        ),
        (
            "South America",
            vec![("Miami", 25.77, -80.19), ("Bogotá", 4.6, -74.08), ("São Paulo", -23.55, -46.63)],
            Some(("Recife", -8.05, -34.88)),
            false,
        ),
        ("Far north", vec![("Oslo", 59.9, 10.75)], Some(("Longyearbyen", 78.22, 15.65)), false),
    ]
}

fn main() {
    let stop = |(label, latitude, longitude): (&'static str, f64, f64)| {
        Coordinates::new(latitude, longitude).map(|at| Stop { label, at })
    };
    let maps = cases().into_iter().filter_map(|(name, stops, destination, arrived)| {
        let stops: Vec<Stop<'_>> = stops.into_iter().filter_map(stop).collect();
        let svg = Journey { stops: &stops, destination: destination.and_then(stop), arrived }.map("caption")?;
        eprintln!("{name}: {} bytes", svg.0.len());
        Some((name, svg))
    });
    let page = html! {
        (DOCTYPE)
        meta charset="utf-8";
        style { (PreEscaped(PAGE)) (PreEscaped(STYLE)) }
        @for (name, svg) in maps {
            section {
                @for theme in ["light", "dark", "light"] {
                    figure class=(theme) { (svg) figcaption { (name) } }
                }
            }
        }
    };
    println!("{}", page.0);
}
