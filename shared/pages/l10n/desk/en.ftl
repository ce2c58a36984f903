# What merchants read at their desk, in English: the language of whoever reads none of the others.

## On every page of the desk

desk = The desk
orders = Orders
tracking = Tracking
monitoring = Monitoring
messages = Messages
settings = Settings
signed_in_with = Signed in with the key
sign_out = Sign out
pages = Pages of the list
first_page = Back to the first page
next_page = Next page
apply = Apply
save = Save
search = Search
show_all = Show all
let_go = Let go of this filter
not_in_store = It was not found in your store. Its address may be cut off.
read_only = Your key may look, and change nothing
read_only_next = Sign in with a key that may write.

## Signing in

sign_in = Sign in
sign_in_title = Sign in to the desk
sign_in_what = For the staff of a store. Customers follow their orders by the link that they were sent.
sign_in_failed = This key is not known
sign_in_failed_next = Check that all of it was copied. A key that was revoked no longer works.
api_key = API key
api_key_hint = It begins with wb_ and your store’s id. You stay signed in for a working day.

## The list of orders

order = Order
customer = Customer
placed = Placed
fulfil_by = Ship by
fulfilment = Fulfilment
location = Location
late = late
archived = Archived
all_orders = All
so_many_of = { $done } of { $all }
so_many_held = { $count } held
search_orders = Search orders
search_hint = Name, tracking number or e-mail
found_by = Found by “{ $text }”
days_range = { $first } – { $last }
placed_from = Placed from
placed_to = Placed to
any_location = Any location
sorting = Sorted by
newest_first = Newest first
soonest_first = Ship by, soonest first
no_orders = No orders yet
no_orders_next = Orders that your shop places show here at once.
nothing_found = Nothing found
nothing_found_next = No order fits what you asked for. Ask for less, or for a longer time.
pick_orders = Select orders to fulfil them together
pick_order = Select order { $order }
pick_all = Select all on this page
some_picked = selected
fulfil_picked = Fulfil the selected
fulfilling = Fulfilling
bulk_well = fulfilled
bulk_badly = not fulfilled

## How far an order is

unfulfilled = Unfulfilled
partially_fulfilled = Partly fulfilled
fulfilled = Fulfilled
upsell_pending = Pending
on_hold = On hold
not_required = Nothing to fulfil
cancelled = Cancelled
marked_as_paid = Marked as paid

## Tracking

tracking_status = Tracking status
attention = Attention
requires_attention = Requires attention
attention_p6 = Not delivered for too long
attention_p7 = In trouble on its way
attention_p8 = Open or held for too long
last_thirty_days = Orders of the last 30 days are shown.
nothing_requires_attention = Nothing requires attention
nothing_requires_attention_next = Orders that wait too long or are in trouble show here by themselves.
nothing_tracked = No orders in the last 30 days
nothing_tracked_next = Choose another time above to see older ones.
no_number = No number
retrack = Retrack
retrack_number = Retrack { $number }
retracking = Asking the carrier
retrack_what = Asks the carrier now. It is also asked by itself, more often while the parcel moves.
retrack_changed = Was { $before }, is now { $after }
retrack_same = Still { $status }: the carrier has nothing new
plan_next = What was tracked is kept. Order tracking and monitoring belong to the plan Boss: ask who runs your Waybill.

## What is the matter, and what would help

not_delivered_for = Not delivered for { $count } days.
not_fulfilled_for = Not fulfilled for { $count } days.
held_for = On hold for { $count } days.
ask_supplier_where = Ask your supplier where the parcel is.
ask_supplier_code = Contact your supplier for the right code.
ask_supplier_more = Contact your supplier for more information.
ask_carrier = Ask the carrier what happens next, and tell the customer.
ask_customer = Ask the customer, then the carrier, how it can be delivered.
ask_customer_why = Ask the customer why, and what they want.
claim_from_carrier = Claim it from the carrier.
wait_for_that_day = Wait for that day.
refund_or_resend = Refund the customer, or send it again.
fulfil_or_cancel = Fulfil the order, or cancel it.
release_or_cancel = Release the hold, or cancel the order.
matter_alert = Something is wrong with the parcel.
matter_returning = The parcel is on its way back.
matter_refused = The customer refused the parcel.
matter_address = The address is wrong.
matter_not_collected = Nobody collected the parcel in time.
matter_absent = Nobody was there to take the parcel.
matter_customs = Customs keep the parcel.
matter_prohibited = Customs keep the parcel: the goods are prohibited.
matter_restricted = Customs keep the parcel: the import is restricted.
matter_damaged = The parcel is damaged or lost.
matter_expired = The tracking number ran out before the delivery.
matter_undelivered = A delivery attempt failed.
matter_nobody_there = Delivery failed: nobody was there.
matter_delayed = Delivery is delayed.
matter_later = The customer asked for another day.
matter_not_found = Delivery failed: the address was not found.
matter_remote = The address is where the carrier seldom goes.
matter_unrecognized = The carrier does not know the tracking number.
matter_returned = The parcel went back.

