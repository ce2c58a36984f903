//! From what is known to what is shown: here it is decided what a stranger does not see.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use waybill_domain::carrier::Carrier;
use waybill_domain::condition::{Condition, TrackingStatus};
use waybill_domain::effective::EffectiveFulfilmentOrder;
use waybill_domain::id::{LineItemId, ParcelId};
use waybill_domain::line_item::{Kind, LineItem};
use waybill_domain::order::{Fulfilment, Order};
use waybill_domain::progress::{Note, Progress, Step, When};
use waybill_domain::scan::Scan;
use waybill_domain::settings::Settings;
use waybill_domain::tracking::{Parcel, Tracking};

use super::private::private;
use super::told::{self, Told};
use super::veil::Veil;
use super::{Followed, Item, Known, Link, ParcelPart, ScanPart, Sent, StatusPage, Updates, Viewer, Visitor};
use crate::date;
use crate::parts::condition_word;
use crate::place::Place;
use crate::words::Words;

pub(super) fn page(known: &Known<'_>, visitor: Visitor) -> StatusPage {
    let maker = Maker::new(known, matches!(visitor, Visitor::Stranger(_)));
    let (order, settings) = (known.order, known.settings);
    let progress = maker.in_order(Progress::of_order(order, &maker.scans, known.now));
    let fulfilments = maker.fulfilments();
    let (to_come, will_not_come) = maker.waiting();
    let told = maker.told(&progress, &fulfilments, !will_not_come.is_empty());
    let services = order.line_items().filter(|(_, item)| item.kind == Kind::Service);
    StatusPage {
        language: known.language,
        store: settings.name.as_str().to_owned(),
        order: order.name().to_owned(),
        placed_at: maker.local(order.placed_at()),
        told,
        progress,
        needs_shipping: order.line_items().any(|(_, item)| item.kind == Kind::Physical),
        notes_of_store: known.notes.iter().map(|note| note.trim().to_owned()).filter(|note| !note.is_empty()).collect(),
        fulfilments,
        to_come,
        will_not_come,
        services: services.map(|(_, line)| item(line, line.quantity.get())).collect(),
        viewer: match visitor {
            Visitor::Stranger(log_in) => Viewer::Public(order.contact().proof().map(|proof| (log_in, proof))),
            Visitor::Owner(updates) => Viewer::Owner(private(order, updates, known.language)),
            Visitor::Merchant { order_path } => {
                Viewer::Merchant(private(order, Updates::NotOffered, known.language), order_path)
            }
        },
        path: known.path.to_owned(),
        version: known.version.to_owned(),
    }
}

/// What the parts of one page have in common.
struct Maker<'a> {
    order: &'a Order,
    settings: &'a Settings,
    followed: &'a BTreeMap<ParcelId, Followed>,
    scans: BTreeMap<ParcelId, Vec<&'a Scan>>,
    words: Words,
    now: DateTime<Utc>,
    /// What a stranger must not read in a carrier's words.
    veil: Option<Veil>,
}

impl<'a> Maker<'a> {
    fn new(known: &Known<'a>, stranger: bool) -> Self {
        let scans = known.followed.iter().map(|(id, followed)| (*id, followed.journey.scans())).collect();
        Self {
            order: known.order,
            settings: known.settings,
            followed: known.followed,
            scans,
            words: Words::in_language(known.language),
            now: known.now,
            veil: stranger.then(|| Veil::of(known.order.contact())),
        }
    }

