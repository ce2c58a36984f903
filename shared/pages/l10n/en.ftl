# What customers read, in English: the language of whoever reads none of the others.
#
# Plain, short and active: how it is, why, and what happens next. No exclamation marks, no apologies.

## On every page

skip_to_content = Skip to content
language_label = Language
map_credit = Map: Natural Earth. Places: © GeoNames.org, CC BY 4.0.
copy = Copy
copied = Copied
copy_number = Copy the number { $number }
opens_elsewhere = Opens { $site }
stale = No connection. What you see may be old.

## Days and times

date_day = { $weekday } { $day } { $month }
date_of_year = { $day } { $month } { $year }
date_short = { $day } { $month }
time_of_day = { $time }
ago_now = just now
ago_minutes =
    { $count ->
        [one] 1 minute ago
       *[other] { $count } minutes ago
    }
ago_hours =
    { $count ->
        [one] 1 hour ago
       *[other] { $count } hours ago
    }
ago_days =
    { $count ->
        [one] yesterday
       *[other] { $count } days ago
    }

## The nine statuses

status_pending = Pending
status_in_transit = In transit
status_pick_up = Pick up
status_delivered = Delivered
status_undelivered = Undelivered
status_alert = Alert
status_expired = Expired
status_unrecognized = Unrecognized
status_returned = Returned
ready_to_collect = Ready to collect
out_for_delivery = Out for delivery
returning = On its way back

## The five steps

steps = How far it is
step_confirmed = Confirmed
step_on_its_way = On its way
step_out_for_delivery = Out for delivery
step_attempted_delivery = Attempted delivery
step_delivered = Delivered
step_now = now
step_done = done
step_ahead = not yet

## The order status page: its head

page_title = Order { $order } · { $store }
order_number = Order { $order }
placed_on = Placed { $day }
is_confirmed = Confirmed: your order is being prepared
is_confirmed_next = { $store } packs it and hands it to a carrier. You can follow it here from then on.
is_held = Confirmed: not sent yet
is_held_next = { $store } is going through the order before it is sent. You can follow it here from then on.
is_offered = Confirmed: you can still add to your order
is_offered_next = At { $time } it is passed on as it is, and { $store } begins to prepare it.
is_on_its_way = On its way
is_on_its_way_expected = On its way: expected { $day }
is_on_its_way_next = This page shows where it is, as carriers scan it.
is_partly_on_its_way = Partly on its way
more_to_come =
    { $items ->
        [one] 1 item will be sent separately.
       *[other] { $items } items will be sent separately.
    }
is_out_for_delivery = Out for delivery
is_out_for_delivery_next = It is in your area, and usually arrives the same day.
is_ready_to_collect = Ready to collect
is_ready_to_collect_next = It waits at a pickup point. Bring the tracking number and something that shows who you are.
is_delivered = Delivered
is_delivered_on = Delivered { $day }
is_delivered_next = If you do not have it, look around the door and ask those you live with, then contact { $store }.
is_partly_delivered = Partly delivered
is_sent_by_email = Sent by e-mail
is_sent_by_email_next = There is nothing to wait for in the post. If the mail is not there, look in the spam folder, then contact { $store }.
is_cancelled = Cancelled
is_cancelled_next = Nothing will be sent. Contact { $store } if you did not expect this.
is_partly_cancelled_next = The rest of the order was cancelled, and will not be sent.
is_pending_next = The carrier has been told of the parcel. It can take 5–7 days before its number shows anything.
is_untracked = This parcel has no tracking number. It arrives like ordinary post.
is_linked_only = The carrier's own page says where the parcel is.

## What is the matter, and what happens next

