//! What customers read, with its variables.

use super::Words;

messages! {
    // On every page.
    skip_to_content();
    language_label();
    map_credit();
    copy();
    copied();
    copy_number(number: &str);
    opens_elsewhere(site: &str);
    stale();

    // Days and times.
    date_day(weekday: &str, day: u32, month: &str);
    date_of_year(day: u32, month: &str, year: &str);
    date_short(day: u32, month: &str);
    time_of_day(time: &str);
    ago_now();
    ago_minutes(count: u32);
    ago_hours(count: u32);
    ago_days(count: u32);

    // The nine statuses.
    status_pending();
    status_in_transit();
    status_pick_up();
    status_delivered();
    status_undelivered();
    status_alert();
    status_expired();
    status_unrecognized();
    status_returned();
    ready_to_collect();
    out_for_delivery();
    returning();

    // The five steps.
    steps();
    step_confirmed();
    step_on_its_way();
    step_out_for_delivery();
    step_attempted_delivery();
    step_delivered();
    step_now();
    step_done();
    step_ahead();

    // The order status page: its head.
    page_title(order: &str, store: &str);
    order_number(order: &str);
    placed_on(day: &str);
    is_confirmed();
    is_confirmed_next(store: &str);
    is_held();
    is_held_next(store: &str);
    is_offered();
    is_offered_next(time: &str, store: &str);
    is_on_its_way();
    is_on_its_way_expected(day: &str);
    is_on_its_way_next();
    is_partly_on_its_way();
    more_to_come(items: u32);
    is_out_for_delivery();
    is_out_for_delivery_next();
    is_ready_to_collect();
    is_ready_to_collect_next();
    is_delivered();
    is_delivered_on(day: &str);
    is_delivered_next(store: &str);
    is_partly_delivered();
    is_sent_by_email();
    is_sent_by_email_next(store: &str);
    is_cancelled();
    is_cancelled_next(store: &str);
    is_partly_cancelled_next();
    is_pending_next();
    is_untracked();
    is_linked_only();

    // What is the matter, and what happens next.
    attempted();
    attempted_next();
    attempted_recipient_unavailable();
    attempted_recipient_unavailable_next();
    attempted_delayed_or_rescheduled();
    attempted_delayed_or_rescheduled_next();
    attempted_later_delivery_requested();
    attempted_later_delivery_requested_next();
    attempted_address_not_found();
    attempted_address_not_found_next(store: &str);
    attempted_rural_or_remote_area();
    attempted_rural_or_remote_area_next();
    alert();
    alert_next(store: &str);
    alert_refused_by_recipient();
    alert_refused_by_recipient_next(store: &str);
    alert_address_incorrect();
    alert_address_incorrect_next(store: &str);
    alert_retention_period_over();
    alert_retention_period_over_next(store: &str);
    alert_recipient_absent();
    alert_recipient_absent_next();
    alert_held_by_customs();
    alert_held_by_customs_next(store: &str);
    alert_prohibited_goods();
    alert_restricted_import();
    alert_stopped_by_customs_next(store: &str);
    alert_damaged_or_lost();
    alert_damaged_or_lost_next(store: &str);
    is_returning();
    is_returning_next(store: &str);
    is_returned();
    is_returned_next(store: &str);
    is_expired();
    is_expired_next(store: &str);
    is_unrecognized();
    is_unrecognized_next(store: &str);

    // Its parts.
    from_the_store(store: &str);
    parcel();
    parcel_of(number: u32, count: u32);
    by_email();
    sent_on(day: &str);
    expected();
    quantity(count: u32);
    carrier();
    tracking_number();
    elsewhere();
    follow_at(site: &str);
    map_last_seen(place: &str, day: &str);
    map_arrived(place: &str, day: &str);
    map_before(places: &str);
    map_ahead(place: &str);
    scans();
    scans_earlier(count: u32);
    no_scans();
    to_come();
    in_this_order();
    services();
    will_not_come();
    kind_physical();
    kind_digital();
    kind_gift_card();
    kind_service();
    live();

    // For the owner alone.
    your_order();
    delivered_to();
    contact();
    payment();
    payment_pending();
    payment_paid();
    payment_refunded();
    payment_voided();
    subtotal();
    shipping();
    tax();
    discount();
    total();
    download(title: &str);
    updates();
    updates_on(store: &str, email: &str);
    updates_off(store: &str);
    updates_stop();
    updates_start();
    email_address();
    email_wrong();
    phone_number();
    only_you();
    only_customer();

    // For whom the page does not know.
    log_in_title();
    log_in_why();
    log_in_order();
    log_in_order_hint();
    log_in_by_email();
    log_in_by_phone();
    log_in();
    log_in_failed();
    log_in_slow_down();

    // For the merchant.
    preview();
    preview_what();
    preview_capture();
    preview_back();

    // The small pages.
    claim_title();
    claim_why(store: &str, order: &str);
    claim();
    claim_note();
    claim_used_title();
    claim_used(order: &str);
    unsubscribe_title();
    unsubscribe_why(store: &str);
    unsubscribe();
    unsubscribe_note();
    unsubscribed_title();
    unsubscribed(store: &str);
    see_order();
    not_found_title();
    not_found();
    failed_title();
    failed();
}
