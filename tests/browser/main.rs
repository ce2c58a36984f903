//! The pages as people use them: in Debian's Chromium, by mouse, finger and keyboard, with script and without.
//!
//! Without a browser every test is skipped, and says so; with `WAYBILL_BROWSER=required` it fails.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says why, and stops"
)]

mod axe;
mod chromium;
mod customer;
mod device;
mod every_page;
mod hands;
mod merchant;
mod merchant_words;
mod outbox;
mod pictures;
mod scene;
mod stage;
mod watch;
mod weight;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

use crate::chromium::{Chromium, Devtools};
use crate::stage::Stage;

/// A test: what it is called, and what it does on its stage.
type Test = (&'static str, for<'a> fn(&'a Stage) -> Pin<Box<dyn Future<Output = ()> + 'a>>);

macro_rules! tests {
    ($($test:path),* $(,)?) => { [$((stringify!($test), |stage| Box::pin($test(stage)))),*] };
}

/// All of them.
const TESTS: &[Test] = &tests![
    customer::the_page_follows_the_parcel_by_itself,
    customer::another_device_is_a_strangers_until_it_logs_in,
    customer::updates_are_stopped_and_asked_for_again,
    customer::all_of_it_works_without_script,
    customer::a_keyboard_is_enough,
    merchant::an_order_is_found_and_sent_in_part_by_keyboard_alone,
    merchant::what_is_held_waits_until_it_is_released,
    merchant::a_problem_stands_where_it_is_and_nothing_typed_is_lost,
    merchant::a_form_is_sent_by_who_has_signed_in_again_in_another_tab,
    merchant::a_phone_shows_where_it_is,
    merchant::many_orders_are_sent_at_once,
    merchant::a_parcel_in_trouble_is_found_asked_about_and_set_by_hand,
    merchant_words::a_message_is_looked_at_and_sent_again,
    merchant_words::settings_are_in_effect_when_they_are_saved,
    merchant_words::a_template_shows_how_it_looks_while_it_is_written,
    merchant_words::a_template_is_looked_at_without_script,
    merchant_words::a_hostile_template_does_nothing_where_it_is_looked_at,
    outbox::a_merchant_reads_what_customers_were_told,
    outbox::a_hostile_mail_does_nothing,
    every_page::everyone_can_use_every_page_in_light_and_dark_on_any_screen,
    every_page::whatever_people_write_does_nothing_on_any_page,
    weight::the_first_page_is_light_and_its_parts_are_kept,
];

/// What nobody waits for, unless it is asked for: `cargo test --test browser -- --ignored`.
const ASKED_FOR: &[Test] = &tests![pictures::screenshots];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let Some(program) = Chromium::find() else {
        return libtest_mimic::run(&arguments, TESTS.iter().map(without_browser).collect()).exit_code();
    };
    let runtime = Arc::new(Runtime::new().expect("a runtime"));
    // Started by the first test: to list them, none is needed.
    let browser = Arc::new(OnceLock::new());
    let played = |test: &Test| {
        let (runtime, browser, program, test) = (runtime.clone(), browser.clone(), program.clone(), *test);
        Trial::test(test.0, move || {
            let browser = browser.get_or_init(|| Chromium::start(&program));
            play(&runtime, &browser.devtools, test)
        })
    };
    let asked_for = ASKED_FOR.iter().map(|test| played(test).with_ignored_flag(true));
    libtest_mimic::run(&arguments, TESTS.iter().map(played).chain(asked_for).collect()).exit_code()
}

/// Skips a test that has no browser, under its name; or fails it, where there has to be one.
fn without_browser(test: &Test) -> Trial {
    if env::var_os("WAYBILL_BROWSER").is_some_and(|said| said == "required") {
        return Trial::test(test.0, || Err("no browser: install chromium".into()));
    }
    Trial::test(test.0, || Ok(())).with_kind("skipped, no browser: install chromium").with_ignored_flag(true)
}

/// Plays a test on a stage of its own, and looks at what its pages did.
fn play(runtime: &Runtime, devtools: &Devtools, (name, test): Test) -> Result<(), Failed> {
    let stage = runtime.block_on(Stage::open(devtools));
    let played = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&stage))));
    let wrong = stage.wrong().join("\n");
    if played.is_err() || !wrong.is_empty() {
        runtime.block_on(stage.keep_pictures(name));
    }
    runtime.block_on(stage.close());
    match played {
        Ok(()) if wrong.is_empty() => Ok(()),
        Ok(()) => Err(wrong.into()),
        Err(panicked) => {
            eprintln!("{wrong}");
            resume_unwind(panicked)
        }
    }
}
