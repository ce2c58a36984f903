//! What a function's route is, and what it takes: read by the router, the template's check and the API document.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// A route and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The function.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// The status of an answer that made something, or changed or found it.
    pub status: u16,
    /// What its body must look like; none is taken otherwise.
    pub body: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// What its answer looks like.
    pub answer: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// The query parameters it knows.
    pub query: &'static [&'static str],
    /// Whether it is for stores alone whose plan includes order tracking and monitoring (T11, M4).
    pub tracks: bool,
    /// Whether a signature over the body takes the place of an API key.
    pub signed: bool,
    /// Whether it takes no API key: what it needs to know is in the path, or in the form.
    pub open: bool,
    /// Where a browser's form posts what is done by another method here: forms know `POST` alone.
    pub form: Option<&'static str>,
    /// The methods of its path, where a form posts to the same: what a program is told that posts there too.
    pub allow: Option<&'static str>,
    /// The media types of its answer.
    pub media: &'static [&'static str],
}

/// The methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Looks.
    Get,
    /// Acts.
    Post,
    /// Sets.
    Put,
    /// Corrects.
    Patch,
    /// Takes away.
    Delete,
}

impl Method {
    /// As it stands in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl Endpoint {
    /// A route of a function.
    #[must_use]
    pub const fn new(name: &'static str, method: Method, path: &'static str, summary: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            summary,
            status: 200,
            body: None,
            answer: None,
            query: &[],
            tracks: false,
            signed: false,
            open: false,
            form: None,
            allow: None,
            media: &["application/json"],
        }
    }

    /// Whether it is a page of the desk, or where its session begins and ends: what a program has no use for, and the API
    /// document leaves out.
    #[must_use]
    pub fn is_of_the_desk(&self) -> bool {
        self.path == "/" || self.path == "/desk" || self.path.starts_with("/desk/")
    }

    /// It takes a body of this shape.
    #[must_use]
    pub const fn takes<B: JsonSchema>(mut self) -> Self {
        self.body = Some(SchemaGenerator::subschema_for::<B>);
        self
    }

    /// It answers in this shape.
    #[must_use]
    pub const fn answers<A: JsonSchema>(mut self) -> Self {
        self.answer = Some(SchemaGenerator::subschema_for::<A>);
        self
    }

    /// It makes something: a change is answered with 201.
    #[must_use]
    pub const fn makes(mut self) -> Self {
        self.status = 201;
        self
    }

    /// It takes something up, to be done later: it is answered with 202.
    #[must_use]
    pub const fn accepts(mut self) -> Self {
        self.status = 202;
        self
    }

    /// It takes no API key: a signature over the body says who sends it.
    #[must_use]
    pub const fn signed(mut self) -> Self {
        self.signed = true;
        self
    }

    /// It takes no API key: what it needs to know is in the path, or in the form.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// A browser's form posts it there, where there is nothing for programs.
    #[must_use]
    pub const fn posted(mut self, path: &'static str) -> Self {
        self.form = Some(path);
        self
    }

    /// A browser's form posts it to its own path, of which programs use these methods.
    #[must_use]
    pub const fn posted_here(mut self, allow: &'static str) -> Self {
        self.form = Some(self.path);
        self.allow = Some(allow);
        self
    }

    /// It is for people, and takes no API key: a token in the address says what may be seen. It answers in these media
    /// types.
    #[must_use]
    pub const fn shows(mut self, media: &'static [&'static str]) -> Self {
        self.open = true;
        self.media = media;
        self
    }

    /// It leads on to another page when it is done.
    #[must_use]
    pub const fn redirects(mut self) -> Self {
        self.status = 303;
        self
    }

    /// It is for stores whose plan includes order tracking and monitoring (T11, M4).
    #[must_use]
    pub const fn tracks(mut self) -> Self {
        self.tracks = true;
        self
    }

    /// It knows these query parameters.
    #[must_use]
    pub const fn asks(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }
}
