//! What the desk says of what it shows, with its variables.

use super::Words;

messages! {
    // On every page of the desk.
    desk();
    orders();
    tracking();
    monitoring();
    messages();
    settings();
    signed_in_with();
    sign_out();
    pages();
    first_page();
    next_page();
    apply();
    save();
    search();
    show_all();
    let_go();
    not_in_store();
    read_only();
    read_only_next();

    // Signing in.
    sign_in();
    sign_in_title();
    sign_in_what();
    sign_in_failed();
    sign_in_failed_next();
    api_key();
    api_key_hint();

    // The list of orders.
    order();
    customer();
    placed();
    fulfil_by();
    fulfilment();
    location();
    late();
    archived();
    all_orders();
    so_many_of(done: u32, all: u32);
    so_many_held(count: u32);
    search_orders();
    search_hint();
    found_by(text: &str);
    days_range(first: &str, last: &str);
    placed_from();
    placed_to();
    any_location();
    sorting();
    newest_first();
    soonest_first();
    no_orders();
    no_orders_next();
    nothing_found();
    nothing_found_next();
    pick_orders();
    pick_order(order: &str);
    pick_all();
    some_picked();
    fulfil_picked();
    fulfilling();
    bulk_well();
    bulk_badly();

    // How far an order is.
    unfulfilled();
    partially_fulfilled();
    fulfilled();
    upsell_pending();
    on_hold();
    not_required();
    cancelled();
    marked_as_paid();

    // Tracking.
    tracking_status();
    attention();
    requires_attention();
    attention_p6();
    attention_p7();
    attention_p8();
    last_thirty_days();
    nothing_requires_attention();
    nothing_requires_attention_next();
    nothing_tracked();
    nothing_tracked_next();
    no_number();
    retrack();
    retrack_number(number: &str);
    retracking();
    retrack_what();
    retrack_changed(before: &str, after: &str);
    retrack_same(status: &str);
    plan_next();

    // What is the matter, and what would help.
    not_delivered_for(count: u32);
    not_fulfilled_for(count: u32);
    held_for(count: u32);
    ask_supplier_where();
    ask_supplier_code();
    ask_supplier_more();
    ask_carrier();
    ask_customer();
    ask_customer_why();
    claim_from_carrier();
    wait_for_that_day();
    refund_or_resend();
    fulfil_or_cancel();
    release_or_cancel();
    matter_alert();
    matter_returning();
    matter_refused();
    matter_address();
    matter_not_collected();
    matter_absent();
    matter_customs();
    matter_prohibited();
    matter_restricted();
    matter_damaged();
    matter_expired();
    matter_undelivered();
    matter_nobody_there();
    matter_delayed();
    matter_later();
    matter_not_found();
    matter_remote();
    matter_unrecognized();
    matter_returned();

    // One parcel.
    since();
    until();
    last_checked();
    next_check();
    untracked_what();
    no_scans_yet();
    first_scan_shows();
    scans_set_aside(count: u32);
    earlier_numbers();
    set_by(name: &str);
    set_by_hand_next();
    set_status_by_hand();
    set_status_what();
    set_status();
    undo_status(status: &str);
    status();
    reason();
    detail();
    no_reason();
    no_detail();

    // Monitoring.
    period();
    last_days(count: u32);
    from_day();
    to_day();
    day_column();
    orders_placed();
    orders_fulfilled();
    orders_delivered();
    orders_not_delivered();
    whenever_placed();
    more_than_before(count: u32, days: u32);
    fewer_than_before(count: u32, days: u32);
    as_many_as_before(days: u32);
    day_by_day();
    as_table();
    of_orders_placed();
    rebuilding();
    rebuilding_next(count: u32);

    // Messages.
    message();
    messages_what();
    way();
    outcome();
    why();
    when();
    look();
    no_messages();
    no_messages_next();
    no_messages_of_order();
    no_sender_yet();
    no_sender_next();
    by_e_mail();
    by_sms();
    message_order_confirmation();
    message_shipping_confirmation();
    message_shipping_update();
    message_out_for_delivery();
    message_attempted_delivery();
    message_delivered();
    message_digital_delivery();
    message_queued();
    message_sent();
    message_suppressed();
    message_failed();
    message_unknown();
    why_setting_off();
    why_turned_off();
    why_marked_as_paid();
    why_opted_out();
    why_no_address();
    why_bad_phone();
    why_redacted();
    why_no_sender();
    why_order_cancelled();
    why_fulfilment_cancelled();
    why_superseded();
    why_stale();
    why_no_download();
    why_bounced();
}
