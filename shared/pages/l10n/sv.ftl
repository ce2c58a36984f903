# What customers read, in Swedish. The statuses' words are those that Swedish merchants know, where those were right.

## On every page

skip_to_content = Hoppa till innehållet
language_label = Språk
map_credit = Karta: Natural Earth. Platser: © GeoNames.org, CC BY 4.0.
copy = Kopiera
copied = Kopierat
copy_number = Kopiera numret { $number }
opens_elsewhere = Öppnar { $site }
stale = Ingen anslutning. Det du ser kan vara gammalt.

## Days and times

date_day = { $weekday } { $day } { $month }
date_of_year = { $day } { $month } { $year }
date_short = { $day } { $month }
time_of_day = { $time }
ago_now = just nu
ago_minutes =
    { $count ->
        [one] för 1 minut sedan
       *[other] för { $count } minuter sedan
    }
ago_hours =
    { $count ->
        [one] för 1 timme sedan
       *[other] för { $count } timmar sedan
    }
ago_days =
    { $count ->
        [one] i går
       *[other] för { $count } dagar sedan
    }

## The nine statuses

status_pending = Väntar
status_in_transit = I transit
status_pick_up = Att hämta
status_delivered = Levererad
status_undelivered = Inte levererad
status_alert = Varning
status_expired = Utgången
status_unrecognized = Okänd
status_returned = Returnerad
ready_to_collect = Redo att hämta
out_for_delivery = Ute för leverans
returning = På väg tillbaka

## The five steps

steps = Hur långt den har kommit
step_confirmed = Bekräftad
step_on_its_way = På väg
step_out_for_delivery = Ute för leverans
step_attempted_delivery = Leveransförsök
step_delivered = Levererad
step_now = nu
step_done = klart
step_ahead = inte än

## The order status page: its head

page_title = Order { $order } · { $store }
order_number = Order { $order }
placed_on = Lagd { $day }
is_confirmed = Bekräftad: din order görs i ordning
is_confirmed_next = { $store } packar den och lämnar den till en transportör. Därefter kan du följa den här.
is_held = Bekräftad: inte skickad än
is_held_next = { $store } går igenom ordern innan den skickas. Därefter kan du följa den här.
is_offered = Bekräftad: du kan fortfarande lägga till i ordern
is_offered_next = Klockan { $time } går den vidare som den är, och { $store } börjar göra den i ordning.
is_on_its_way = På väg
is_on_its_way_expected = På väg: väntas { $day }
is_on_its_way_next = Här syns var den är, allteftersom transportörer skannar den.
is_partly_on_its_way = Delvis på väg
more_to_come =
    { $items ->
        [one] 1 artikel skickas för sig.
       *[other] { $items } artiklar skickas för sig.
    }
is_out_for_delivery = Ute för leverans
is_out_for_delivery_next = Den är i närheten av dig, och kommer oftast samma dag.
is_ready_to_collect = Redo att hämta
is_ready_to_collect_next = Den väntar på ett utlämningsställe. Ta med spårningsnumret och legitimation.
is_delivered = Levererad
is_delivered_on = Levererad { $day }
is_delivered_next = Om du inte har fått den: titta runt dörren och fråga dem du bor med, och kontakta sedan { $store }.
is_partly_delivered = Delvis levererad
is_sent_by_email = Skickad med e-post
is_sent_by_email_next = Inget kommer med posten. Hittar du inte mejlet: titta i skräpposten, och kontakta sedan { $store }.
is_cancelled = Avbruten
is_cancelled_next = Inget skickas. Kontakta { $store } om du inte väntade dig detta.
is_partly_cancelled_next = Resten av ordern är avbruten och skickas inte.
is_pending_next = Transportören har fått veta om paketet. Det kan ta 5–7 dagar innan numret visar något.
is_untracked = Det här paketet har inget spårningsnummer. Det kommer som vanlig post.
is_linked_only = På transportörens egen sida står var paketet är.

## What is the matter, and what happens next

