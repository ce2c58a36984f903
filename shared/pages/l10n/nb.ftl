# What customers read, in Norwegian (bokmål). The five steps are in the words that Norwegian merchants know.

## On every page

skip_to_content = Hopp til innholdet
language_label = Språk
map_credit = Kart: Natural Earth. Steder: © GeoNames.org, CC BY 4.0.
copy = Kopier
copied = Kopiert
copy_number = Kopier nummeret { $number }
opens_elsewhere = Åpner { $site }
stale = Ingen forbindelse. Det du ser, kan være gammelt.

## Days and times

date_day = { $weekday } { $day }. { $month }
date_of_year = { $day }. { $month } { $year }
date_short = { $day }. { $month }
time_of_day = { $time }
ago_now = nå nettopp
ago_minutes =
    { $count ->
        [one] for 1 minutt siden
       *[other] for { $count } minutter siden
    }
ago_hours =
    { $count ->
        [one] for 1 time siden
       *[other] for { $count } timer siden
    }
ago_days =
    { $count ->
        [one] i går
       *[other] for { $count } dager siden
    }

## The nine statuses

status_pending = Venter
status_in_transit = Under transport
status_pick_up = Til henting
status_delivered = Levert
status_undelivered = Ikke levert
status_alert = Varsel
status_expired = Utløpt
status_unrecognized = Ukjent
status_returned = Returnert
ready_to_collect = Klar til henting
out_for_delivery = Ute til levering
returning = På vei tilbake

## The five steps

steps = Hvor langt den har kommet
step_confirmed = Bekreftet
step_on_its_way = På vei
step_out_for_delivery = Ute til levering
step_attempted_delivery = Forsøkt levert
step_delivered = Levert
step_now = nå
step_done = ferdig
step_ahead = ikke ennå

## The order status page: its head

page_title = Bestilling { $order } · { $store }
order_number = Bestilling { $order }
placed_on = Lagt inn { $day }
is_confirmed = Bekreftet: bestillingen gjøres klar
is_confirmed_next = { $store } pakker den og leverer den til en transportør. Etter det kan du følge den her.
is_held = Bekreftet: ikke sendt ennå
is_held_next = { $store } går gjennom bestillingen før den sendes. Etter det kan du følge den her.
is_offered = Bekreftet: du kan fortsatt legge til i bestillingen
is_offered_next = Klokken { $time } går den videre som den er, og { $store } begynner å gjøre den klar.
is_on_its_way = På vei
is_on_its_way_expected = På vei: ventes { $day }
is_on_its_way_next = Her ser du hvor den er, etter hvert som transportører skanner den.
is_partly_on_its_way = Delvis på vei
more_to_come =
    { $items ->
        [one] 1 vare sendes for seg.
       *[other] { $items } varer sendes for seg.
    }
is_out_for_delivery = Ute til levering
is_out_for_delivery_next = Den er i nærheten av deg, og kommer som regel samme dag.
is_ready_to_collect = Klar til henting
is_ready_to_collect_next = Den venter på et utleveringssted. Ta med sporingsnummeret og legitimasjon.
is_delivered = Levert
is_delivered_on = Levert { $day }
is_delivered_next = Har du ikke fått den: se rundt døren og spør dem du bor med, og ta så kontakt med { $store }.
is_partly_delivered = Delvis levert
is_sent_by_email = Sendt på e-post
is_sent_by_email_next = Ingenting kommer i posten. Finner du ikke e-posten: se i søppelposten, og ta så kontakt med { $store }.
is_cancelled = Avbestilt
is_cancelled_next = Ingenting blir sendt. Ta kontakt med { $store } hvis du ikke ventet dette.
is_partly_cancelled_next = Resten av bestillingen er avbestilt og blir ikke sendt.
is_pending_next = Transportøren har fått vite om pakken. Det kan ta 5–7 dager før nummeret viser noe.
is_untracked = Denne pakken har ikke sporingsnummer. Den kommer som vanlig post.
is_linked_only = På transportørens egen side står det hvor pakken er.