## One parcel

since = since
until = Until
last_checked = Last asked
next_check = Asked again
untracked_what = Without a number nobody is asked about it. Add one, or set its status by hand.
no_scans_yet = No scans yet
first_scan_shows = The first one shows here as soon as a carrier makes it.
scans_set_aside =
    { $count ->
        [one] 1 scan is not shown: it is of another parcel that had this number before.
       *[other] { $count } scans are not shown: they are of another parcel that had this number before.
    }
earlier_numbers = Earlier numbers
set_by = Set by hand by { $name }
set_by_hand_next = It stays until a scan that was made later.
set_status_by_hand = Set tracking status manually
set_status_what = Only when asking the carrier does not help. It stays until a scan that was made later.
set_status = Set the status
undo_status = Undo: believe the carrier ({ $status })
status = Status
reason = Reason
detail = More exactly
no_reason = No reason
no_detail = Not said

## Monitoring

period = Period
last_days = Last { $count } days
from_day = From
to_day = To
day_column = Day
orders_placed = Placed
orders_fulfilled = Fulfilled
orders_delivered = Delivered
orders_not_delivered = Not yet delivered
whenever_placed = whenever they were placed
more_than_before = { $count } more than the { $days } days before
fewer_than_before = { $count } fewer than the { $days } days before
as_many_as_before = as many as the { $days } days before
day_by_day = Day by day
as_table = Show as a table
of_orders_placed = of the orders placed in the period
rebuilding = The figures are being counted again
rebuilding_next = Until that is done, those from before are shown. { $count } orders have been counted.

## Messages

message = Message
messages_what = What your customers were told, or not and why.
way = Way
outcome = Outcome
why = Why
when = When
look = Look at it
no_messages = No messages yet
no_messages_next = When an order is placed or sent, what its customer is told shows here.
no_messages_of_order = This customer has not been told anything.
no_sender_yet = No e-mail is sent yet
no_sender_next = Say who your mail comes from
by_e_mail = By e-mail
by_sms = By SMS
message_order_confirmation = Order confirmation
message_shipping_confirmation = Shipping confirmation
message_shipping_update = New tracking number
message_out_for_delivery = Out for delivery
message_attempted_delivery = Delivery was tried
message_delivered = Delivered
message_digital_delivery = Downloads
message_queued = Queued
message_sent = Sent
message_suppressed = Not sent
message_failed = Failed
message_unknown = Not known
why_setting_off = Your settings do not send it.
why_turned_off = It was turned off for this one.
why_marked_as_paid = The order was marked as paid: no SMS.
why_opted_out = The customer wants no updates.
why_no_address = The customer gave no address for it.
why_bad_phone = What the customer gave is no telephone number.
why_redacted = The customer’s data was erased.
why_no_sender = The settings do not say who mail comes from.
why_order_cancelled = The order was cancelled.
why_fulfilment_cancelled = The fulfilment was cancelled.
why_superseded = Later news tells it better.
why_stale = It was too long ago.
why_no_download = Nothing in it can be downloaded.
why_bounced = Mail to this address came back, or was called unwanted.

## One order

name = Name
customers_page = Customer’s page
to_fulfil = To fulfil
held_items = On hold
how_many = How many
fulfil_items = Fulfil
notify_customer = Tell the customer
notify_usual_on = As usual: yes
notify_usual_off = As usual: no
notify_yes = Yes, tell this customer
notify_no = No, not this time
release = Release
hold_fulfilment = Hold
hold_again = Hold for another reason too
hold_what = Nothing of what is left here can be fulfilled until the hold is released.
hold_until = Until { $time }, or until the customer answers.
hold_upsell = The customer is choosing extra items
hold_awaiting_payment = Awaiting payment
hold_high_risk_of_fraud = High risk of fraud
hold_incorrect_address = Incorrect address
hold_inventory_out_of_stock = Out of stock
hold_awaiting_return_items = Awaiting returned items
hold_unknown_delivery_date = Unknown delivery date
hold_other = Other
note = Note
note_hint = Only staff see it.
order_note_hint = Only staff see it.
move_items = Move to another location
tracking_link = Link of this parcel
add_numbers = Add tracking numbers
correct_numbers = Correct tracking numbers
correct_numbers_what = A corrected number begins a new journey; the customer’s page follows it. Empty a number to take it away.
fulfilment_number = Fulfilment { $count }
packing_slip = Packing slip
print = Print
item = Item
article = Article
packed = Packed
sent = Sent
label = Label
label_number = Number of the label
label_link = Link to the label
open_label = Open the label
print_label = To print
cost = Cost
currency = Currency
currency_hint = Three letters, as in SEK
voided = voided
record_label = Record a label
void_label = Void the label
void_label_first = A bought label stands
void_label_first_next = Void it first: then the fulfilment can be cancelled.
cancel_fulfilment = Cancel this fulfilment
cancel_fulfilment_of =
    { $count ->
        [one] Cancel fulfilment of 1 item
       *[other] Cancel fulfilment of { $count } items
    }
