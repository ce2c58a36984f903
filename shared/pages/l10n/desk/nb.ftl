# Det som butikken leser ved skrivebordet sitt, på norsk bokmål.

## On every page of the desk

desk = Skrivebordet
orders = Bestillinger
tracking = Sporing
monitoring = Oversikt
messages = Meldinger
settings = Innstillinger
signed_in_with = Logget inn med nøkkelen
sign_out = Logg ut
pages = Sidene i listen
first_page = Tilbake til første side
next_page = Neste side
apply = Bruk
save = Lagre
search = Søk
show_all = Vis alle
let_go = Fjern filteret
not_in_store = Det finnes ikke i butikken din. Adressen kan være avkortet.
read_only = Nøkkelen din kan se, men ikke endre noe
read_only_next = Logg inn med en nøkkel som kan skrive.

## Signing in

sign_in = Logg inn
sign_in_title = Logg inn på skrivebordet
sign_in_what = For butikkens ansatte. Kunder følger bestillingene sine med lenken de har fått.
sign_in_failed = Nøkkelen er ukjent
sign_in_failed_next = Kontroller at hele nøkkelen kom med. En tilbakekalt nøkkel virker ikke lenger.
api_key = API-nøkkel
api_key_hint = Den begynner med wb_ og butikkens id. Du forblir innlogget en arbeidsdag.

## The list of orders

order = Bestilling
customer = Kunde
placed = Lagt inn
fulfil_by = Send senest
fulfilment = Oppfyllelse
location = Lokasjon
late = forsinket
archived = Arkivert
all_orders = Alle
so_many_of = { $done } av { $all }
so_many_held = { $count } på vent
search_orders = Søk i bestillinger
search_hint = Navn, sporingsnummer eller e-post
found_by = Søk: «{ $text }»
days_range = { $first } – { $last }
placed_from = Lagt inn fra
placed_to = Lagt inn til
any_location = Alle lokasjoner
sorting = Sortert etter
newest_first = Nyeste først
soonest_first = Send senest, haster mest først
no_orders = Ingen bestillinger ennå
no_orders_next = Bestillinger fra butikken vises her med en gang.
nothing_found = Ingenting funnet
nothing_found_next = Ingen bestilling passer det du spurte etter. Spør om mindre, eller om en lengre tid.
pick_orders = Velg bestillinger for å oppfylle dem samlet
pick_order = Velg bestilling { $order }
pick_all = Velg alle på siden
some_picked = valgt
fulfil_picked = Oppfyll de valgte
fulfilling = Oppfyller
bulk_well = oppfylt
bulk_badly = ikke oppfylt

## How far an order is

unfulfilled = Ikke oppfylt
partially_fulfilled = Delvis oppfylt
fulfilled = Oppfylt
upsell_pending = Avventer
on_hold = På vent
not_required = Ingenting å oppfylle
cancelled = Avbrutt
marked_as_paid = Merket som betalt

## Tracking

tracking_status = Sporingsstatus
attention = Oppmerksomhet
requires_attention = Krever oppmerksomhet
attention_p6 = Ikke levert på for lenge
attention_p7 = Problemer underveis
attention_p8 = Åpen eller på vent for lenge
last_thirty_days = Bestillinger fra de siste 30 dagene vises.
nothing_requires_attention = Ingenting krever oppmerksomhet
nothing_requires_attention_next = Bestillinger som venter for lenge eller har problemer, vises her av seg selv.
nothing_tracked = Ingen bestillinger de siste 30 dagene
nothing_tracked_next = Velg en annen tid ovenfor for å se eldre.
no_number = Uten nummer
retrack = Spor på nytt
retrack_number = Spor { $number } på nytt
retracking = Spør transportøren
retrack_what = Spør transportøren nå. Det skjer også av seg selv, oftere mens pakken beveger seg.
retrack_changed = Var { $before }, er nå { $after }
retrack_same = Fortsatt { $status }: transportøren har ikke noe nytt
plan_next = Det som er sporet, finnes fortsatt. Sporing og oversikt hører til planen Boss: spør den som driver Waybill for dere.