    /// An instant by the store's own clock: of what no carrier scanned, no other place is known.
    fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        self.settings.time_zone.clock_at(at)
    }

    fn store(&self) -> &str {
        self.settings.name.as_str()
    }

    fn fulfilments(&self) -> Vec<Sent> {
        let mut place = 0;
        let live = self.order.fulfilments().iter().filter(|fulfilment| fulfilment.is_live());
        live.map(|fulfilment| {
            let parcels = self.order.parcels_of(fulfilment.id()).map(|parcel| {
                place += 1;
                self.parcel(parcel, place)
            });
            Sent { parcels: parcels.collect(), on: self.sent_on(fulfilment), items: self.items(fulfilment) }
        })
        .collect()
    }

    /// When the first of its parcels went, or what was sent by e-mail.
    fn sent_on(&self, fulfilment: &Fulfilment) -> NaiveDate {
        let parcels = self.order.parcels_of(fulfilment.id());
        let sent = parcels.filter_map(|parcel| *self.progress_of(parcel).reached.get(&Step::OnItsWay)?);
        self.day_of(sent.min_by_key(|when| when.instant()).unwrap_or(When::Instant(fulfilment.created_at())))
    }

    fn items(&self, fulfilment: &Fulfilment) -> Vec<Item> {
        fulfilment.lines().iter().filter_map(|(id, quantity)| self.item(*id, *quantity)).collect()
    }

    fn item(&self, id: LineItemId, quantity: u32) -> Option<Item> {
        self.order.line_item(id).map(|line| item(line, quantity))
    }

    fn parcel(&self, parcel: &Parcel, place: u32) -> ParcelPart {
        let followed = self.followed.get(&parcel.id);
        let scans = self.scans.get(&parcel.id).map_or(&[][..], Vec::as_slice);
        let live = parcel.tracking.is_some() && followed.is_some_and(|followed| followed.live);
        // O4: of what nobody follows no status is known, unless somebody said it.
        let known = live || parcel.set.is_some() || parcel.observed.since.is_some();
        let expected = followed.and_then(|followed| followed.expected).filter(|_| live);
        let progress = self.progress_of(parcel);
        ParcelPart {
            id: parcel.id,
            place,
            condition: known.then(|| parcel.condition()),
            told: self.told_of_parcel(parcel, &progress, known, expected),
            tracking: parcel.tracking.as_ref().map(|tracking| self.link(tracking, followed)),
            live,
            expected: expected.filter(|_| parcel.status() != TrackingStatus::Delivered),
            scans: scans.iter().enumerate().filter_map(|(at, scan)| self.scan(scan, scans.get(at + 1..)?)).collect(),
            map: followed.and_then(|followed| followed.map.clone()),
        }
    }

    fn progress_of(&self, parcel: &Parcel) -> Progress {
        Progress::of_parcel(self.order, parcel, self.scans.get(&parcel.id).map_or(&[][..], Vec::as_slice))
    }

    fn link(&self, tracking: &Tracking, followed: Option<&Followed>) -> Link {
        let named = tracking.carrier.as_ref().map(|carrier| carrier.as_str().to_owned());
        let carrier = named.or_else(|| followed.and_then(|followed| followed.found_carrier.clone()));
        let known = carrier.as_ref().and_then(|name| Carrier::named(name));
        let shown = tracking.page(self.settings);
        let hidden = self.veil.as_ref().is_some_and(|veil| veil.covers_url(&shown));
        let url = if hidden { tracking.page_of_number(self.settings) } else { shown };
        let is_there = |known: &&Carrier| known.page.as_ref().is_some_and(|page| site(page) == site(&url));
        let own = known.filter(is_there).map(|known| known.name.clone());
        Link {
            number: tracking.number.as_str().to_owned(),
            site: own.filter(|_| site(&url) != OF_ANY_CARRIER).unwrap_or_else(|| site(&url)),
            carrier: known.map(|known| known.name.clone()).or(carrier),
            url,
        }
    }

    /// A scan after the earlier ones, unless it says nothing that the visitor may know.
    fn scan(&self, scan: &Scan, earlier: &[&Scan]) -> Option<ScanPart> {
        let hidden = |text: &str| self.veil.as_ref().is_some_and(|veil| veil.covers(text));
        let is_told = !hidden(&scan.description) && !scan.english.as_deref().is_some_and(hidden);
        let description = Some(scan.description.trim()).filter(|words| !words.is_empty() && is_told);
        let english = scan.english.clone().filter(|_| is_told);
        let place = Place::of(scan, self.words.language()).map(|place| place.in_full());
        let location = place.filter(|_| !scan.location.as_deref().is_some_and(hidden));
        let is_new = earlier.iter().find_map(|earlier| earlier.condition) != scan.condition;
        let told = [description, english.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
        // What trouble has to be told of a parcel, its head tells.
        let is_step = |condition: &Condition| is_new && Step::of(*condition).is_some();
        let meaning = scan.condition.filter(|condition| description.is_none() || is_step(condition));
        let meaning = meaning.map(|condition| condition_word(self.words, condition));
        let meaning = meaning.filter(|meaning| !told.contains(&meaning.to_lowercase()));
        (meaning.is_some() || description.is_some() || location.is_some()).then(|| ScanPart {
            at: scan.at,
            meaning,
            description: description.map(str::to_owned),
            english,
            location,
            condition: scan.condition,
        })
    }

    /// What is still to be sent, and what never will be.
    fn waiting(&self) -> (Vec<Item>, Vec<Item>) {
        let effective = self.order.at(self.now);
        let left = |at: &EffectiveFulfilmentOrder<'_>| {
            let left = at.lines().iter().map(|line| (line.line_item, line.quantity.saturating_sub(line.fulfilled)));
            left.collect::<Vec<_>>()
        };
        let mut by_line: BTreeMap<LineItemId, u32> = BTreeMap::new();
        for (line, quantity) in effective.fulfilment_orders().iter().flat_map(left) {
            *by_line.entry(line).or_default() += quantity;
        }
        let left = by_line.into_iter().filter(|(_, quantity)| *quantity > 0);
        let items = left.filter_map(|(line, quantity)| self.item(line, quantity)).collect();
        if self.order.is_cancelled() { (Vec::new(), items) } else { (items, Vec::new()) }
    }

    fn told_of_parcel(&self, parcel: &Parcel, progress: &Progress, known: bool, expected: Option<NaiveDate>) -> Told {
        let words = self.words;
        let note = progress.notes.first().and_then(|note| self.told_of_note(*note));
        if let Some(told) = note.filter(|_| known) {
            return told;
        }
        let told = told::of_step(words, self.store(), progress.present, self.day_told(progress, expected));
        let next = match (&parcel.tracking, known) {
            (None, false) => words.is_untracked(),
            (Some(_), false) => words.is_linked_only(),
            (_, true) if parcel.status() == TrackingStatus::Pending => words.is_pending_next(),
            (_, true) => return told,
        };
        Told { next, ..told }
    }

    fn told_of_note(&self, note: Note) -> Option<Told> {
        let clock = || match note {
            Note::UpsellOffered { until } => self.words.clock(self.local(until).naive_local()),
            _ => String::new(),
        };
        told::of_note(self.words, self.store(), note, clock)
    }

    /// The day that a headline names: when it arrived, or is expected, if that is not over.
    fn day_told(&self, progress: &Progress, expected: Option<NaiveDate>) -> Option<NaiveDate> {
        match progress.present {
            Step::Delivered => progress.reached.get(&Step::Delivered).copied().flatten().map(|when| self.day_of(when)),
            _ => expected.filter(|day| *day >= self.local(self.now).date_naive()),
        }
    }

    /// Steps whose days never run backwards: of two clocks that disagree, the later step's is shown.
    fn in_order(&self, mut progress: Progress) -> Progress {
        let mut next = NaiveDate::MAX;
        for when in progress.reached.values_mut().rev() {
            let day = when.map_or(next, |when| self.day_of(when));
            *when = when.filter(|_| day <= next);
            next = next.min(day);
        }
        progress
    }

    fn day_of(&self, when: When) -> NaiveDate {
        match when {
            When::Scanned(at) => date::day_of(at),
            When::Instant(at) => self.local(at).date_naive(),
        }
    }

    /// What is told of the whole order: of one parcel what is told of it, of several what matters most; and what
    /// becomes of the rest.
    fn told(&self, progress: &Progress, fulfilments: &[Sent], is_left_out: bool) -> Told {
        let words = self.words;
        let parcels: Vec<_> = fulfilments.iter().flat_map(|sent| &sent.parcels).collect();
        if parcels.is_empty() {
            let note = progress.notes.first().and_then(|note| self.told_of_note(*note));
            return note.unwrap_or_else(|| told::of_step(words, self.store(), progress.present, None));
        }
        let told = self.told_of_parcels(progress, &parcels);
        let more = progress.notes.iter().find_map(|note| match note {
            Note::MoreToCome { items } => Some(*items),
            _ => None,
        });
        match more {
            _ if told.is_trouble() => told,
            None if is_left_out => Told { next: words.is_partly_cancelled_next(), ..told },
            None => told,
            Some(items) => {
                let is_there = |it: Condition| it.status() == TrackingStatus::Delivered;
                let headline = match progress.present {
                    Step::OnItsWay if parcels.iter().all(|part| part.condition.is_some_and(is_there)) => {
                        words.is_partly_delivered()
                    }
                    Step::OnItsWay => words.is_partly_on_its_way(),
                    _ => told.headline.clone(),
                };
                Told { headline, next: words.more_to_come(items), ..told }
            }
        }
    }

    fn told_of_parcels(&self, progress: &Progress, parcels: &[&ParcelPart]) -> Told {
        let foremost = self.order.live_parcels().min_by_key(|parcel| (parcel.status(), parcel.id));
        let foremost = foremost.and_then(|parcel| parcels.iter().find(|part| part.id == parcel.id));
        let is_collected = progress.notes.contains(&Note::ReadyToCollect);
        match foremost {
            Some(part) if parcels.len() == 1 || part.told.is_trouble() || is_collected => part.told.clone(),
            _ => {
                let last = parcels.iter().filter_map(|part| part.expected).max();
                told::of_step(self.words, self.store(), progress.present, self.day_told(progress, last))
            }
        }
    }
}

fn item(line: &LineItem, quantity: u32) -> Item {
    let variant = line.variant_title.as_ref().map(|variant| variant.as_str().trim().to_owned());
    Item {
        title: line.title.as_str().to_owned(),
        variant: variant.filter(|variant| !variant.is_empty()),
        kind: line.kind,
        quantity,
    }
}

/// Who follows parcels of carriers that have no page, and of those that are not known (N6).
const OF_ANY_CARRIER: &str = "17TRACK";

/// The host of an address, as people say it.
fn site(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host == "t.17track.net" { OF_ANY_CARRIER.to_owned() } else { host.to_owned() }
}