cancel_gives_back = Its items can be fulfilled again, and its numbers are no longer followed.
cancel_stops_nothing = This stops no parcel that a carrier or a fulfilment service already has. Contact them to stop it.
timeline = Timeline
earlier_events =
    { $count ->
        [one] 1 earlier event
       *[other] { $count } earlier events
    }
more_happened = More has happened than is shown here.
no_contact = No contact or address was given.
redacted = The customer’s personal data was erased.
correct_details = Correct contact, address and note
company = Company
street = Street
street_more = Flat, floor, care of
postal_code = Postal code
city = City
province = State or province
country = Country
country_hint = Two letters, as in SE
change_payment = Change the payment
source = Who says so
source_hint = No SMS is sent about an order that you marked as paid yourself.
source_merchant = We do
source_gateway = The payment provider
send_again = Send a message
send_again_what = It is sent once more, from the order as it now is.
send = Send
whole_order = The whole order
complete_order = Complete without extra items
complete_what = The customer left the checkout and chose nothing more. The order can then be fulfilled.
cancel_order = Cancel the order
cancel_order_what = What is not fulfilled never will be. This cannot be undone.
cancel_order_keeps =
    { $count ->
        [one] 1 item is already fulfilled and stays so
       *[other] { $count } items are already fulfilled and stay so
    }
cancel_items =
    { $count ->
        [0] Cancel the order
        [one] Cancel the order: 1 item is not sent
       *[other] Cancel the order: { $count } items are not sent
    }
archive = Archive
archive_what = Takes it out of the lists and of what requires attention. You can bring it back.
unarchive = Bring it back from the archive
redact = Erase the customer’s data
redact_for_good = This cannot be undone
redact_what = Name, address, e-mail address and telephone number are erased for good. The counts stay.
redact_now = Erase the customer’s data for good
mail_stopped = No mail goes to this address any more
mail_stopped_next = Ask the customer. If the address is right, mail can go to it again.
lift_suppression = Send mail to it again

## What was done

done_fulfil = Fulfilled
done_bulk_fulfil = The selected orders were taken up
done_cancel = The fulfilment was cancelled: its items are unfulfilled again
done_tracking = The tracking numbers were saved
done_tracking_next = The carrier is asked about them within the minute.
done_record_label = The label was recorded
done_void_label = The label was voided
done_hold = Put on hold
done_release = The hold was released
done_move = Moved
done_complete = The order was completed
done_payment = The payment was changed
done_cancel_order = The order was cancelled
done_archive = Archived
done_unarchive = Back in the lists
done_redact = The customer’s data was erased
done_amend = Saved
done_retrack = The carrier was asked
done_retrack_next = What it said is shown below. If nothing has changed, it has nothing new.
done_set_status = The status was set
done_set_status_next = It stays until a scan that was made later.
done_undo_status = The carrier is believed again
done_message = The message is queued
done_message_next = What becomes of it shows among the messages in a moment.
done_lift_suppression = Mail goes to the address again
done_lift_suppression_next = What was not sent meanwhile can be sent from here.
done_settings = Saved: the settings are in effect

## What happened

event_placed = The order was placed
event_accepted = The customer chose extra items
event_declined = The customer chose no extra items
event_upsell_expired = The hour for extra items was over
event_payment = Payment: { $payment }
event_amended = Details were corrected
event_order_cancelled =
    { $count ->
        [one] The order was cancelled: 1 item is not sent
       *[other] The order was cancelled: { $count } items are not sent
    }
event_archived = Archived
event_unarchived = Brought back from the archive
event_redacted = The customer’s data was erased
event_held = Put on hold: { $reason }
event_released = A hold was released
event_fulfilled =
    { $count ->
        [one] 1 item was fulfilled
       *[other] { $count } items were fulfilled
    }
event_fulfilled_by_itself =
    { $count ->
        [one] 1 item was fulfilled by itself
       *[other] { $count } items were fulfilled by themselves
    }