## What is the matter, and what would help

not_delivered_for = Ikke levert på { $count } dager.
not_fulfilled_for = Ikke oppfylt på { $count } dager.
held_for = På vent i { $count } dager.
ask_supplier_where = Spør leverandøren hvor pakken er.
ask_supplier_code = Kontakt leverandøren for å få riktig kode.
ask_supplier_more = Kontakt leverandøren for mer informasjon.
ask_carrier = Spør transportøren hva som skjer nå, og gi kunden beskjed.
ask_customer = Spør kunden, så transportøren, hvordan den kan leveres.
ask_customer_why = Spør kunden hvorfor, og hva de ønsker.
claim_from_carrier = Krev den erstattet av transportøren.
wait_for_that_day = Vent til den dagen.
refund_or_resend = Betal tilbake, eller send på nytt.
fulfil_or_cancel = Oppfyll bestillingen, eller avbryt den.
release_or_cancel = Frigi den, eller avbryt bestillingen.
matter_alert = Noe er galt med pakken.
matter_returning = Pakken er på vei tilbake.
matter_refused = Kunden tok ikke imot pakken.
matter_address = Adressen er feil.
matter_not_collected = Ingen hentet pakken i tide.
matter_absent = Ingen var der og tok imot pakken.
matter_customs = Tollen holder pakken tilbake.
matter_prohibited = Tollen holder pakken tilbake: varene er forbudt.
matter_restricted = Tollen holder pakken tilbake: importen er begrenset.
matter_damaged = Pakken er skadet eller borte.
matter_expired = Sporingsnummeret gikk ut før leveringen.
matter_undelivered = Et leveringsforsøk mislyktes.
matter_nobody_there = Leveringen mislyktes: ingen var der.
matter_delayed = Leveringen er forsinket.
matter_later = Kunden ba om en annen dag.
matter_not_found = Leveringen mislyktes: adressen ble ikke funnet.
matter_remote = Transportøren kommer sjelden til adressen.
matter_unrecognized = Transportøren kjenner ikke sporingsnummeret.
matter_returned = Pakken gikk tilbake.

## One parcel

since = siden
until = Til
last_checked = Sist spurt
next_check = Spørres igjen
untracked_what = Uten nummer spørres ingen om den. Legg til ett, eller sett status for hånd.
no_scans_yet = Ingen skanninger ennå
first_scan_shows = Den første vises her så snart en transportør gjør den.
scans_set_aside =
    { $count ->
        [one] 1 skanning vises ikke: den gjelder en annen pakke som hadde nummeret før.
       *[other] { $count } skanninger vises ikke: de gjelder en annen pakke som hadde nummeret før.
    }
earlier_numbers = Tidligere numre
set_by = Satt for hånd av { $name }
set_by_hand_next = Den gjelder til en skanning gjøres senere.
set_status_by_hand = Sett sporingsstatus manuelt
set_status_what = Bare når det ikke hjelper å spørre transportøren. Den gjelder til en skanning gjøres senere.
set_status = Sett statusen
undo_status = Angre: tro transportøren ({ $status })
status = Status
reason = Grunn
detail = Mer nøyaktig
no_reason = Ingen grunn
no_detail = Ikke sagt

## Monitoring

period = Periode
last_days = Siste { $count } dager
from_day = Fra
to_day = Til
day_column = Dag
orders_placed = Lagt inn
orders_fulfilled = Oppfylt
orders_delivered = Levert
orders_not_delivered = Ikke levert ennå
whenever_placed = uansett når de ble lagt inn
more_than_before = { $count } flere enn de { $days } dagene før
fewer_than_before = { $count } færre enn de { $days } dagene før
as_many_as_before = like mange som de { $days } dagene før
day_by_day = Dag for dag
as_table = Vis som tabell
of_orders_placed = av bestillingene i perioden
rebuilding = Tallene telles på nytt
rebuilding_next = Til det er ferdig, vises de gamle. { $count } bestillinger er talt.

## Messages

message = Melding
messages_what = Hva kundene fikk vite, eller ikke og hvorfor.
way = Vei
outcome = Utfall
why = Hvorfor
when = Når
look = Se på den
no_messages = Ingen meldinger ennå
no_messages_next = Når en bestilling legges inn eller sendes, vises her hva kunden fikk vite.
no_messages_of_order = Kunden har ikke fått vite noe.
no_sender_yet = Ingen e-post sendes ennå
no_sender_next = Si hvem e-posten kommer fra
by_e_mail = På e-post
by_sms = På SMS
message_order_confirmation = Ordrebekreftelse
message_shipping_confirmation = Fraktbekreftelse
message_shipping_update = Nytt sporingsnummer
message_out_for_delivery = Ute til levering
message_attempted_delivery = Forsøkt levert
message_delivered = Levert
message_digital_delivery = Nedlastinger
message_queued = I kø
message_sent = Sendt
message_suppressed = Ikke sendt
message_failed = Mislyktes
message_unknown = Ukjent
why_setting_off = Innstillingene sender den ikke.
why_turned_off = Den ble slått av for akkurat denne.
why_marked_as_paid = Bestillingen ble merket som betalt: ingen SMS.
why_opted_out = Kunden vil ikke ha oppdateringer.
why_no_address = Kunden oppga ingen adresse for det.
why_bad_phone = Det kunden oppga, er ikke et telefonnummer.
why_redacted = Kundens opplysninger er slettet.
why_no_sender = Innstillingene sier ikke hvem e-posten kommer fra.
why_order_cancelled = Bestillingen ble avbrutt.
why_fulfilment_cancelled = Oppfyllelsen ble avbrutt.
why_superseded = Senere nytt sier det bedre.
why_stale = Det var for lenge siden.
why_no_download = Ingenting i den kan lastes ned.
why_bounced = E-post til adressen kom tilbake, eller ble kalt uønsket.

## One order

name = Navn
customers_page = Kundens side
to_fulfil = Å oppfylle
held_items = På vent
how_many = Antall
fulfil_items = Oppfyll
notify_customer = Gi kunden beskjed
notify_usual_on = Som vanlig: ja
notify_usual_off = Som vanlig: nei
notify_yes = Ja, gi denne kunden beskjed
notify_no = Nei, ikke denne gangen
release = Frigi
hold_fulfilment = Sett på vent
hold_again = Sett på vent av en grunn til
hold_what = Ingenting av det som er igjen her, kan oppfylles før det frigis.
hold_until = Til { $time }, eller til kunden svarer.
hold_upsell = Kunden velger flere varer
hold_awaiting_payment = Venter på betaling
hold_high_risk_of_fraud = Høy risiko for svindel
hold_incorrect_address = Feil adresse
hold_inventory_out_of_stock = Utsolgt
hold_awaiting_return_items = Venter på returvarer
hold_unknown_delivery_date = Ukjent leveringsdato
hold_other = Annet
note = Notat
note_hint = Bare ansatte ser det.
order_note_hint = Bare ansatte ser det.
move_items = Flytt til en annen lokasjon
tracking_link = Lenke til akkurat denne pakken
add_numbers = Legg til sporingsnumre
correct_numbers = Rett sporingsnumre
correct_numbers_what = Et rettet nummer begynner en ny reise, og kundens side følger den. Tøm et nummer for å fjerne det.
fulfilment_number = Oppfyllelse { $count }
packing_slip = Pakkseddel
print = Skriv ut
item = Vare
article = Artikkel
packed = Pakket
sent = Sendt
label = Fraktetikett
label_number = Etikettens nummer
label_link = Lenke til etiketten
open_label = Åpne etiketten
print_label = Til utskrift
cost = Kostnad
currency = Valuta
currency_hint = Tre bokstaver, som NOK
voided = annullert
record_label = Noter en fraktetikett
void_label = Annuller etiketten
void_label_first = En kjøpt etikett gjelder
void_label_first_next = Annuller den først: så kan oppfyllelsen avbrytes.
cancel_fulfilment = Avbryt oppfyllelsen
cancel_fulfilment_of =
    { $count ->
        [one] Avbryt oppfyllelsen av 1 vare
       *[other] Avbryt oppfyllelsen av { $count } varer
    }
