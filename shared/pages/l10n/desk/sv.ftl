# Det som butiken läser vid sitt skrivbord, på svenska.

## On every page of the desk

desk = Skrivbordet
orders = Ordrar
tracking = Spårning
monitoring = Uppföljning
messages = Meddelanden
settings = Inställningar
signed_in_with = Inloggad med nyckeln
sign_out = Logga ut
pages = Listans sidor
first_page = Tillbaka till första sidan
next_page = Nästa sida
apply = Använd
save = Spara
search = Sök
show_all = Visa alla
let_go = Ta bort filtret
not_in_store = Det finns inte i din butik. Adressen kan vara avklippt.
read_only = Din nyckel får titta men inte ändra något
read_only_next = Logga in med en nyckel som får skriva.

## Signing in

sign_in = Logga in
sign_in_title = Logga in till skrivbordet
sign_in_what = För butikens personal. Kunder följer sina ordrar via länken de har fått.
sign_in_failed = Nyckeln är okänd
sign_in_failed_next = Kontrollera att hela nyckeln kom med. En återkallad nyckel fungerar inte längre.
api_key = API-nyckel
api_key_hint = Den börjar med wb_ och butikens id. Du förblir inloggad en arbetsdag.

## The list of orders

order = Order
customer = Kund
placed = Lagd
fulfil_by = Skicka senast
fulfilment = Distribution
location = Plats
late = försenad
archived = Arkiverad
all_orders = Alla
so_many_of = { $done } av { $all }
so_many_held = { $count } parkerade
search_orders = Sök bland ordrar
search_hint = Namn, spårningsnummer eller e-post
found_by = Sökning: ”{ $text }”
days_range = { $first } – { $last }
placed_from = Lagd från
placed_to = Lagd till
any_location = Alla platser
sorting = Sorterat efter
newest_first = Nyast först
soonest_first = Skicka senast, bråttom först
no_orders = Inga ordrar än
no_orders_next = Ordrar som läggs i butiken visas här direkt.
nothing_found = Inget hittades
nothing_found_next = Ingen order passar det du frågade efter. Fråga efter mindre, eller en längre tid.
pick_orders = Välj ordrar för att distribuera dem tillsammans
pick_order = Välj order { $order }
pick_all = Välj alla på sidan
some_picked = valda
fulfil_picked = Distribuera de valda
fulfilling = Distribuerar
bulk_well = distribuerade
bulk_badly = inte distribuerade

## How far an order is

unfulfilled = Ej distribuerad
partially_fulfilled = Delvis distribuerad
fulfilled = Distribuerad
upsell_pending = Väntande
on_hold = Parkerad
not_required = Inget att distribuera
cancelled = Avbruten
marked_as_paid = Markerad som betald

## Tracking

tracking_status = Spårningsstatus
attention = Uppmärksamhet
requires_attention = Kräver uppmärksamhet
attention_p6 = Inte levererad på för länge
attention_p7 = Problem på vägen
attention_p8 = Öppen eller parkerad för länge
last_thirty_days = Ordrar från de senaste 30 dagarna visas.
nothing_requires_attention = Inget kräver uppmärksamhet
nothing_requires_attention_next = Ordrar som väntar för länge eller har problem visas här av sig själva.
nothing_tracked = Inga ordrar de senaste 30 dagarna
nothing_tracked_next = Välj en annan tid ovan för att se äldre.
no_number = Inget nummer
retrack = Spåra på nytt
retrack_number = Spåra { $number } på nytt
retracking = Frågar transportören
retrack_what = Frågar transportören nu. Det sker även av sig självt, oftare medan paketet rör sig.
retrack_changed = Var { $before }, är nu { $after }
retrack_same = Fortfarande { $status }: transportören har inget nytt
plan_next = Det som har spårats finns kvar. Spårning och uppföljning ingår i planen Boss: fråga den som driver ert Waybill.

## What is the matter, and what would help