event_left_open = Items could not be fulfilled by themselves, and stay open
event_fulfilment_cancelled = A fulfilment was cancelled
event_number_added = Tracking number { $number } was added
event_number_corrected = The tracking number was corrected to { $number }
event_details_corrected = Carrier or link of { $number } was corrected
event_number_removed = A tracking number was taken away
event_status = { $number }: { $before } → { $after }
event_status_set = { $number }, by hand: { $before } → { $after }
event_status_undone = { $number }: the carrier is believed again, { $status }
event_opted_in = The customer wants updates by e-mail
event_opted_out = The customer wants no updates by e-mail
event_message_asked = A message was asked for: { $message }, { $way }
event_label_recorded = A label was recorded
event_label_voided = A label was voided
event_moved = Items were moved to another location

## What stands in the way

problem_invalid = Something in the form is not right
problem_filters = This cannot be listed
problem_location_required = The items are at several locations
problem_scope = Your key may look, and change nothing
problem_plan = Your plan does not include this
problem_not_found = It is not there any more
problem_on_hold = The items are pending or on hold
problem_nothing_left = Nothing is left to fulfil
problem_nothing_to_tell = Nothing in this order fits that message
problem_too_many = Less is open than you asked for
problem_order_cancelled = The order was cancelled
problem_fulfilment_cancelled = The fulfilment was cancelled
problem_label = The label has not been voided
problem_which_hold = Several holds stand: release one of them
problem_upsell_expired = No offer of extra items waits for an answer
problem_limit = The order has as many as it can have
problem_too_large = This is too large
problem_signed_out = You were signed out. Sign in again, then send this once more.
problem_strange_form = This page is from an earlier session: look at it, then send it once more
problem_twice = This was already sent, and differently: load the page again
problem_slow_down = Too many tries. Wait a few minutes.
problem_try_again = It is busy just now. Try again in a moment.
problem_internal = Something went wrong on our side

## The settings

store = Store
store_what = Who you are to your customers, and when your days begin.
store_name = Name of the store
store_name_hint = Customers know you by it.
time_zone = Time zone
time_zone_hint = By it your days begin and end, as in Europe/Stockholm.
plan = Plan
plan_boss = Boss: everything
plan_basic = Basic: without tracking and monitoring
fulfilment_what = When orders are fulfilled, and from where.
fulfilment_mode = When orders are fulfilled
fulfilment_mode_hint = To fulfil in part, choose by hand: what is fulfilled by itself leaves nothing to part.
mode_manual = By hand
mode_automatic = By themselves, when paid
mode_digital = Downloads and gift cards by themselves, the rest by hand
locations = Locations
locations_hint = One a line, the first choice first. If there are none, any name is taken.
custom_tracking_url = Custom shipping tracking URL
custom_tracking_url_hint = The number is put at its end. Suggested: { $site }
tracking_site = Tracking link
tracking_site_what = Where the number in a message leads. Without one: to the carrier’s own page.
tracking_service = Tracking service
tracking_service_what = It follows your parcels, whoever carries them.
service_key = Key at the service
key_kept = A key is kept. Leave this empty to keep it.
key_needed = It is kept encrypted and never shown.
webhook_secret = Secret of its pushes
webhook_secret_hint = Only where it is not the key.
webhook_secret_kept = A secret is kept. Leave this empty to keep it.
service_url = Where your Karrio is
service_url_hint = Only for Karrio.
webhook_url = Address for its pushes
webhook_url_hint = Give it to the service, so that news comes at once.
no_service = Use no tracking service
no_service_what = Parcels are then linked to their carriers, and not followed. The key is forgotten.
messages_from = Who your messages come from, and which of them are sent.
notify_customers = Notify customers about the order fulfilment
notify_customers_hint = Shipping confirmations and updates. Order confirmations and downloads go out whatever stands here.
sender = Sender of e-mail
sender_hint = As in Ada’s Shop <orders@example.com>. Without one, no e-mail is sent.
reply_to = Answers go to
reply_to_hint = If not to the sender.
sms_sender = Sender of SMS
sms_sender_hint = 1 to 11 letters and digits.
message_policy = Which messages go which way
status_page_notes = Notes on the customer’s page
status_page_notes_hint = Every customer reads them there.
email_opt_in = Customers may ask for updates by e-mail
email_opt_in_hint = Those who gave only a phone number can then add an address on the page.
status_page_where = Open a customer’s page from the order.

## Templates

template = Template
templates = Templates
templates_what = Your own words for each message, in Liquid, the language of Shopify’s templates.
own_template = Your own
default_template = The default
subject = Subject
body = Text
liquid_hint = Liquid. A template that cannot be rendered is not saved.
back_to_default = Back to the default
back_to_default_what = Your own template is forgotten.
preview_of_order = With order { $order }
preview_of_sample = With a sample order
preview_shown = The preview is shown
rendering = Writing
cannot_be_rendered = This cannot be rendered
as_text = As plain text
sms_segments = SMS that it takes:
