//! The one style sheet and the one script, compiled in and named by what is in them, so that they are cached for
//! good; and the headers that say that a page needs nothing else.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

/// What a page may load: its own style sheet and script, and its own pages again. Nothing from any other host: a
/// merchant's pictures of items are not shown, a drawn sign of what they are is.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What a page may do that shows a message's own HTML: that has its styles within it. It stands in a frame without an
/// origin, a script or a network.
pub const PREVIEW_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; \
     img-src data:; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The headers of every page, beside its type, its tag and its own caching. A page's address is a secret: no other
/// site is told of it.
pub const PAGE_HEADERS: [(&str, &str); 4] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-robots-tag", "noindex, nofollow"),
];

/// How long an asset is kept: its name changes with what is in it.
pub const ASSET_CACHING: &str = "public, max-age=31536000, immutable";

/// Something that pages load.
#[derive(Debug)]
pub struct Asset {
    /// Its name under `/assets/`: a hash of what is in it, and what it is.
    pub name: String,
    /// Its media type.
    pub content_type: &'static str,
    /// What is in it.
    pub body: &'static str,
}

impl Asset {
    fn new(body: &'static str, extension: &str, content_type: &'static str) -> Self {
        let hash = Sha256::digest(body).iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        Self { name: format!("{hash:016x}.{extension}"), content_type, body }
    }

    /// Where it is served.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// How customers' pages look.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let sheet = concat!(
        include_str!("../style/tokens.css"),
        include_str!("../style/base.css"),
        include_str!("../style/parts.css"),
        include_str!("../style/status.css"),
        include_str!("../../map/src/map.css"),
        include_str!("../style/print.css"),
    );
    Asset::new(sheet, "css", "text/css; charset=utf-8")
});

/// What makes customers' pages live.
pub static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(include_str!("../script/waybill.js"), "js", "text/javascript; charset=utf-8"));

/// How the merchant's pages look: as customers' do, and denser.
pub static DESK_STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let sheet = concat!(
        include_str!("../style/tokens.css"),
        include_str!("../style/base.css"),
        include_str!("../style/parts.css"),
        include_str!("../style/status.css"),
        include_str!("../../map/src/map.css"),
        include_str!("../style/desk.css"),
        include_str!("../style/desk-parts.css"),
        include_str!("../style/print.css"),
    );
    Asset::new(sheet, "css", "text/css; charset=utf-8")
});

/// What makes the merchant's pages live.
pub static DESK_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = concat!(include_str!("../script/waybill.js"), include_str!("../script/desk.js"));
    Asset::new(script, "js", "text/javascript; charset=utf-8")
});

/// Every asset.
#[must_use]
pub fn all() -> [&'static Asset; 4] {
    [&STYLE, &SCRIPT, &DESK_STYLE, &DESK_SCRIPT]
}

/// The asset with this name, as in `/assets/{name}`; none with another hash.
#[must_use]
pub fn asset(name: &str) -> Option<&'static Asset> {
    all().into_iter().find(|asset| asset.name == name)
}