cancel_gives_back = Varene kan oppfylles igjen, og numrene følges ikke lenger.
cancel_stops_nothing = Det stopper ingen pakke som en transportør eller fraktjeneste allerede har. Kontakt dem for å stoppe den.
timeline = Tidslinje
earlier_events =
    { $count ->
        [one] 1 tidligere hendelse
       *[other] { $count } tidligere hendelser
    }
more_happened = Mer har skjedd enn det som vises her.
no_contact = Ingen kontakt eller adresse ble oppgitt.
redacted = Kundens personopplysninger er slettet.
correct_details = Rett kontakt, adresse og notat
company = Firma
street = Gate
street_more = Leilighet, etasje, c/o
postal_code = Postnummer
city = Sted
province = Delstat eller provins
country = Land
country_hint = To bokstaver, som NO
change_payment = Endre betalingen
source = Hvem sier det
source_hint = Ingen SMS sendes om en bestilling du selv merket som betalt.
source_merchant = Vi
source_gateway = Betalingstjenesten
send_again = Send en melding
send_again_what = Den sendes en gang til, fra bestillingen slik den er nå.
send = Send
whole_order = Hele bestillingen
complete_order = Fullfør uten flere varer
complete_what = Kunden forlot kassen og valgte ikke mer. Bestillingen kan så oppfylles.
cancel_order = Avbryt bestillingen
cancel_order_what = Det som ikke er oppfylt, blir det aldri. Det kan ikke angres.
cancel_order_keeps =
    { $count ->
        [one] 1 vare er allerede oppfylt og forblir det
       *[other] { $count } varer er allerede oppfylt og forblir det
    }
cancel_items =
    { $count ->
        [0] Avbryt bestillingen
        [one] Avbryt bestillingen: 1 vare sendes ikke
       *[other] Avbryt bestillingen: { $count } varer sendes ikke
    }
archive = Arkiver
archive_what = Tar den ut av listene og av det som krever oppmerksomhet. Du kan hente den tilbake.
unarchive = Hent tilbake fra arkivet
redact = Slett kundens opplysninger
redact_for_good = Det kan ikke angres
redact_what = Navn, adresse, e-post og telefon slettes for godt. Antallene står igjen.
redact_now = Slett kundens opplysninger for godt
mail_stopped = Ingen e-post sendes lenger til adressen
mail_stopped_next = Spør kunden. Hvis adressen er riktig, kan e-post sendes dit igjen.
lift_suppression = Send e-post dit igjen

## What was done

done_fulfil = Oppfylt
done_bulk_fulfil = De valgte bestillingene er behandlet
done_cancel = Oppfyllelsen ble avbrutt: varene er ikke oppfylt igjen
done_tracking = Sporingsnumrene ble lagret
done_tracking_next = Transportøren spørres innen et minutt.
done_record_label = Etiketten ble notert
done_void_label = Etiketten ble annullert
done_hold = Satt på vent
done_release = Frigitt
done_move = Flyttet
done_complete = Bestillingen ble fullført
done_payment = Betalingen ble endret
done_cancel_order = Bestillingen ble avbrutt
done_archive = Arkivert
done_unarchive = Tilbake i listene
done_redact = Kundens opplysninger ble slettet
done_amend = Lagret
done_retrack = Transportøren ble spurt
done_retrack_next = Det den sa, vises nedenfor. Hvis ingenting er endret, har den ikke noe nytt.
done_set_status = Statusen ble satt
done_set_status_next = Den gjelder til en skanning gjøres senere.
done_undo_status = Transportøren blir trodd igjen
done_message = Meldingen står i kø
done_message_next = Hva som blir av den, vises snart blant meldingene.
done_lift_suppression = E-post sendes til adressen igjen
done_lift_suppression_next = Det som ikke ble sendt i mellomtiden, kan sendes herfra.
done_settings = Lagret: innstillingene gjelder