## What is the matter, and what happens next

attempted = Leveringen lot seg ikke gjennomføre
attempted_next = Transportøren prøver igjen, eller legger pakken på et utleveringssted. På transportørens side står det hvilket.
attempted_recipient_unavailable = Ingen var til stede ved leveringen
attempted_recipient_unavailable_next = Transportøren prøver igjen, eller legger pakken på et utleveringssted. På transportørens side står det hvilket.
attempted_delayed_or_rescheduled = Leveringen er flyttet til en annen dag
attempted_delayed_or_rescheduled_next = Du trenger ikke gjøre noe. Den nye dagen vises her så snart transportøren sier hvilken.
attempted_later_delivery_requested = Leveringen er flyttet til en senere dag, som ønsket
attempted_later_delivery_requested_next = Transportøren kommer den dagen som er avtalt.
attempted_address_not_found = Transportøren fant ikke adressen
attempted_address_not_found_next = Sjekk med { $store } at adressen er riktig, så transportøren finner frem neste gang.
attempted_rural_or_remote_area = Leveringen tar lengre tid i dette området
attempted_rural_or_remote_area_next = Transportøren kommer på bestemte dager, eller legger pakken på et utleveringssted. På transportørens side står det hvilket.
alert = Noe hindrer pakken i å komme videre
alert_next = Transportøren arbeider med det. Ta kontakt med { $store } hvis ingenting har endret seg om noen dager.
alert_refused_by_recipient = Pakken ble ikke tatt imot ved leveringen
alert_refused_by_recipient_next = Transportøren pleier å sende den tilbake. Vil du ha den: ta snart kontakt med { $store }.
alert_address_incorrect = Adressen på pakken er feil eller ufullstendig
alert_address_incorrect_next = Gi { $store } den riktige, så transportøren kan levere.
alert_retention_period_over = Pakken ble ikke hentet i tide
alert_retention_period_over_next = Utleveringsstedet pleier å sende den tilbake. Vil du fortsatt ha den: ta kontakt med { $store }.
alert_recipient_absent = Ingen var til stede for å ta imot pakken
alert_recipient_absent_next = Transportøren beholder den så lenge. På transportørens side står det hvordan du får den.
alert_held_by_customs = Tollvesenet kontrollerer pakken
alert_held_by_customs_next = Det kan ta noen dager. Trengs det papirer eller en avgift, sier transportøren fra; ta ellers kontakt med { $store }.
alert_prohibited_goods = Tollvesenet har stoppet pakken: innholdet kan ikke føres inn
alert_restricted_import = Tollvesenet har stoppet pakken: innholdet krever tillatelse
alert_stopped_by_customs_next = Ta kontakt med { $store } for å bli enige om hva som skjer nå.
alert_damaged_or_lost = Pakken ble skadet eller kom bort på veien
alert_damaged_or_lost_next = { $store } ordner opp med transportøren. Ta kontakt med butikken og bli enige om hva du får i stedet.
is_returning = Pakken er på vei tilbake til butikken
is_returning_next = Ta kontakt med { $store } hvis du vil ha den sendt igjen.
is_returned = Pakken gikk tilbake til butikken
is_returned_next = Ta kontakt med { $store } for å få den sendt igjen, eller for å gjøre opp om betalingen.
is_expired = Ingen har hørt noe om pakken på lenge
is_expired_next = Be { $store } finne ut av transportøren hvor den er. Blir den funnet, vises det her.
is_unrecognized = Transportøren kjenner ikke sporingsnummeret
is_unrecognized_next = Det kan være skrevet feil. { $store } kan rette det, og da følges det riktige her.

## Its parts

from_the_store = Fra { $store }
parcel = Pakke
parcel_of = Pakke { $number } av { $count }
by_email = På e-post
sent_on = Sendt { $day }
expected = Ventes
quantity = × { $count }
carrier = Transportør
tracking_number = Sporingsnummer
elsewhere = På nettet
follow_at = Følg hos { $site }
map_last_seen = Sist sett i { $place }, { $day }.
map_arrived = Fremme i { $place }, { $day }.
map_before = Før det: { $places }.
map_ahead = Den skal videre til { $place }.
scans = Hvor den har vært
scans_earlier =
    { $count ->
        [one] 1 tidligere skanning
       *[other] { $count } tidligere skanninger
    }
no_scans = Den første skanningen vises her så snart en transportør gjør den.
to_come = Gjenstår å sende
in_this_order = I denne bestillingen
services = Tjenester
will_not_come = Blir ikke sendt
kind_physical = Vare
kind_digital = Nedlasting
kind_gift_card = Gavekort
kind_service = Tjeneste
live = Denne siden oppdaterer seg selv.

## For the owner alone

your_order = Din bestilling
delivered_to = Leveres til
contact = Kontakt
payment = Betaling
payment_pending = Ikke betalt ennå
payment_paid = Betalt
payment_refunded = Betalt tilbake
payment_voided = Ikke belastet
subtotal = Varer
shipping = Frakt
tax = Mva.
discount = Rabatt
total = Sum
download = Last ned { $title }
updates = Oppdateringer på e-post
updates_on = Oppdateringer fra { $store } går til { $email }.
updates_off = La { $store } sende deg e-post når pakken kommer videre.
updates_stop = Slutt å sende e-post
updates_start = Send meg oppdateringer
email_address = E-postadresse
email_wrong = Skriv en e-postadresse, som ada@example.com
phone_number = Telefonnummer
only_you = Bare du ser denne delen.
only_customer = Bare kunden din og butikken din ser denne delen.

## For whom the page does not know

log_in_title = Er dette din bestilling?
log_in_why = Logg inn for å se adresse og kontaktopplysninger. Den som bare har lenken, ser dem ikke.
log_in_order = Bestillingsnummer
log_in_order_hint = Det står i bekreftelsen du fikk, som #1001.
log_in_by_email = E-postadressen til bestillingen
log_in_by_phone = Telefonnummeret til bestillingen
log_in = Vis opplysningene mine
log_in_failed = Dette stemmer ikke med bestillingen. Sammenlign begge med bekreftelsen du fikk.
log_in_slow_down = Det har vært for mange forsøk. Vent noen minutter og prøv igjen.

## For the merchant

preview = Forhåndsvisning
preview_what = Slik ser kunden siden. Ingen andre ser dette feltet.
preview_capture = Ingenting er sendt ennå: et godt tidspunkt å trekke betalingen på.
preview_back = Tilbake til bestillingen

## The small pages

claim_title = Åpne bestillingen din
claim_why = Åpne siden for bestilling { $order } hos { $store } på denne enheten, med adressen og kontaktopplysningene dine.
claim = Åpne bestillingen min
claim_note = Lenken virker én gang. På andre enheter logger du inn med bestillingsnummeret.
claim_used_title = Lenken er allerede brukt
claim_used = Den åpnet bestilling { $order } på enheten som brukte den først. Logg inn på siden til bestillingen for å se adresse og kontaktopplysninger på denne også.
unsubscribe_title = Slutte å få e-post?
unsubscribe_why = { $store } sender deg da ikke flere e-poster om hvordan det går med bestillingen.
unsubscribe = Slutt å sende e-post
unsubscribe_note = Du kan fortsatt følge bestillingen på siden dens.
unsubscribed_title = Ingen flere e-poster
unsubscribed = { $store } sender deg ikke flere oppdateringer om denne bestillingen. Ombestemmer du deg, slår du dem på igjen på siden til bestillingen.
see_order = Se bestillingen
not_found_title = Siden finnes ikke
not_found = Lenken kan være avkortet eller utdatert. Åpne den igjen fra meldingen du fikk.
failed_title = Det gikk ikke
failed = Noe gikk galt hos oss. Vent litt og last siden på nytt.