attempted = Delivery was tried, and did not succeed
attempted_next = The carrier tries again, or leaves the parcel at a pickup point. Its own page says which.
attempted_recipient_unavailable = Delivery was tried, and nobody was there
attempted_recipient_unavailable_next = The carrier tries again, or leaves the parcel at a pickup point. Its own page says which.
attempted_delayed_or_rescheduled = Delivery has been moved to another day
attempted_delayed_or_rescheduled_next = You need not do anything. The new day is shown here as soon as the carrier says which.
attempted_later_delivery_requested = Delivery is moved to a later day, as requested
attempted_later_delivery_requested_next = The carrier brings it on the day that was agreed on.
attempted_address_not_found = Delivery was tried, and the address was not found
attempted_address_not_found_next = Check with { $store } that the address is right, so that the carrier can find it next time.
attempted_rural_or_remote_area = Delivery takes longer to this area
attempted_rural_or_remote_area_next = The carrier comes by on certain days, or leaves the parcel at a pickup point. Its own page says which.
alert = Something keeps the parcel from moving on
alert_next = The carrier is dealing with it. Contact { $store } if nothing has changed in a few days.
alert_refused_by_recipient = The parcel was declined at the door
alert_refused_by_recipient_next = The carrier usually sends it back. If you do want it, contact { $store } soon.
alert_address_incorrect = The address on the parcel is wrong or incomplete
alert_address_incorrect_next = Contact { $store } with the right one, so that the carrier can deliver it.
alert_retention_period_over = The parcel was not collected in time
alert_retention_period_over_next = The pickup point usually sends it back. If you still want it, contact { $store }.
alert_recipient_absent = Nobody was there to receive the parcel
alert_recipient_absent_next = The carrier keeps it for now. Its own page says how to get it.
alert_held_by_customs = Customs are checking the parcel
alert_held_by_customs_next = This can take some days. If papers or a fee are needed, the carrier asks for them; otherwise contact { $store }.
alert_prohibited_goods = Customs have stopped the parcel: its contents may not be imported
alert_restricted_import = Customs have stopped the parcel: its contents need a permit
alert_stopped_by_customs_next = Contact { $store } to agree on what happens now.
alert_damaged_or_lost = The parcel was damaged or lost on its way
alert_damaged_or_lost_next = { $store } settles it with the carrier. Contact the store to agree on what you get instead.
is_returning = The parcel is on its way back to the store
is_returning_next = Contact { $store } if you want it sent again.
is_returned = The parcel went back to the store
is_returned_next = Contact { $store } to have it sent again, or to settle the payment.
is_expired = There has been no news of the parcel for a long time
is_expired_next = Ask { $store } to find out from the carrier where it is. If it is found, this page shows it.
is_unrecognized = The carrier does not know this tracking number
is_unrecognized_next = It may have been written wrongly. { $store } can correct it, and this page then follows the right one.

## Its parts

from_the_store = From { $store }
parcel = Parcel
parcel_of = Parcel { $number } of { $count }
by_email = By e-mail
sent_on = Sent { $day }
expected = Expected
quantity = × { $count }
carrier = Carrier
tracking_number = Tracking number
elsewhere = On the web
follow_at = Follow at { $site }
map_last_seen = Last seen in { $place }, { $day }.
map_arrived = It arrived in { $place }, { $day }.
map_before = Before that: { $places }.
map_ahead = It goes on to { $place }.
scans = Where it has been
scans_earlier =
    { $count ->
        [one] 1 earlier scan
       *[other] { $count } earlier scans
    }
no_scans = The first scan shows here as soon as a carrier makes it.
to_come = Still to come
in_this_order = In this order
services = Services
will_not_come = Will not be sent
kind_physical = Item
kind_digital = Download
kind_gift_card = Gift card
kind_service = Service
live = This page updates by itself.

## For the owner alone

your_order = Your order
delivered_to = Delivered to
contact = Contact
payment = Payment
payment_pending = Not paid yet
payment_paid = Paid
payment_refunded = Paid back
payment_voided = Not charged
subtotal = Items
shipping = Shipping
tax = Tax
discount = Discount
total = Total
download = Download { $title }
updates = Updates by e-mail
updates_on = Updates from { $store } go to { $email }.
updates_off = Have { $store } tell you by e-mail when your parcel moves on.
updates_stop = Stop the e-mails
updates_start = Send me updates
email_address = E-mail address
email_wrong = Write an e-mail address, as in ada@example.com
phone_number = Phone number
only_you = Only you see this part.
only_customer = Only your customer and your store see this part.

## For whom the page does not know

log_in_title = Is this your order?
log_in_why = Log in to see the address and contact. Whoever has only the link does not see them.
log_in_order = Order number
log_in_order_hint = It is in the confirmation that you were sent, as in #1001.
log_in_by_email = E-mail address of the order
log_in_by_phone = Phone number of the order
log_in = Show my details
log_in_failed = This does not match the order. Check both against the confirmation that you were sent.
log_in_slow_down = There have been too many tries. Wait a few minutes, then try again.

## For the merchant

preview = Preview
preview_what = This is how your customer sees the page. Nobody else can see this banner.
preview_capture = Nothing has been sent yet: this is a good time to capture the payment.
preview_back = Back to the order

## The small pages

claim_title = Open your order
claim_why = Open the page of order { $order } at { $store } on this device, with your address and contact.
claim = Open my order
claim_note = This link works once. On other devices, log in with the order number.
claim_used_title = This link has been used
claim_used = It opened order { $order } on the device that used it first. To see the address and contact on this one too, log in on the page of the order.
unsubscribe_title = Stop the e-mails?
unsubscribe_why = { $store } then sends you no more e-mails about how your order is doing.
unsubscribe = Stop the e-mails
unsubscribe_note = You can still follow the order on its page.
unsubscribed_title = No more e-mails
unsubscribed = { $store } sends you no more updates about this order. If you change your mind, turn them on again on the page of the order.
see_order = See the order
not_found_title = There is no such page
not_found = The link may be cut off or out of date. Open it again from the message that you were sent.
failed_title = This did not work
failed = Something went wrong on our side. Wait a moment, then load the page again.