not_delivered_for = Inte levererad på { $count } dagar.
not_fulfilled_for = Inte distribuerad på { $count } dagar.
held_for = Parkerad i { $count } dagar.
ask_supplier_where = Fråga leverantören var paketet är.
ask_supplier_code = Kontakta leverantören för att få rätt kod.
ask_supplier_more = Kontakta leverantören för mer information.
ask_carrier = Fråga transportören vad som händer nu, och berätta för kunden.
ask_customer = Fråga kunden, sedan transportören, hur det kan lämnas.
ask_customer_why = Fråga kunden varför, och vad de vill.
claim_from_carrier = Reklamera det hos transportören.
wait_for_that_day = Vänta till den dagen.
refund_or_resend = Betala tillbaka, eller skicka igen.
fulfil_or_cancel = Distribuera ordern, eller avbryt den.
release_or_cancel = Frigör den, eller avbryt ordern.
matter_alert = Något är fel med paketet.
matter_returning = Paketet är på väg tillbaka.
matter_refused = Kunden tog inte emot paketet.
matter_address = Adressen är fel.
matter_not_collected = Ingen hämtade paketet i tid.
matter_absent = Ingen var där och tog emot paketet.
matter_customs = Tullen behåller paketet.
matter_prohibited = Tullen behåller paketet: varorna är förbjudna.
matter_restricted = Tullen behåller paketet: importen är begränsad.
matter_damaged = Paketet är skadat eller borttappat.
matter_expired = Spårningsnumret gick ut före leveransen.
matter_undelivered = Ett leveransförsök misslyckades.
matter_nobody_there = Leveransen misslyckades: ingen var där.
matter_delayed = Leveransen är försenad.
matter_later = Kunden bad om en annan dag.
matter_not_found = Leveransen misslyckades: adressen hittades inte.
matter_remote = Transportören kommer sällan till adressen.
matter_unrecognized = Transportören känner inte till spårningsnumret.
matter_returned = Paketet gick tillbaka.

## One parcel

since = sedan
until = Till
last_checked = Senast tillfrågad
next_check = Frågas igen
untracked_what = Utan nummer frågas ingen om det. Lägg till ett, eller sätt status för hand.
no_scans_yet = Inga skanningar än
first_scan_shows = Den första visas här så snart en transportör gör den.
scans_set_aside =
    { $count ->
        [one] 1 skanning visas inte: den hör till ett annat paket som hade numret förut.
       *[other] { $count } skanningar visas inte: de hör till ett annat paket som hade numret förut.
    }
earlier_numbers = Tidigare nummer
set_by = Satt för hand av { $name }
set_by_hand_next = Den gäller tills en skanning görs senare.
set_status_by_hand = Ställ in spårningsstatus manuellt
set_status_what = Bara när det inte hjälper att fråga transportören. Den gäller tills en skanning görs senare.
set_status = Ställ in status
undo_status = Ångra: tro transportören ({ $status })
status = Status
reason = Skäl
detail = Närmare bestämt
no_reason = Inget skäl
no_detail = Inte sagt

## Monitoring

period = Period
last_days = Senaste { $count } dagarna
from_day = Från
to_day = Till
day_column = Dag
orders_placed = Lagda
orders_fulfilled = Distribuerade
orders_delivered = Levererade
orders_not_delivered = Inte levererade än
whenever_placed = oavsett när de lades
more_than_before = { $count } fler än de { $days } dagarna före
fewer_than_before = { $count } färre än de { $days } dagarna före
as_many_as_before = lika många som de { $days } dagarna före
day_by_day = Dag för dag
as_table = Visa som tabell
of_orders_placed = av ordrarna som lades under perioden
rebuilding = Siffrorna räknas om
rebuilding_next = Tills det är klart visas de gamla. { $count } ordrar har räknats.

## Messages

message = Meddelande
messages_what = Vad kunderna fick veta, eller inte och varför.
way = Väg
outcome = Utfall
why = Varför
when = När
look = Titta på det
no_messages = Inga meddelanden än
no_messages_next = När en order läggs eller skickas visas här vad kunden fick veta.
no_messages_of_order = Kunden har inte fått veta något.
no_sender_yet = Ingen e-post skickas än
no_sender_next = Säg vem e-posten kommer från
by_e_mail = Via e-post
by_sms = Via SMS
message_order_confirmation = Orderbekräftelse
message_shipping_confirmation = Fraktbekräftelse
message_shipping_update = Nytt spårningsnummer
message_out_for_delivery = Ute för leverans
message_attempted_delivery = Leveransförsök
message_delivered = Levererad
message_digital_delivery = Nedladdningar
message_queued = I kö
message_sent = Skickat
message_suppressed = Inte skickat
message_failed = Misslyckades
message_unknown = Okänt
why_setting_off = Inställningarna skickar det inte.
why_turned_off = Det stängdes av för just detta.
why_marked_as_paid = Ordern markerades som betald: inget SMS.
why_opted_out = Kunden vill inte ha uppdateringar.
why_no_address = Kunden gav ingen adress för det.
why_bad_phone = Det kunden gav är inget telefonnummer.
why_redacted = Kundens uppgifter har raderats.
why_no_sender = Inställningarna säger inte vem e-posten kommer från.
why_order_cancelled = Ordern avbröts.
why_fulfilment_cancelled = Distributionen avbröts.
why_superseded = Senare nyheter säger det bättre.
why_stale = Det var för länge sedan.
why_no_download = Inget i den kan laddas ned.
why_bounced = E-post till adressen kom tillbaka, eller kallades oönskad.

