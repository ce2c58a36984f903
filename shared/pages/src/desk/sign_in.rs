//! Signing in to the desk, with an API key.

use maud::{Markup, html};

use crate::icon::{Icon, icon};
use crate::parts::{Tone, notice};
use crate::shell::{LanguageLinks, Shell};
use crate::words::Words;

/// The page on which staff sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignInPage<'a> {
    /// In which language.
    pub words: Words,
    /// The page's own address.
    pub address: &'a str,
    /// Where it leads to.
    pub back: &'a str,
    /// Whether the key that was tried is not known.
    pub failed: bool,
}

impl SignInPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self) -> Markup {
        let words = self.words;
        let title = words.sign_in_title();
        let shell = Shell {
            words,
            title: &title,
            brand: "Waybill",
            languages: Some(LanguageLinks { path: self.address }),
            rail: None,
            shows_map: false,
        };
        shell.around(&html! {
            main.page.narrow #main {
                section.card {
                    h1 { (title) }
                    p.muted { (words.sign_in_what()) }
                    @if self.failed { div role="alert" { (notice(Tone::Bad, &words.sign_in_failed(), &words.sign_in_failed_next())) } }
                    form.form method="post" action="/desk/sign-in" {
                        input type="hidden" name="back" value=(self.back);
                        div.field data-invalid[self.failed] {
                            label for="api_key" { (words.api_key()) }
                            input id="api_key" name="api_key" type="password" required maxlength="300" autofocus
                                autocomplete="current-password" spellcheck="false" autocapitalize="none"
                                aria-describedby="api_key-hint" aria-invalid=[self.failed.then_some("true")];
                            p.field-hint #api_key-hint { (words.api_key_hint()) }
                        }
                        button.button type="submit" data-wide { (icon(Icon::Lock)) (words.sign_in()) }
                    }
                }
            }
        })
    }
}