attempted = Leveransen gick inte att genomföra
attempted_next = Transportören försöker igen, eller lämnar paketet på ett utlämningsställe. På dess egen sida står vilket.
attempted_recipient_unavailable = Ingen var på plats vid leveransen
attempted_recipient_unavailable_next = Transportören försöker igen, eller lämnar paketet på ett utlämningsställe. På dess egen sida står vilket.
attempted_delayed_or_rescheduled = Leveransen har flyttats till en annan dag
attempted_delayed_or_rescheduled_next = Du behöver inte göra något. Den nya dagen visas här så snart transportören säger vilken.
attempted_later_delivery_requested = Leveransen är flyttad till en senare dag, som önskat
attempted_later_delivery_requested_next = Transportören kommer den dag som avtalats.
attempted_address_not_found = Transportören hittade inte adressen
attempted_address_not_found_next = Stäm av med { $store } att adressen är rätt, så att transportören hittar nästa gång.
attempted_rural_or_remote_area = Leveransen tar längre tid i det här området
attempted_rural_or_remote_area_next = Transportören kommer vissa dagar, eller lämnar paketet på ett utlämningsställe. På dess egen sida står vilket.
alert = Något hindrar paketet från att komma vidare
alert_next = Transportören arbetar med det. Kontakta { $store } om inget har ändrats om några dagar.
alert_refused_by_recipient = Paketet togs inte emot vid leveransen
alert_refused_by_recipient_next = Transportören brukar skicka tillbaka det. Vill du ha det: kontakta { $store } snart.
alert_address_incorrect = Adressen på paketet är felaktig eller ofullständig
alert_address_incorrect_next = Ge { $store } den rätta, så att transportören kan leverera.
alert_retention_period_over = Paketet hämtades inte ut i tid
alert_retention_period_over_next = Utlämningsstället brukar skicka tillbaka det. Vill du fortfarande ha det: kontakta { $store }.
alert_recipient_absent = Ingen var på plats för att ta emot paketet
alert_recipient_absent_next = Transportören behåller det så länge. På dess egen sida står hur du får det.
alert_held_by_customs = Tullen kontrollerar paketet
alert_held_by_customs_next = Det kan ta några dagar. Behövs papper eller en avgift säger transportören till; kontakta annars { $store }.
alert_prohibited_goods = Tullen har stoppat paketet: innehållet får inte föras in
alert_restricted_import = Tullen har stoppat paketet: innehållet kräver tillstånd
alert_stopped_by_customs_next = Kontakta { $store } för att komma överens om vad som händer nu.
alert_damaged_or_lost = Paketet skadades eller kom bort på vägen
alert_damaged_or_lost_next = { $store } reder ut det med transportören. Kontakta butiken och kom överens om vad du får i stället.
is_returning = Paketet är på väg tillbaka till butiken
is_returning_next = Kontakta { $store } om du vill att det skickas igen.
is_returned = Paketet gick tillbaka till butiken
is_returned_next = Kontakta { $store } för att få det skickat igen, eller för att göra upp om betalningen.
is_expired = Inget har hörts av paketet på länge
is_expired_next = Be { $store } ta reda på hos transportören var det är. Hittas det visas det här.
is_unrecognized = Transportören känner inte till spårningsnumret
is_unrecognized_next = Det kan ha blivit fel skrivet. { $store } kan rätta det, och då följs det rätta här.

## Its parts

from_the_store = Från { $store }
parcel = Paket
parcel_of = Paket { $number } av { $count }
by_email = Med e-post
sent_on = Skickat { $day }
expected = Väntas
quantity = × { $count }
carrier = Transportör
tracking_number = Spårningsnummer
elsewhere = På webben
follow_at = Följ hos { $site }
map_last_seen = Senast sedd i { $place }, { $day }.
map_arrived = Framme i { $place }, { $day }.
map_before = Dessförinnan: { $places }.
map_ahead = Den ska vidare till { $place }.
scans = Var det har varit
scans_earlier =
    { $count ->
        [one] 1 tidigare skanning
       *[other] { $count } tidigare skanningar
    }
no_scans = Den första skanningen visas här så snart en transportör gör den.
to_come = Återstår att skicka
in_this_order = I den här ordern
services = Tjänster
will_not_come = Skickas inte
kind_physical = Vara
kind_digital = Nedladdning
kind_gift_card = Presentkort
kind_service = Tjänst
live = Den här sidan uppdateras av sig själv.

## For the owner alone

your_order = Din order
delivered_to = Levereras till
contact = Kontakt
payment = Betalning
payment_pending = Inte betald än
payment_paid = Betald
payment_refunded = Återbetald
payment_voided = Inte debiterad
subtotal = Varor
shipping = Frakt
tax = Moms
discount = Rabatt
total = Summa
download = Ladda ner { $title }
updates = Uppdateringar med e-post
updates_on = Uppdateringar från { $store } går till { $email }.
updates_off = Låt { $store } mejla när ditt paket kommer vidare.
updates_stop = Sluta skicka mejl
updates_start = Skicka mig uppdateringar
email_address = E-postadress
email_wrong = Skriv en e-postadress, som ada@example.com
phone_number = Telefonnummer
only_you = Bara du ser den här delen.
only_customer = Bara din kund och din butik ser den här delen.

## For whom the page does not know

log_in_title = Är det här din order?
log_in_why = Logga in för att se adress och kontaktuppgifter. Den som bara har länken ser dem inte.
log_in_order = Ordernummer
log_in_order_hint = Det står i bekräftelsen du fick, som #1001.
log_in_by_email = Orderns e-postadress
log_in_by_phone = Orderns telefonnummer
log_in = Visa mina uppgifter
log_in_failed = Det stämmer inte med ordern. Jämför båda med bekräftelsen du fick.
log_in_slow_down = Det har blivit för många försök. Vänta några minuter och försök igen.

## For the merchant

preview = Förhandsvisning
preview_what = Så ser din kund sidan. Ingen annan ser den här rutan.
preview_capture = Inget har skickats än: ett bra tillfälle att debitera betalningen.
preview_back = Tillbaka till ordern

## The small pages

claim_title = Öppna din order
claim_why = Öppna sidan för order { $order } hos { $store } på den här enheten, med din adress och dina kontaktuppgifter.
claim = Öppna min order
claim_note = Länken fungerar en gång. På andra enheter loggar du in med ordernumret.
claim_used_title = Länken har redan använts
claim_used = Den öppnade order { $order } på den enhet som använde den först. Logga in på orderns sida för att se adress och kontaktuppgifter även på den här.
unsubscribe_title = Sluta få mejl?
unsubscribe_why = { $store } skickar då inga fler mejl om hur det går med din order.
unsubscribe = Sluta skicka mejl
unsubscribe_note = Du kan fortfarande följa ordern på dess sida.
unsubscribed_title = Inga fler mejl
unsubscribed = { $store } skickar inga fler uppdateringar om den här ordern. Ändrar du dig slår du på dem igen på orderns sida.
see_order = Se ordern
not_found_title = Sidan finns inte
not_found = Länken kan vara avklippt eller inaktuell. Öppna den igen från meddelandet du fick.
failed_title = Det gick inte
failed = Något gick fel hos oss. Vänta en stund och ladda sidan igen.