## What happened

event_placed = Bestillingen ble lagt inn
event_accepted = Kunden valgte flere varer
event_declined = Kunden valgte ingen flere varer
event_upsell_expired = Timen for flere varer var over
event_payment = Betaling: { $payment }
event_amended = Opplysninger ble rettet
event_order_cancelled =
    { $count ->
        [one] Bestillingen ble avbrutt: 1 vare sendes ikke
       *[other] Bestillingen ble avbrutt: { $count } varer sendes ikke
    }
event_archived = Arkivert
event_unarchived = Hentet tilbake fra arkivet
event_redacted = Kundens opplysninger ble slettet
event_held = Satt på vent: { $reason }
event_released = Frigitt
event_fulfilled =
    { $count ->
        [one] 1 vare ble oppfylt
       *[other] { $count } varer ble oppfylt
    }
event_fulfilled_by_itself =
    { $count ->
        [one] 1 vare ble oppfylt av seg selv
       *[other] { $count } varer ble oppfylt av seg selv
    }
event_left_open = Varer kunne ikke oppfylles av seg selv, og er åpne
event_fulfilment_cancelled = En oppfyllelse ble avbrutt
event_number_added = Sporingsnummeret { $number } ble lagt til
event_number_corrected = Sporingsnummeret ble rettet til { $number }
event_details_corrected = Transportør eller lenke for { $number } ble rettet
event_number_removed = Et sporingsnummer ble fjernet
event_status = { $number }: { $before } → { $after }
event_status_set = { $number }, for hånd: { $before } → { $after }
event_status_undone = { $number }: transportøren blir trodd igjen, { $status }
event_opted_in = Kunden vil ha oppdateringer på e-post
event_opted_out = Kunden vil ikke ha oppdateringer på e-post
event_message_asked = En melding ble bedt om: { $message }, { $way }
event_label_recorded = En fraktetikett ble notert
event_label_voided = En fraktetikett ble annullert
event_moved = Varer ble flyttet til en annen lokasjon

## What stands in the way

problem_invalid = Noe i skjemaet er ikke riktig
problem_filters = Dette kan ikke listes
problem_location_required = Varene er på flere lokasjoner
problem_scope = Nøkkelen din kan se, men ikke endre noe
problem_plan = Det er ikke med i planen deres
problem_not_found = Det finnes ikke lenger
problem_on_hold = Varene avventer eller er på vent
problem_nothing_left = Ingenting er igjen å oppfylle
problem_nothing_to_tell = Ingenting i bestillingen passer til den meldingen
problem_too_many = Mindre er åpent enn du ba om
problem_order_cancelled = Bestillingen er avbrutt
problem_fulfilment_cancelled = Oppfyllelsen er avbrutt
problem_label = Etiketten er ikke annullert
problem_which_hold = Den er på vent av flere grunner: frigi en av dem
problem_upsell_expired = Ingen tilbud om flere varer venter på svar
problem_limit = Bestillingen har så mange som den kan ha
problem_too_large = Det er for stort
problem_signed_out = Du ble logget ut. Logg inn igjen, og send så en gang til.
problem_strange_form = Siden er fra en tidligere økt: se på den, og send en gang til
problem_twice = Det er allerede sendt, men annerledes: last siden på nytt
problem_slow_down = For mange forsøk. Vent noen minutter.
problem_try_again = Det er travelt akkurat nå. Prøv igjen om litt.
problem_internal = Noe gikk galt hos oss

## The settings

store = Butikk
store_what = Hvem du er for kundene dine, og når dagene dine begynner.
store_name = Butikkens navn
store_name_hint = Kundene kjenner deg under det.
time_zone = Tidssone
time_zone_hint = Etter den begynner og slutter dagene dine, som Europe/Oslo.
plan = Plan
plan_boss = Boss: alt
plan_basic = Basic: uten sporing og oversikt
fulfilment_what = Når bestillinger oppfylles, og hvorfra.
fulfilment_mode = Når bestillinger oppfylles
fulfilment_mode_hint = Velg for hånd for å oppfylle delvis: det som oppfylles av seg selv, etterlater ingenting å dele.
mode_manual = For hånd
mode_automatic = Av seg selv, når de er betalt
mode_digital = Nedlastinger og gavekort av seg selv, resten for hånd
locations = Lokasjoner
locations_hint = Én per linje, førstevalget først. Er det ingen, godtas alle navn.
custom_tracking_url = Egen sporingslenke
custom_tracking_url_hint = Nummeret settes på slutten. Forslag: { $site }
tracking_site = Sporingslenke
tracking_site_what = Dit nummeret i en melding fører. Uten en: til transportørens egen side.
tracking_service = Sporingstjeneste
tracking_service_what = Den følger pakkene, uansett hvem som bærer dem.
service_key = Nøkkel hos tjenesten
key_kept = En nøkkel er lagret. La stå tomt for å beholde den.
key_needed = Den lagres kryptert og vises aldri.
webhook_secret = Hemmelighet for nyhetene
webhook_secret_hint = Bare hvis den ikke er nøkkelen.
webhook_secret_kept = En hemmelighet er lagret. La stå tomt for å beholde den.
service_url = Hvor deres Karrio er
service_url_hint = Bare for Karrio.
webhook_url = Adresse for nyhetene
webhook_url_hint = Gi den til tjenesten, så kommer nyheter med en gang.
no_service = Bruk ingen sporingstjeneste
no_service_what = Pakkene lenkes da til transportørene og følges ikke. Nøkkelen glemmes.
messages_from = Hvem meldingene dine kommer fra, og hvilke som sendes.
notify_customers = Varsle kunder om ordreoppfyllelsen
notify_customers_hint = Fraktbekreftelser og oppdateringer. Ordrebekreftelser og nedlastinger sendes uansett.
sender = Avsender av e-post
sender_hint = Som Adas butikk <orders@example.com>. Uten den sendes ingen e-post.
reply_to = Svar går til
reply_to_hint = Hvis ikke til avsenderen.
sms_sender = Avsender av SMS
sms_sender_hint = 1 til 11 bokstaver og sifre.
message_policy = Hvilke meldinger går hvilken vei
status_page_notes = Notater på kundens side
status_page_notes_hint = Alle kunder leser dem der.
email_opt_in = Kunder kan be om oppdateringer på e-post
email_opt_in_hint = De som bare oppga et telefonnummer, kan da legge til en adresse på siden.
status_page_where = Åpne en kundes side fra bestillingen.

## Templates

template = Mal
templates = Maler
templates_what = Dine egne ord for hver melding, i Liquid, samme språk som Shopifys maler.
own_template = Din egen
default_template = Standard
subject = Emne
body = Tekst
liquid_hint = Liquid. En mal som ikke kan vises, lagres ikke.
back_to_default = Tilbake til standard
back_to_default_what = Din egen mal glemmes.
preview_of_order = Med bestilling { $order }
preview_of_sample = Med en eksempelbestilling
preview_shown = Forhåndsvisningen vises
rendering = Skriver
cannot_be_rendered = Dette kan ikke vises
as_text = Som ren tekst
sms_segments = SMS som trengs:
