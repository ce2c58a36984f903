//! How the outbox is looked at: all of it is in the address.

use url::form_urlencoded;

use super::super::HOME;
use super::super::message::{Channel, Message};

/// Which messages are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Mails.
    Email,
    /// SMS.
    Sms,
}

/// Which side of a message is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The body as HTML.
    Html,
    /// The body as text.
    Text,
    /// The fields of the head.
    Headers,
    /// What was sent, as it was written.
    Source,
}

/// How wide a mail is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as mails are made, in a program for mails.
    #[default]
    Mail,
    /// As wide as a narrow phone.
    Phone,
    /// As wide as there is room.
    Full,
}

/// How the outbox is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Which messages are listed.
    pub filter: Filter,
    /// Which side of a message is shown; nothing, for the one that its reader would see.
    pub view: Option<View>,
    /// How wide a mail is shown.
    pub width: Width,
}

impl Filter {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Email, Self::Sms];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Email => "E-mail",
            Self::Sms => "SMS",
        }
    }

    /// Where it is shown.
    #[must_use]
    pub fn link(self) -> String {
        self.word().map_or_else(|| HOME.to_owned(), |word| format!("{HOME}?channel={word}"))
    }

    /// Whether it lists messages of a channel.
    #[must_use]
    pub fn admits(self, channel: Channel) -> bool {
        match self {
            Self::All => true,
            Self::Email => channel == Channel::Email,
            Self::Sms => channel == Channel::Sms,
        }
    }

    fn word(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Email => Some("email"),
            Self::Sms => Some("sms"),
        }
    }
}

impl View {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Text => "Text",
            Self::Headers => "Headers",
            Self::Source => "Source",
        }
    }

    /// The sides that a message has, the one that its reader would see first.
    #[must_use]
    pub fn of(message: &Message) -> Vec<Self> {
        let sides = [
            (Self::Html, message.html.is_some()),
            (Self::Text, message.text.is_some()),
            (Self::Headers, !message.headers.is_empty()),
            (Self::Source, message.html.is_some() || message.raw.is_some()),
        ];
        sides.into_iter().filter_map(|(side, there)| there.then_some(side)).collect()
    }

    fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text => "text",
            Self::Headers => "headers",
            Self::Source => "source",
        }
    }
}

impl Width {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Phone, Self::Full];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "600 px",
            Self::Phone => "360 px",
            Self::Full => "Full",
        }
    }

    /// What it is called where nobody reads it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Phone => "phone",
            Self::Full => "full",
        }
    }
}

impl Wanted {
    /// What a query asks for; what it does not know is not asked for.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut wanted = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match (name.as_ref(), value.as_ref()) {
                ("channel", "email") => wanted.filter = Filter::Email,
                ("channel", "sms") => wanted.filter = Filter::Sms,
                ("view", "html") => wanted.view = Some(View::Html),
                ("view", "text") => wanted.view = Some(View::Text),
                ("view", "headers") => wanted.view = Some(View::Headers),
                ("view", "source") => wanted.view = Some(View::Source),
                ("width", "phone") => wanted.width = Width::Phone,
                ("width", "full") => wanted.width = Width::Full,
                _ => {}
            }
        }
        wanted
    }

    /// The side of a message that is shown: the one asked for, if it has it.
    #[must_use]
    pub fn side(self, message: &Message) -> Option<View> {
        let sides = View::of(message);
        self.view.filter(|view| sides.contains(view)).or(sides.first().copied())
    }

    /// The address of a message, looked at like this.
    #[must_use]
    pub fn of(self, message: &Message) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.filter.word().map(|word| ("channel", word)));
        query.extend_pairs(self.view.map(|view| ("view", view.word())));
        query.extend_pairs((self.width != Width::default()).then(|| ("width", self.width.word())));
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{HOME}/{}{mark}{query}", message.id)
    }
}