## One order

name = Namn
customers_page = Kundens sida
to_fulfil = Att distribuera
held_items = Parkerat
how_many = Antal
fulfil_items = Distribuera
notify_customer = Berätta för kunden
notify_usual_on = Som vanligt: ja
notify_usual_off = Som vanligt: nej
notify_yes = Ja, berätta för den här kunden
notify_no = Nej, inte den här gången
release = Frigör
hold_fulfilment = Parkera
hold_again = Parkera även av annat skäl
hold_what = Inget av det som är kvar här kan distribueras förrän det frigörs.
hold_until = Till { $time }, eller tills kunden svarar.
hold_upsell = Kunden väljer fler varor
hold_awaiting_payment = Väntar på betalning
hold_high_risk_of_fraud = Hög risk för bedrägeri
hold_incorrect_address = Felaktig adress
hold_inventory_out_of_stock = Slut i lager
hold_awaiting_return_items = Väntar på returvaror
hold_unknown_delivery_date = Okänt leveransdatum
hold_other = Annat
note = Anteckning
note_hint = Bara personalen ser den.
order_note_hint = Bara personalen ser den.
move_items = Flytta till en annan plats
tracking_link = Länk till just detta paket
add_numbers = Lägg till spårningsnummer
correct_numbers = Rätta spårningsnummer
correct_numbers_what = Ett rättat nummer börjar en ny resa, och kundens sida följer den. Töm ett nummer för att ta bort det.
fulfilment_number = Distribution { $count }
packing_slip = Följesedel
print = Skriv ut
item = Vara
article = Artikel
packed = Packad
sent = Skickad
label = Fraktsedel
label_number = Fraktsedelns nummer
label_link = Länk till fraktsedeln
open_label = Öppna fraktsedeln
print_label = Att skriva ut
cost = Kostnad
currency = Valuta
currency_hint = Tre bokstäver, som SEK
voided = makulerad
record_label = Anteckna en fraktsedel
void_label = Makulera fraktsedeln
void_label_first = En köpt fraktsedel gäller
void_label_first_next = Makulera den först: sedan kan distributionen avbrytas.
cancel_fulfilment = Avbryt distributionen
cancel_fulfilment_of =
    { $count ->
        [one] Avbryt distributionen av 1 vara
       *[other] Avbryt distributionen av { $count } varor
    }
cancel_gives_back = Varorna kan distribueras igen, och numren följs inte längre.
cancel_stops_nothing = Det stoppar inget paket som en transportör eller distributionstjänst redan har. Kontakta dem för att stoppa det.
timeline = Tidslinje
earlier_events =
    { $count ->
        [one] 1 tidigare händelse
       *[other] { $count } tidigare händelser
    }
more_happened = Mer har hänt än vad som visas här.
no_contact = Ingen kontakt eller adress angavs.
redacted = Kundens personuppgifter har raderats.
correct_details = Rätta kontakt, adress och anteckning
company = Företag
street = Gata
street_more = Lägenhet, våning, c/o
postal_code = Postnummer
city = Ort
province = Delstat eller provins
country = Land
country_hint = Två bokstäver, som SE
change_payment = Ändra betalningen
source = Vem säger det
source_hint = Inget SMS skickas om en order som du själv markerade som betald.
source_merchant = Vi
source_gateway = Betaltjänsten
send_again = Skicka ett meddelande
send_again_what = Det skickas en gång till, från ordern som den nu är.
send = Skicka
whole_order = Hela ordern
complete_order = Slutför utan fler varor
complete_what = Kunden lämnade kassan och valde inget mer. Ordern kan sedan distribueras.
cancel_order = Avbryt ordern
cancel_order_what = Det som inte är distribuerat blir det aldrig. Det går inte att ångra.
cancel_order_keeps =
    { $count ->
        [one] 1 vara är redan distribuerad och förblir det
       *[other] { $count } varor är redan distribuerade och förblir det
    }
cancel_items =
    { $count ->
        [0] Avbryt ordern
        [one] Avbryt ordern: 1 vara skickas inte
       *[other] Avbryt ordern: { $count } varor skickas inte
    }
archive = Arkivera
archive_what = Tar bort den ur listorna och ur det som kräver uppmärksamhet. Du kan ta tillbaka den.
unarchive = Ta tillbaka ur arkivet
redact = Radera kundens uppgifter
redact_for_good = Det går inte att ångra
redact_what = Namn, adress, e-post och telefon raderas för gott. Antalen finns kvar.
redact_now = Radera kundens uppgifter för gott
mail_stopped = Ingen e-post skickas längre till adressen
mail_stopped_next = Fråga kunden. Om adressen är rätt kan e-post skickas dit igen.
lift_suppression = Skicka e-post dit igen

## What was done

done_fulfil = Distribuerad
done_bulk_fulfil = De valda ordrarna har behandlats
done_cancel = Distributionen avbröts: varorna är ej distribuerade igen
done_tracking = Spårningsnumren sparades
done_tracking_next = Transportören tillfrågas inom en minut.
done_record_label = Fraktsedeln antecknades
done_void_label = Fraktsedeln makulerades
done_hold = Parkerad
done_release = Frigjord
done_move = Flyttad
done_complete = Ordern slutfördes
done_payment = Betalningen ändrades
done_cancel_order = Ordern avbröts
done_archive = Arkiverad
done_unarchive = Tillbaka i listorna
done_redact = Kundens uppgifter raderades
done_amend = Sparat
done_retrack = Transportören tillfrågades
done_retrack_next = Vad den sa visas nedan. Om inget har ändrats har den inget nytt.
done_set_status = Statusen sattes
done_set_status_next = Den gäller tills en skanning görs senare.
done_undo_status = Transportören är trodd igen
done_message = Meddelandet står i kö
done_message_next = Vad som blir av det visas strax bland meddelandena.
done_lift_suppression = E-post skickas till adressen igen
done_lift_suppression_next = Det som inte skickades under tiden kan skickas härifrån.
done_settings = Sparat: inställningarna gäller

## What happened

event_placed = Ordern lades
event_accepted = Kunden valde fler varor
event_declined = Kunden valde inga fler varor
event_upsell_expired = Timmen för fler varor var slut
event_payment = Betalning: { $payment }
event_amended = Uppgifter rättades
event_order_cancelled =
    { $count ->
        [one] Ordern avbröts: 1 vara skickas inte
       *[other] Ordern avbröts: { $count } varor skickas inte
    }
event_archived = Arkiverad
event_unarchived = Togs tillbaka ur arkivet
event_redacted = Kundens uppgifter raderades
event_held = Parkerades: { $reason }
event_released = Frigjordes
event_fulfilled =
    { $count ->
        [one] 1 vara distribuerades
       *[other] { $count } varor distribuerades
    }
event_fulfilled_by_itself =
    { $count ->
        [one] 1 vara distribuerades av sig själv
       *[other] { $count } varor distribuerades av sig själva
    }
event_left_open = Varor kunde inte distribueras av sig själva, och är öppna
event_fulfilment_cancelled = En distribution avbröts
event_number_added = Spårningsnumret { $number } lades till
event_number_corrected = Spårningsnumret rättades till { $number }
event_details_corrected = Transportör eller länk för { $number } rättades
event_number_removed = Ett spårningsnummer togs bort
event_status = { $number }: { $before } → { $after }
event_status_set = { $number }, för hand: { $before } → { $after }
event_status_undone = { $number }: transportören är trodd igen, { $status }
event_opted_in = Kunden vill ha uppdateringar via e-post
event_opted_out = Kunden vill inte ha uppdateringar via e-post
event_message_asked = Ett meddelande begärdes: { $message }, { $way }
event_label_recorded = En fraktsedel antecknades
event_label_voided = En fraktsedel makulerades
event_moved = Varor flyttades till en annan plats

## What stands in the way

problem_invalid = Något i formuläret är inte rätt
problem_filters = Det här går inte att lista
problem_location_required = Varorna finns på flera platser
problem_scope = Din nyckel får titta men inte ändra något
problem_plan = Det ingår inte i er plan
problem_not_found = Det finns inte längre
problem_on_hold = Varorna är väntande eller parkerade
problem_nothing_left = Inget är kvar att distribuera
problem_nothing_to_tell = Inget i ordern passar det meddelandet
problem_too_many = Mindre är öppet än du bad om
problem_order_cancelled = Ordern är avbruten
problem_fulfilment_cancelled = Distributionen är avbruten
problem_label = Fraktsedeln är inte makulerad
problem_which_hold = Det är parkerat av flera skäl: frigör ett av dem
problem_upsell_expired = Inget erbjudande om fler varor väntar på svar
problem_limit = Ordern har så många som den kan ha
problem_too_large = Det är för stort
problem_signed_out = Du blev utloggad. Logga in igen och skicka sedan en gång till.
problem_strange_form = Sidan är från en tidigare session: titta på den och skicka en gång till
problem_twice = Det är redan skickat, men annorlunda: ladda om sidan
problem_slow_down = För många försök. Vänta några minuter.
problem_try_again = Det är mycket just nu. Försök igen om en stund.
problem_internal = Något gick fel hos oss

## The settings

store = Butik
store_what = Vem du är för dina kunder, och när dina dagar börjar.
store_name = Butikens namn
store_name_hint = Kunderna känner dig under det.
time_zone = Tidszon
time_zone_hint = Efter den börjar och slutar dina dagar, som Europe/Stockholm.
plan = Plan
plan_boss = Boss: allt
plan_basic = Basic: utan spårning och uppföljning
fulfilment_what = När ordrar distribueras, och varifrån.
fulfilment_mode = När ordrar distribueras
fulfilment_mode_hint = Välj för hand för att distribuera delvis: det som distribueras av sig självt lämnar inget att dela.
mode_manual = För hand
mode_automatic = Av sig själva, när de är betalda
mode_digital = Nedladdningar och presentkort av sig själva, resten för hand
locations = Platser
locations_hint = En per rad, förstahandsvalet först. Om det inte finns några går vilket namn som helst.
custom_tracking_url = Egen spårningslänk
custom_tracking_url_hint = Numret sätts sist i den. Förslag: { $site }
tracking_site = Spårningslänk
tracking_site_what = Dit numret i ett meddelande leder. Utan en: till transportörens egen sida.
tracking_service = Spårningstjänst
tracking_service_what = Den följer paketen, vem som än bär dem.
service_key = Nyckel hos tjänsten
key_kept = En nyckel är sparad. Lämna tomt för att behålla den.
key_needed = Den sparas krypterad och visas aldrig.
webhook_secret = Hemlighet för dess nyheter
webhook_secret_hint = Bara om den inte är nyckeln.
webhook_secret_kept = En hemlighet är sparad. Lämna tomt för att behålla den.
service_url = Var ert Karrio finns
service_url_hint = Bara för Karrio.
webhook_url = Adress för dess nyheter
webhook_url_hint = Ge den till tjänsten, så kommer nyheter direkt.
no_service = Använd ingen spårningstjänst
no_service_what = Paketen länkas då till sina transportörer och följs inte. Nyckeln glöms.
messages_from = Vem dina meddelanden kommer från, och vilka som skickas.
notify_customers = Meddela kunder om orderdistributionen
notify_customers_hint = Fraktbekräftelser och uppdateringar. Orderbekräftelser och nedladdningar skickas oavsett.
sender = Avsändare av e-post
sender_hint = Som Adas butik <orders@example.com>. Utan den skickas ingen e-post.
reply_to = Svar går till
reply_to_hint = Om inte till avsändaren.
sms_sender = Avsändare av SMS
sms_sender_hint = 1 till 11 bokstäver och siffror.
message_policy = Vilka meddelanden går vilken väg
status_page_notes = Anteckningar på kundens sida
status_page_notes_hint = Alla kunder läser dem där.
email_opt_in = Kunder kan be om uppdateringar via e-post
email_opt_in_hint = De som bara gav ett telefonnummer kan då ange en adress på sidan.
status_page_where = Öppna en kunds sida från ordern.

## Templates

template = Mall
templates = Mallar
templates_what = Dina egna ord för varje meddelande, i Liquid, samma språk som Shopifys mallar.
own_template = Din egen
default_template = Standard
subject = Ämne
body = Text
liquid_hint = Liquid. En mall som inte går att rita upp sparas inte.
back_to_default = Tillbaka till standard
back_to_default_what = Din egen mall glöms.
preview_of_order = Med order { $order }
preview_of_sample = Med en exempelorder
preview_shown = Förhandsvisningen visas
rendering = Skriver
cannot_be_rendered = Det går inte att rita upp
as_text = Som ren text
sms_segments = SMS som behövs:
