# สิ่งที่ร้านค้าอ่านที่โต๊ะทำงาน เป็นภาษาไทย

## On every page of the desk

desk = โต๊ะทำงาน
orders = คำสั่งซื้อ
tracking = การติดตาม
monitoring = ภาพรวม
messages = ข้อความ
settings = การตั้งค่า
signed_in_with = เข้าสู่ระบบด้วยคีย์
sign_out = ออกจากระบบ
pages = หน้าของรายการ
first_page = กลับไปหน้าแรก
next_page = หน้าถัดไป
apply = ใช้
save = บันทึก
search = ค้นหา
show_all = แสดงทั้งหมด
let_go = เอาตัวกรองนี้ออก
not_in_store = ไม่พบในร้านของคุณ ที่อยู่อาจถูกตัดไม่ครบ
read_only = คีย์ของคุณดูได้อย่างเดียว แก้ไขไม่ได้
read_only_next = เข้าสู่ระบบด้วยคีย์ที่เขียนได้

## Signing in

sign_in = เข้าสู่ระบบ
sign_in_title = เข้าสู่ระบบโต๊ะทำงาน
sign_in_what = สำหรับพนักงานร้าน ลูกค้าติดตามคำสั่งซื้อด้วยลิงก์ที่ได้รับ
sign_in_failed = ไม่รู้จักคีย์นี้
sign_in_failed_next = ตรวจสอบว่าคัดลอกมาครบ คีย์ที่ถูกเพิกถอนใช้ไม่ได้แล้ว
api_key = คีย์ API
api_key_hint = ขึ้นต้นด้วย wb_ และรหัสร้านของคุณ ระบบจะให้คุณอยู่ในระบบหนึ่งวันทำงาน

## The list of orders

order = คำสั่งซื้อ
customer = ลูกค้า
placed = สั่งเมื่อ
fulfil_by = ส่งภายใน
fulfilment = การจัดการ
location = สถานที่
late = ล่าช้า
archived = เก็บถาวรแล้ว
all_orders = ทั้งหมด
so_many_of = { $done } จาก { $all }
so_many_held = พักไว้ { $count }
search_orders = ค้นหาคำสั่งซื้อ
search_hint = ชื่อ หมายเลขติดตาม หรืออีเมล
found_by = ค้นหา “{ $text }”
days_range = { $first } – { $last }
placed_from = สั่งตั้งแต่
placed_to = สั่งถึง
any_location = ทุกสถานที่
sorting = เรียงตาม
newest_first = ใหม่สุดก่อน
soonest_first = ต้องส่งเร็วสุดก่อน
no_orders = ยังไม่มีคำสั่งซื้อ
no_orders_next = คำสั่งซื้อจากร้านของคุณจะแสดงที่นี่ทันที
nothing_found = ไม่พบอะไร
nothing_found_next = ไม่มีคำสั่งซื้อที่ตรง ลองลดเงื่อนไขหรือเลือกช่วงเวลาที่ยาวขึ้น
pick_orders = เลือกคำสั่งซื้อเพื่อจัดการพร้อมกัน
pick_order = เลือกคำสั่งซื้อ { $order }
pick_all = เลือกทั้งหมดในหน้านี้
some_picked = รายการที่เลือก
fulfil_picked = จัดการรายการที่เลือก
fulfilling = กำลังจัดการ
bulk_well = จัดการแล้ว
bulk_badly = จัดการไม่ได้

## How far an order is

unfulfilled = ยังไม่ได้จัดการ
partially_fulfilled = จัดการแล้วบางส่วน
fulfilled = จัดการแล้ว
upsell_pending = รอดำเนินการ
on_hold = พักไว้
not_required = ไม่ต้องจัดการ
cancelled = ยกเลิกแล้ว
marked_as_paid = ทำเครื่องหมายว่าชำระแล้ว

## Tracking

tracking_status = สถานะการติดตาม
attention = สิ่งที่ต้องดู
requires_attention = ต้องให้ความสำคัญ
attention_p6 = ยังไม่ถึงนานเกินไป
attention_p7 = มีปัญหาระหว่างทาง
attention_p8 = เปิดหรือพักไว้นานเกินไป
last_thirty_days = แสดงคำสั่งซื้อใน 30 วันที่ผ่านมา
nothing_requires_attention = ไม่มีอะไรต้องให้ความสำคัญ
nothing_requires_attention_next = คำสั่งซื้อที่รอนานเกินไปหรือมีปัญหาจะแสดงที่นี่เอง
nothing_tracked = ไม่มีคำสั่งซื้อใน 30 วันที่ผ่านมา
nothing_tracked_next = เลือกช่วงเวลาอื่นด้านบนเพื่อดูรายการเก่ากว่า
no_number = ไม่มีหมายเลข
retrack = ติดตามอีกครั้ง
retrack_number = ติดตาม { $number } อีกครั้ง
retracking = กำลังถามบริษัทขนส่ง
retrack_what = ถามบริษัทขนส่งเดี๋ยวนี้ ระบบถามเองอยู่แล้ว และบ่อยขึ้นขณะพัสดุเคลื่อนที่
retrack_changed = เดิมคือ { $before } ตอนนี้คือ { $after }
retrack_same = ยังคงเป็น { $status }: บริษัทขนส่งไม่มีอะไรใหม่
plan_next = ข้อมูลที่ติดตามไว้ยังอยู่ การติดตามและภาพรวมเป็นของแพ็กเกจ Boss: ถามผู้ดูแล Waybill ของคุณ

## What is the matter, and what would help

not_delivered_for = ยังไม่ถึงมา { $count } วัน
not_fulfilled_for = ยังไม่ได้จัดการมา { $count } วัน
held_for = พักไว้ { $count } วัน
ask_supplier_where = ถามซัพพลายเออร์ว่าพัสดุอยู่ที่ไหน
ask_supplier_code = ติดต่อซัพพลายเออร์เพื่อขอหมายเลขที่ถูกต้อง
ask_supplier_more = ติดต่อซัพพลายเออร์เพื่อขอข้อมูลเพิ่ม
ask_carrier = ถามบริษัทขนส่งว่าจะเกิดอะไรต่อ แล้วบอกลูกค้า
ask_customer = ถามลูกค้า แล้วถามบริษัทขนส่งว่าจะส่งได้อย่างไร
ask_customer_why = ถามลูกค้าว่าเพราะอะไร และต้องการอะไร
claim_from_carrier = เรียกร้องจากบริษัทขนส่ง
wait_for_that_day = รอถึงวันนั้น
refund_or_resend = คืนเงินลูกค้า หรือส่งใหม่
fulfil_or_cancel = จัดการคำสั่งซื้อ หรือยกเลิก
release_or_cancel = ปล่อยรายการ หรือยกเลิกคำสั่งซื้อ
matter_alert = พัสดุมีปัญหา
matter_returning = พัสดุกำลังถูกส่งกลับ
matter_refused = ลูกค้าไม่รับพัสดุ
matter_address = ที่อยู่ไม่ถูกต้อง
matter_not_collected = ไม่มีใครมารับพัสดุทันเวลา
matter_absent = ไม่มีใครอยู่รับพัสดุ
matter_customs = ศุลกากรกักพัสดุ
matter_prohibited = ศุลกากรกักพัสดุ: เป็นสินค้าต้องห้าม
matter_restricted = ศุลกากรกักพัสดุ: จำกัดการนำเข้า
matter_damaged = พัสดุเสียหายหรือสูญหาย
matter_expired = หมายเลขติดตามหมดอายุก่อนจัดส่งถึง
matter_undelivered = การนำส่งไม่สำเร็จ
matter_nobody_there = นำส่งไม่สำเร็จ: ไม่มีใครอยู่
matter_delayed = การจัดส่งล่าช้า
matter_later = ลูกค้าขอให้ส่งวันอื่น
matter_not_found = นำส่งไม่สำเร็จ: หาที่อยู่ไม่พบ
matter_remote = ที่อยู่นี้บริษัทขนส่งไปไม่บ่อย
matter_unrecognized = บริษัทขนส่งไม่รู้จักหมายเลขติดตาม
matter_returned = พัสดุถูกส่งกลับแล้ว

## One parcel

since = ตั้งแต่
until = ถึง
last_checked = ถามล่าสุด
next_check = ถามอีกครั้ง
untracked_what = ไม่มีหมายเลขก็ถามใครไม่ได้ เพิ่มหมายเลข หรือกำหนดสถานะเอง
no_scans_yet = ยังไม่มีการสแกน
first_scan_shows = รายการแรกจะแสดงที่นี่ทันทีที่บริษัทขนส่งสแกน
scans_set_aside = ไม่แสดงการสแกน { $count } รายการ: เป็นของพัสดุอื่นที่เคยใช้หมายเลขนี้
earlier_numbers = หมายเลขก่อนหน้า
set_by = กำหนดด้วยตนเองโดย { $name }
set_by_hand_next = คงอยู่จนกว่าจะมีการสแกนที่ใหม่กว่า
set_status_by_hand = กำหนดสถานะการติดตามด้วยตนเอง
set_status_what = ใช้เมื่อถามบริษัทขนส่งแล้วไม่ได้ผลเท่านั้น คงอยู่จนกว่าจะมีการสแกนที่ใหม่กว่า
set_status = กำหนดสถานะ
undo_status = เลิกทำ: เชื่อบริษัทขนส่ง ({ $status })
status = สถานะ
reason = เหตุผล
detail = รายละเอียด
no_reason = ไม่มีเหตุผล
no_detail = ไม่ระบุ

## Monitoring

period = ช่วงเวลา
last_days = { $count } วันที่ผ่านมา
from_day = ตั้งแต่
to_day = ถึง
day_column = วัน
orders_placed = สั่งซื้อ
orders_fulfilled = จัดการแล้ว
orders_delivered = จัดส่งถึงแล้ว
orders_not_delivered = ยังไม่ถึง
whenever_placed = ไม่ว่าสั่งเมื่อใด
more_than_before = มากกว่า { $days } วันก่อนหน้า { $count } รายการ
fewer_than_before = น้อยกว่า { $days } วันก่อนหน้า { $count } รายการ
as_many_as_before = เท่ากับ { $days } วันก่อนหน้า
day_by_day = รายวัน
as_table = แสดงเป็นตาราง
of_orders_placed = ของคำสั่งซื้อในช่วงนี้
rebuilding = กำลังนับตัวเลขใหม่
rebuilding_next = ระหว่างนี้แสดงตัวเลขเดิม นับไปแล้ว { $count } คำสั่งซื้อ

## Messages

message = ข้อความ
messages_what = สิ่งที่ลูกค้าได้รับแจ้ง หรือไม่ได้รับและเพราะอะไร
way = ช่องทาง
outcome = ผล
why = เหตุผล
when = เมื่อ
look = ดูตัวอย่าง
no_messages = ยังไม่มีข้อความ
no_messages_next = เมื่อมีการสั่งซื้อหรือจัดส่ง สิ่งที่ลูกค้าได้รับแจ้งจะแสดงที่นี่
no_messages_of_order = ลูกค้ารายนี้ยังไม่ได้รับแจ้งอะไร
no_sender_yet = ยังไม่มีการส่งอีเมล
no_sender_next = ระบุว่าอีเมลส่งจากใคร
by_e_mail = ทางอีเมล
by_sms = ทาง SMS
message_order_confirmation = ยืนยันคำสั่งซื้อ
message_shipping_confirmation = ยืนยันการจัดส่ง
message_shipping_update = หมายเลขติดตามใหม่
message_out_for_delivery = กำลังนำส่ง
message_attempted_delivery = พยายามนำส่งแล้ว
message_delivered = จัดส่งถึงแล้ว
message_digital_delivery = ดาวน์โหลด
message_queued = รอส่ง
message_sent = ส่งแล้ว
message_suppressed = ไม่ได้ส่ง
message_failed = ล้มเหลว
message_unknown = ไม่ทราบ
why_setting_off = การตั้งค่าของคุณไม่ส่งข้อความนี้
why_turned_off = ถูกปิดสำหรับครั้งนี้
why_marked_as_paid = ทำเครื่องหมายว่าชำระแล้ว: ไม่ส่ง SMS
why_opted_out = ลูกค้าไม่ต้องการรับข่าว
why_no_address = ลูกค้าไม่ได้ให้ที่อยู่สำหรับส่ง
why_bad_phone = สิ่งที่ลูกค้าให้ไม่ใช่หมายเลขโทรศัพท์
why_redacted = ข้อมูลของลูกค้าถูกลบแล้ว
why_no_sender = การตั้งค่าไม่ได้ระบุว่าอีเมลส่งจากใคร
why_order_cancelled = คำสั่งซื้อถูกยกเลิก
why_fulfilment_cancelled = การจัดการถูกยกเลิก
why_superseded = มีข่าวใหม่กว่าที่บอกได้ดีกว่า
why_stale = นานเกินไปแล้ว
why_no_download = ไม่มีอะไรให้ดาวน์โหลด
why_bounced = อีเมลถูกตีกลับ หรือถูกแจ้งว่าไม่ต้องการ

## One order

name = ชื่อ
customers_page = หน้าของลูกค้า
to_fulfil = ต้องจัดการ
held_items = พักไว้
how_many = จำนวน
fulfil_items = จัดการ
notify_customer = แจ้งลูกค้า
notify_usual_on = ตามปกติ: แจ้ง
notify_usual_off = ตามปกติ: ไม่แจ้ง
notify_yes = แจ้งลูกค้ารายนี้
notify_no = ครั้งนี้ไม่แจ้ง
release = ปล่อย
hold_fulfilment = พักไว้
hold_again = พักด้วยเหตุผลอื่นเพิ่ม
hold_what = สิ่งที่เหลือที่นี่จะจัดการไม่ได้จนกว่าจะปล่อย
hold_until = ถึง { $time } หรือจนกว่าลูกค้าจะตอบ
hold_upsell = ลูกค้ากำลังเลือกสินค้าเพิ่ม
hold_awaiting_payment = รอการชำระเงิน
hold_high_risk_of_fraud = เสี่ยงต่อการฉ้อโกงสูง
hold_incorrect_address = ที่อยู่ไม่ถูกต้อง
hold_inventory_out_of_stock = สินค้าหมด
hold_awaiting_return_items = รอสินค้าคืน
hold_unknown_delivery_date = ไม่ทราบวันส่ง
hold_other = อื่น ๆ
note = บันทึก
note_hint = เห็นเฉพาะพนักงาน
order_note_hint = เห็นเฉพาะพนักงาน
move_items = ย้ายไปสถานที่อื่น
tracking_link = ลิงก์ของพัสดุนี้
add_numbers = เพิ่มหมายเลขติดตาม
correct_numbers = แก้หมายเลขติดตาม
correct_numbers_what = หมายเลขที่แก้เริ่มเส้นทางใหม่ และหน้าของลูกค้าจะตามไป ล้างหมายเลขเพื่อเอาออก
fulfilment_number = การจัดการ { $count }
packing_slip = ใบบรรจุสินค้า
print = พิมพ์
item = สินค้า
article = รหัสสินค้า
packed = บรรจุแล้ว
sent = ส่งเมื่อ
label = ฉลากขนส่ง
label_number = หมายเลขฉลาก
label_link = ลิงก์ไปยังฉลาก
open_label = เปิดฉลาก
print_label = สำหรับพิมพ์
cost = ค่าใช้จ่าย
currency = สกุลเงิน
currency_hint = สามตัวอักษร เช่น THB
voided = ยกเลิกแล้ว
record_label = บันทึกฉลาก
void_label = ยกเลิกฉลาก
void_label_first = มีฉลากที่ซื้อไว้
void_label_first_next = ยกเลิกฉลากก่อน แล้วจึงยกเลิกการจัดการได้
cancel_fulfilment = ยกเลิกการจัดการนี้
cancel_fulfilment_of = ยกเลิกการจัดการสินค้า { $count } ชิ้น
cancel_gives_back = สินค้าจะจัดการใหม่ได้ และหมายเลขจะไม่ถูกติดตามอีก
cancel_stops_nothing = การนี้ไม่หยุดพัสดุที่อยู่กับบริษัทขนส่งหรือบริการจัดการแล้ว ติดต่อพวกเขาเพื่อหยุด
timeline = ลำดับเหตุการณ์
earlier_events = เหตุการณ์ก่อนหน้าอีก { $count } รายการ
more_happened = มีเหตุการณ์มากกว่าที่แสดงที่นี่
no_contact = ไม่มีข้อมูลติดต่อหรือที่อยู่
redacted = ข้อมูลส่วนบุคคลของลูกค้าถูกลบแล้ว
correct_details = แก้ข้อมูลติดต่อ ที่อยู่ และบันทึก
company = บริษัท
street = ถนน
street_more = ห้อง ชั้น ผู้รับแทน
postal_code = รหัสไปรษณีย์
city = เมือง
province = รัฐหรือจังหวัด
country = ประเทศ
country_hint = สองตัวอักษร เช่น TH
change_payment = เปลี่ยนการชำระเงิน
source = ใครเป็นผู้ระบุ
source_hint = ไม่ส่ง SMS สำหรับคำสั่งซื้อที่คุณทำเครื่องหมายว่าชำระแล้วเอง
source_merchant = เรา
source_gateway = ผู้ให้บริการชำระเงิน
send_again = ส่งข้อความ
send_again_what = ส่งอีกครั้ง ตามคำสั่งซื้อในตอนนี้
send = ส่ง
whole_order = คำสั่งซื้อทั้งหมด
complete_order = เสร็จสิ้นโดยไม่เพิ่มสินค้า
complete_what = ลูกค้าออกจากหน้าชำระเงินโดยไม่เลือกเพิ่ม จากนั้นจัดการคำสั่งซื้อได้
cancel_order = ยกเลิกคำสั่งซื้อ
cancel_order_what = สิ่งที่ยังไม่ได้จัดการจะไม่ถูกจัดการอีก เลิกทำไม่ได้
cancel_order_keeps = สินค้า { $count } ชิ้นจัดการแล้วและคงไว้
cancel_items =
    { $count ->
        [0] ยกเลิกคำสั่งซื้อ
       *[other] ยกเลิกคำสั่งซื้อ: ไม่ส่งสินค้า { $count } ชิ้น
    }
archive = เก็บถาวร
archive_what = เอาออกจากรายการและจากสิ่งที่ต้องให้ความสำคัญ นำกลับมาได้
unarchive = นำกลับจากที่เก็บถาวร
redact = ลบข้อมูลของลูกค้า
redact_for_good = เลิกทำไม่ได้
redact_what = ชื่อ ที่อยู่ อีเมล และหมายเลขโทรศัพท์จะถูกลบถาวร จำนวนยังคงอยู่
redact_now = ลบข้อมูลของลูกค้าถาวร
mail_stopped = ไม่มีการส่งอีเมลไปยังที่อยู่นี้อีกแล้ว
mail_stopped_next = สอบถามลูกค้า หากที่อยู่ถูกต้อง สามารถส่งอีเมลไปได้อีกครั้ง
lift_suppression = ส่งอีเมลไปยังที่อยู่นี้อีกครั้ง

## What was done

done_fulfil = จัดการแล้ว
done_bulk_fulfil = ดำเนินการกับรายการที่เลือกแล้ว
done_cancel = ยกเลิกการจัดการแล้ว: สินค้ากลับเป็นยังไม่ได้จัดการ
done_tracking = บันทึกหมายเลขติดตามแล้ว
done_tracking_next = ระบบจะถามบริษัทขนส่งภายในหนึ่งนาที
done_record_label = บันทึกฉลากแล้ว
done_void_label = ยกเลิกฉลากแล้ว
done_hold = พักไว้แล้ว
done_release = ปล่อยแล้ว
done_move = ย้ายแล้ว
done_complete = คำสั่งซื้อเสร็จสิ้นแล้ว
done_payment = เปลี่ยนการชำระเงินแล้ว
done_cancel_order = ยกเลิกคำสั่งซื้อแล้ว
done_archive = เก็บถาวรแล้ว
done_unarchive = กลับมาอยู่ในรายการแล้ว
done_redact = ลบข้อมูลของลูกค้าแล้ว
done_amend = บันทึกแล้ว
done_retrack = ถามบริษัทขนส่งแล้ว
done_retrack_next = คำตอบแสดงด้านล่าง ถ้าไม่มีอะไรเปลี่ยนแสดงว่ายังไม่มีอะไรใหม่
done_set_status = กำหนดสถานะแล้ว
done_set_status_next = คงอยู่จนกว่าจะมีการสแกนที่ใหม่กว่า
done_undo_status = กลับมาเชื่อบริษัทขนส่งแล้ว
done_message = ข้อความรอส่ง
done_message_next = ผลจะแสดงในรายการข้อความในอีกสักครู่
done_lift_suppression = อีเมลจะถูกส่งไปยังที่อยู่นี้อีกครั้ง
done_lift_suppression_next = ข้อความที่ไม่ได้ส่งระหว่างนั้นสามารถส่งได้จากที่นี่
done_settings = บันทึกแล้ว: การตั้งค่ามีผลแล้ว

## What happened

event_placed = มีการสั่งซื้อ
event_accepted = ลูกค้าเลือกสินค้าเพิ่ม
event_declined = ลูกค้าไม่เลือกสินค้าเพิ่ม
event_upsell_expired = หมดเวลาเลือกสินค้าเพิ่ม
event_payment = การชำระเงิน: { $payment }
event_amended = แก้ข้อมูลแล้ว
event_order_cancelled = ยกเลิกคำสั่งซื้อ: ไม่ส่งสินค้า { $count } ชิ้น
event_archived = เก็บถาวร
event_unarchived = นำกลับจากที่เก็บถาวร
event_redacted = ลบข้อมูลของลูกค้า
event_held = พักไว้: { $reason }
event_released = ปล่อยแล้ว
event_fulfilled = จัดการสินค้า { $count } ชิ้น
event_fulfilled_by_itself = จัดการสินค้า { $count } ชิ้นโดยอัตโนมัติ
event_left_open = สินค้าจัดการโดยอัตโนมัติไม่ได้ และยังเปิดอยู่
event_fulfilment_cancelled = ยกเลิกการจัดการ
event_number_added = เพิ่มหมายเลขติดตาม { $number }
event_number_corrected = แก้หมายเลขติดตามเป็น { $number }
event_details_corrected = แก้บริษัทขนส่งหรือลิงก์ของ { $number }
event_number_removed = เอาหมายเลขติดตามออก
event_status = { $number }: { $before } → { $after }
event_status_set = { $number } ด้วยตนเอง: { $before } → { $after }
event_status_undone = { $number }: กลับมาเชื่อบริษัทขนส่ง { $status }
event_opted_in = ลูกค้าต้องการข่าวทางอีเมล
event_opted_out = ลูกค้าไม่ต้องการข่าวทางอีเมล
event_message_asked = ขอให้ส่งข้อความ: { $message } { $way }
event_label_recorded = บันทึกฉลาก
event_label_voided = ยกเลิกฉลาก
event_moved = ย้ายสินค้าไปสถานที่อื่น

## What stands in the way

problem_invalid = มีบางอย่างในแบบฟอร์มไม่ถูกต้อง
problem_filters = แสดงรายการนี้ไม่ได้
problem_location_required = สินค้าอยู่หลายสถานที่
problem_scope = คีย์ของคุณดูได้อย่างเดียว แก้ไขไม่ได้
problem_plan = แพ็กเกจของคุณไม่มีส่วนนี้
problem_not_found = ไม่มีแล้ว
problem_on_hold = สินค้ารอดำเนินการหรือถูกพักไว้
problem_nothing_left = ไม่มีอะไรเหลือให้จัดการ
problem_nothing_to_tell = ไม่มีอะไรในคำสั่งซื้อที่ตรงกับข้อความนั้น
problem_too_many = ที่เปิดอยู่น้อยกว่าที่คุณขอ
problem_order_cancelled = คำสั่งซื้อถูกยกเลิกแล้ว
problem_fulfilment_cancelled = การจัดการถูกยกเลิกแล้ว
problem_label = ฉลากยังไม่ถูกยกเลิก
problem_which_hold = พักไว้หลายเหตุผล: ปล่อยทีละเหตุผล
problem_upsell_expired = ไม่มีข้อเสนอสินค้าเพิ่มที่รอคำตอบ
problem_limit = คำสั่งซื้อมีเต็มจำนวนแล้ว
problem_too_large = ใหญ่เกินไป
problem_signed_out = คุณถูกออกจากระบบ เข้าสู่ระบบอีกครั้งแล้วส่งใหม่
problem_strange_form = หน้านี้มาจากเซสชันก่อนหน้า โปรดตรวจดูแล้วส่งอีกครั้ง
problem_twice = ส่งไปแล้วแต่ต่างจากเดิม: โหลดหน้าใหม่
problem_slow_down = ลองมากเกินไป รอสักครู่
problem_try_again = ตอนนี้ไม่ว่าง ลองใหม่อีกสักครู่
problem_internal = มีบางอย่างผิดพลาดทางฝั่งเรา

## The settings

store = ร้าน
store_what = ลูกค้ารู้จักคุณในชื่ออะไร และวันของคุณเริ่มเมื่อใด
store_name = ชื่อร้าน
store_name_hint = ลูกค้ารู้จักคุณด้วยชื่อนี้
time_zone = เขตเวลา
time_zone_hint = วันของคุณเริ่มและจบตามนี้ เช่น Asia/Bangkok
plan = แพ็กเกจ
plan_boss = Boss: ทุกอย่าง
plan_basic = Basic: ไม่มีการติดตามและภาพรวม
fulfilment_what = คำสั่งซื้อถูกจัดการเมื่อใด และจากที่ใด
fulfilment_mode = จัดการคำสั่งซื้อเมื่อใด
fulfilment_mode_hint = หากจะจัดการบางส่วน ให้เลือกทำเอง: แบบอัตโนมัติไม่เหลืออะไรให้แบ่ง
mode_manual = ทำเอง
mode_automatic = อัตโนมัติ เมื่อชำระแล้ว
mode_digital = ดาวน์โหลดและบัตรของขวัญอัตโนมัติ ที่เหลือทำเอง
locations = สถานที่
locations_hint = บรรทัดละหนึ่งแห่ง ตัวเลือกแรกอยู่บนสุด หากไม่มี ใช้ชื่อใดก็ได้
custom_tracking_url = URL ติดตามการจัดส่งแบบกำหนดเอง
custom_tracking_url_hint = หมายเลขจะต่อท้าย แนะนำ: { $site }
tracking_site = ลิงก์ติดตาม
tracking_site_what = หมายเลขในข้อความจะนำไปที่ใด หากไม่ระบุ จะไปที่หน้าของบริษัทขนส่ง
tracking_service = บริการติดตาม
tracking_service_what = ติดตามพัสดุของคุณ ไม่ว่าใครเป็นผู้ขนส่ง
service_key = คีย์ของบริการ
key_kept = มีคีย์เก็บไว้แล้ว เว้นว่างเพื่อคงไว้
key_needed = เก็บแบบเข้ารหัสและไม่แสดงอีก
webhook_secret = รหัสลับของการแจ้งข่าว
webhook_secret_hint = เฉพาะเมื่อไม่ใช่คีย์เดียวกัน
webhook_secret_kept = มีรหัสลับเก็บไว้แล้ว เว้นว่างเพื่อคงไว้
service_url = ที่อยู่ของ Karrio ของคุณ
service_url_hint = เฉพาะ Karrio
webhook_url = ที่อยู่สำหรับแจ้งข่าว
webhook_url_hint = ให้ที่อยู่นี้แก่บริการ เพื่อให้ข่าวมาทันที
no_service = ไม่ใช้บริการติดตาม
no_service_what = พัสดุจะมีเพียงลิงก์ไปยังบริษัทขนส่งและไม่ถูกติดตาม คีย์จะถูกลืม
messages_from = ข้อความของคุณมาจากใคร และส่งข้อความใดบ้าง
notify_customers = แจ้งลูกค้าเกี่ยวกับการจัดการคำสั่งซื้อ
notify_customers_hint = การยืนยันการจัดส่งและข่าว ส่วนการยืนยันคำสั่งซื้อและดาวน์โหลดส่งเสมอ
sender = ผู้ส่งอีเมล
sender_hint = เช่น ร้านของอาดา <orders@example.com> หากไม่มีจะไม่ส่งอีเมล
reply_to = คำตอบส่งไปที่
reply_to_hint = หากไม่ใช่ผู้ส่ง
sms_sender = ผู้ส่ง SMS
sms_sender_hint = ตัวอักษรและตัวเลข 1 ถึง 11 ตัว
message_policy = ข้อความใดส่งทางใด
status_page_notes = บันทึกในหน้าของลูกค้า
status_page_notes_hint = ลูกค้าทุกคนอ่านได้ที่นั่น
email_opt_in = ลูกค้าขอรับข่าวทางอีเมลได้
email_opt_in_hint = ผู้ที่ให้เพียงหมายเลขโทรศัพท์เพิ่มที่อยู่ในหน้านั้นได้
status_page_where = เปิดหน้าของลูกค้าจากคำสั่งซื้อ

## Templates

template = แม่แบบ
templates = แม่แบบข้อความ
templates_what = ถ้อยคำของคุณเองสำหรับแต่ละข้อความ ด้วย Liquid ภาษาของแม่แบบ Shopify
own_template = ของคุณเอง
default_template = ค่าเริ่มต้น
subject = หัวเรื่อง
body = เนื้อหา
liquid_hint = Liquid แม่แบบที่แสดงผลไม่ได้จะไม่ถูกบันทึก
back_to_default = กลับเป็นค่าเริ่มต้น
back_to_default_what = แม่แบบของคุณจะถูกลืม
preview_of_order = กับคำสั่งซื้อ { $order }
preview_of_sample = กับคำสั่งซื้อตัวอย่าง
preview_shown = แสดงตัวอย่างแล้ว
rendering = กำลังเขียน
cannot_be_rendered = แสดงผลไม่ได้
as_text = เป็นข้อความธรรมดา
sms_segments = จำนวน SMS ที่ใช้:
