# What customers read, in Thai. The statuses' words are those that merchants know, where those were right: a word that
# reads "shipped" as well as "delivered" is not used for either.

## On every page

skip_to_content = ข้ามไปยังเนื้อหา
language_label = ภาษา
map_credit = แผนที่: Natural Earth สถานที่: © GeoNames.org, CC BY 4.0
copy = คัดลอก
copied = คัดลอกแล้ว
copy_number = คัดลอกหมายเลข { $number }
opens_elsewhere = เปิด { $site }
stale = ไม่มีการเชื่อมต่อ ข้อมูลที่เห็นอาจไม่เป็นปัจจุบัน

## Days and times

date_day = วัน{ $weekday }ที่ { $day } { $month }
date_of_year = { $day } { $month } { $year }
date_short = { $day } { $month }
time_of_day = { $time } น.
ago_now = เมื่อสักครู่
ago_minutes = { $count } นาทีที่แล้ว
ago_hours = { $count } ชั่วโมงที่แล้ว
ago_days = { $count } วันที่แล้ว

## The nine statuses

status_pending = รอดำเนินการ
status_in_transit = อยู่ระหว่างการขนส่ง
status_pick_up = รอรับสินค้า
status_delivered = จัดส่งถึงแล้ว
status_undelivered = นำส่งไม่สำเร็จ
status_alert = มีปัญหา
status_expired = หมดอายุแล้ว
status_unrecognized = ไม่พบหมายเลข
status_returned = คืนสินค้าแล้ว
ready_to_collect = พร้อมให้รับ
out_for_delivery = กำลังนำส่ง
returning = กำลังส่งกลับ

## The five steps

steps = ความคืบหน้า
step_confirmed = ยืนยันแล้ว
step_on_its_way = อยู่ระหว่างทาง
step_out_for_delivery = กำลังนำส่ง
step_attempted_delivery = นำส่งไม่สำเร็จ
step_delivered = จัดส่งถึงแล้ว
step_now = ตอนนี้
step_done = เสร็จแล้ว
step_ahead = ยังไม่ถึง

## The order status page: its head

page_title = คำสั่งซื้อ { $order } · { $store }
order_number = คำสั่งซื้อ { $order }
placed_on = สั่งเมื่อ { $day }
is_confirmed = ยืนยันแล้ว: กำลังเตรียมคำสั่งซื้อ
is_confirmed_next = { $store } จะแพ็กสินค้าและส่งต่อให้บริษัทขนส่ง หลังจากนั้นคุณติดตามได้ที่นี่
is_held = ยืนยันแล้ว: ยังไม่ได้ส่ง
is_held_next = { $store } กำลังตรวจคำสั่งซื้อก่อนส่ง หลังจากนั้นคุณติดตามได้ที่นี่
is_offered = ยืนยันแล้ว: คุณยังเพิ่มสินค้าในคำสั่งซื้อได้
is_offered_next = เวลา { $time } คำสั่งซื้อจะถูกส่งต่อตามที่เป็นอยู่ แล้ว { $store } จะเริ่มเตรียมสินค้า
is_on_its_way = อยู่ระหว่างทาง
is_on_its_way_expected = อยู่ระหว่างทาง: คาดว่าจะถึง{ $day }
is_on_its_way_next = หน้านี้แสดงว่าพัสดุอยู่ที่ไหน ทุกครั้งที่บริษัทขนส่งสแกน
is_partly_on_its_way = บางส่วนอยู่ระหว่างทาง
more_to_come = สินค้า { $items } ชิ้นจะส่งแยกต่างหาก
is_out_for_delivery = กำลังนำส่ง
is_out_for_delivery_next = พัสดุอยู่ในพื้นที่ของคุณแล้ว และมักจะถึงภายในวันเดียวกัน
is_ready_to_collect = พร้อมให้รับ
is_ready_to_collect_next = พัสดุรออยู่ที่จุดรับสินค้า โปรดนำหมายเลขติดตามและบัตรประจำตัวไปด้วย
is_delivered = จัดส่งถึงแล้ว
is_delivered_on = จัดส่งถึงแล้วเมื่อ{ $day }
is_delivered_next = หากยังไม่ได้รับ ลองดูบริเวณประตูและถามคนในบ้าน แล้วติดต่อ { $store }
is_partly_delivered = จัดส่งถึงแล้วบางส่วน
is_sent_by_email = ส่งทางอีเมลแล้ว
is_sent_by_email_next = ไม่มีสิ่งของส่งทางไปรษณีย์ หากไม่พบอีเมล ให้ดูในโฟลเดอร์สแปม แล้วติดต่อ { $store }
is_cancelled = ยกเลิกแล้ว
is_cancelled_next = จะไม่มีการส่งสินค้า หากคุณไม่ทราบเรื่องนี้ โปรดติดต่อ { $store }
is_partly_cancelled_next = ส่วนที่เหลือของคำสั่งซื้อถูกยกเลิก และจะไม่ส่ง
is_pending_next = บริษัทขนส่งได้รับแจ้งเรื่องพัสดุแล้ว อาจใช้เวลา 5–7 วันกว่าหมายเลขจะแสดงข้อมูล
is_untracked = พัสดุนี้ไม่มีหมายเลขติดตาม และจะมาถึงเหมือนไปรษณีย์ทั่วไป
is_linked_only = หน้าของบริษัทขนส่งบอกว่าพัสดุอยู่ที่ไหน

## What is the matter, and what happens next

attempted = นำส่งแล้วแต่ไม่สำเร็จ
attempted_next = บริษัทขนส่งจะนำส่งอีกครั้ง หรือฝากพัสดุไว้ที่จุดรับสินค้า ดูรายละเอียดได้ที่หน้าของบริษัทขนส่ง
attempted_recipient_unavailable = ไม่มีผู้รับตอนนำส่ง
attempted_recipient_unavailable_next = บริษัทขนส่งจะนำส่งอีกครั้ง หรือฝากพัสดุไว้ที่จุดรับสินค้า ดูรายละเอียดได้ที่หน้าของบริษัทขนส่ง
attempted_delayed_or_rescheduled = การนำส่งเลื่อนไปวันอื่น
attempted_delayed_or_rescheduled_next = คุณไม่ต้องทำอะไร วันใหม่จะแสดงที่นี่ทันทีที่บริษัทขนส่งแจ้ง
attempted_later_delivery_requested = การนำส่งเลื่อนออกไปตามที่ขอ
attempted_later_delivery_requested_next = บริษัทขนส่งจะนำส่งในวันที่ตกลงกันไว้
attempted_address_not_found = พนักงานนำส่งหาที่อยู่ไม่พบ
attempted_address_not_found_next = โปรดตรวจสอบกับ { $store } ว่าที่อยู่ถูกต้อง เพื่อให้นำส่งได้ในครั้งถัดไป
attempted_rural_or_remote_area = การนำส่งในพื้นที่นี้ใช้เวลานานกว่าปกติ
attempted_rural_or_remote_area_next = บริษัทขนส่งมาเฉพาะบางวัน หรือฝากพัสดุไว้ที่จุดรับสินค้า ดูรายละเอียดได้ที่หน้าของบริษัทขนส่ง
alert = มีบางอย่างทำให้พัสดุเดินทางต่อไม่ได้
alert_next = บริษัทขนส่งกำลังดำเนินการ หากอีกไม่กี่วันยังไม่มีอะไรเปลี่ยนแปลง โปรดติดต่อ { $store }
alert_refused_by_recipient = พัสดุถูกปฏิเสธตอนนำส่ง
alert_refused_by_recipient_next = โดยปกติบริษัทขนส่งจะส่งกลับ หากคุณต้องการรับ โปรดติดต่อ { $store } โดยเร็ว
alert_address_incorrect = ที่อยู่บนพัสดุไม่ถูกต้องหรือไม่ครบถ้วน
alert_address_incorrect_next = โปรดแจ้งที่อยู่ที่ถูกต้องแก่ { $store } เพื่อให้นำส่งได้
alert_retention_period_over = ไม่มีผู้มารับพัสดุภายในกำหนด
alert_retention_period_over_next = โดยปกติจุดรับสินค้าจะส่งกลับ หากคุณยังต้องการ โปรดติดต่อ { $store }
alert_recipient_absent = ไม่มีผู้อยู่รับพัสดุ
alert_recipient_absent_next = บริษัทขนส่งเก็บพัสดุไว้ก่อน ดูวิธีรับได้ที่หน้าของบริษัทขนส่ง
alert_held_by_customs = ศุลกากรกำลังตรวจพัสดุ
alert_held_by_customs_next = อาจใช้เวลาหลายวัน หากต้องใช้เอกสารหรือค่าธรรมเนียม บริษัทขนส่งจะแจ้ง มิฉะนั้นโปรดติดต่อ { $store }
alert_prohibited_goods = ศุลกากรระงับพัสดุ: ของภายในห้ามนำเข้า
alert_restricted_import = ศุลกากรระงับพัสดุ: ของภายในต้องมีใบอนุญาต
alert_stopped_by_customs_next = โปรดติดต่อ { $store } เพื่อตกลงว่าจะทำอย่างไรต่อไป
alert_damaged_or_lost = พัสดุเสียหายหรือสูญหายระหว่างทาง
alert_damaged_or_lost_next = { $store } จะจัดการกับบริษัทขนส่ง โปรดติดต่อร้านค้าเพื่อตกลงว่าจะชดเชยอย่างไร
is_returning = พัสดุกำลังถูกส่งกลับไปยังร้านค้า
is_returning_next = โปรดติดต่อ { $store } หากต้องการให้ส่งใหม่
is_returned = พัสดุถูกส่งกลับถึงร้านค้าแล้ว
is_returned_next = โปรดติดต่อ { $store } เพื่อให้ส่งใหม่ หรือเพื่อจัดการเรื่องการชำระเงิน
is_expired = ไม่มีข่าวของพัสดุมานานแล้ว
is_expired_next = โปรดให้ { $store } สอบถามบริษัทขนส่งว่าพัสดุอยู่ที่ไหน หากพบ หน้านี้จะแสดง
is_unrecognized = บริษัทขนส่งไม่รู้จักหมายเลขติดตามนี้
is_unrecognized_next = หมายเลขอาจเขียนผิด { $store } แก้ไขได้ แล้วหน้านี้จะติดตามหมายเลขที่ถูกต้อง

## Its parts

from_the_store = จาก { $store }
parcel = พัสดุ
parcel_of = พัสดุ { $number } จาก { $count }
by_email = ทางอีเมล
sent_on = ส่งเมื่อ { $day }
expected = คาดว่าจะถึง
quantity = × { $count }
carrier = บริษัทขนส่ง
tracking_number = หมายเลขติดตาม
elsewhere = บนเว็บ
follow_at = ติดตามที่ { $site }
map_last_seen = พบล่าสุดที่ { $place } { $day }
map_arrived = มาถึง { $place } แล้ว { $day }
map_before = ก่อนหน้านั้น: { $places }
map_ahead = กำลังเดินทางต่อไปยัง { $place }
scans = เส้นทางพัสดุ
scans_earlier = ก่อนหน้านี้อีก { $count } รายการ
no_scans = การสแกนครั้งแรกจะแสดงที่นี่ทันทีที่บริษัทขนส่งสแกน
to_come = ยังไม่ได้ส่ง
in_this_order = ในคำสั่งซื้อนี้
services = บริการ
will_not_come = จะไม่ส่ง
kind_physical = สินค้า
kind_digital = ไฟล์ดาวน์โหลด
kind_gift_card = บัตรของขวัญ
kind_service = บริการ
live = หน้านี้อัปเดตเองโดยอัตโนมัติ

## For the owner alone

your_order = คำสั่งซื้อของคุณ
delivered_to = จัดส่งไปที่
contact = ติดต่อ
payment = การชำระเงิน
payment_pending = ยังไม่ได้ชำระ
payment_paid = ชำระแล้ว
payment_refunded = คืนเงินแล้ว
payment_voided = ไม่เรียกเก็บเงิน
subtotal = ค่าสินค้า
shipping = ค่าจัดส่ง
tax = ภาษี
discount = ส่วนลด
total = รวมทั้งสิ้น
download = ดาวน์โหลด { $title }
updates = แจ้งความคืบหน้าทางอีเมล
updates_on = ความคืบหน้าจาก { $store } ส่งไปที่ { $email }
updates_off = ให้ { $store } ส่งอีเมลถึงคุณเมื่อพัสดุมีความคืบหน้า
updates_stop = หยุดส่งอีเมล
updates_start = แจ้งฉันทางอีเมล
email_address = ที่อยู่อีเมล
email_wrong = โปรดเขียนที่อยู่อีเมล เช่น ada@example.com
phone_number = หมายเลขโทรศัพท์
only_you = มีเพียงคุณที่เห็นส่วนนี้
only_customer = มีเพียงลูกค้าและร้านของคุณที่เห็นส่วนนี้

## For whom the page does not know

log_in_title = นี่คือคำสั่งซื้อของคุณใช่ไหม
log_in_why = เข้าสู่ระบบเพื่อดูที่อยู่และข้อมูลติดต่อ ผู้ที่มีเพียงลิงก์จะไม่เห็น
log_in_order = หมายเลขคำสั่งซื้อ
log_in_order_hint = อยู่ในข้อความยืนยันที่คุณได้รับ เช่น #1001
log_in_by_email = อีเมลของคำสั่งซื้อ
log_in_by_phone = หมายเลขโทรศัพท์ของคำสั่งซื้อ
log_in = แสดงข้อมูลของฉัน
log_in_failed = ข้อมูลไม่ตรงกับคำสั่งซื้อ โปรดเทียบทั้งสองอย่างกับข้อความยืนยันที่คุณได้รับ
log_in_slow_down = มีการลองหลายครั้งเกินไป รอสักครู่แล้วลองใหม่

## For the merchant

preview = ตัวอย่าง
preview_what = ลูกค้าของคุณเห็นหน้านี้แบบนี้ ไม่มีผู้อื่นเห็นแถบนี้
preview_capture = ยังไม่ได้ส่งสินค้า: เป็นเวลาที่ดีในการเรียกเก็บเงิน
preview_back = กลับไปที่คำสั่งซื้อ

## The small pages

claim_title = เปิดคำสั่งซื้อของคุณ
claim_why = เปิดหน้าคำสั่งซื้อ { $order } ที่ { $store } บนอุปกรณ์นี้ พร้อมที่อยู่และข้อมูลติดต่อของคุณ
claim = เปิดคำสั่งซื้อของฉัน
claim_note = ลิงก์นี้ใช้ได้ครั้งเดียว บนอุปกรณ์อื่นให้เข้าสู่ระบบด้วยหมายเลขคำสั่งซื้อ
claim_used_title = ลิงก์นี้ถูกใช้ไปแล้ว
claim_used = ลิงก์นี้ได้เปิดคำสั่งซื้อ { $order } บนอุปกรณ์ที่ใช้ลิงก์เป็นเครื่องแรก หากต้องการดูที่อยู่และข้อมูลติดต่อบนเครื่องนี้ ให้เข้าสู่ระบบในหน้าคำสั่งซื้อ
unsubscribe_title = หยุดรับอีเมลหรือไม่
unsubscribe_why = { $store } จะไม่ส่งอีเมลเกี่ยวกับความคืบหน้าของคำสั่งซื้ออีก
unsubscribe = หยุดส่งอีเมล
unsubscribe_note = คุณยังติดตามคำสั่งซื้อได้ที่หน้าของคำสั่งซื้อ
unsubscribed_title = จะไม่ส่งอีเมลอีก
unsubscribed = { $store } จะไม่ส่งความคืบหน้าของคำสั่งซื้อนี้อีก หากเปลี่ยนใจ เปิดได้ใหม่ที่หน้าของคำสั่งซื้อ
see_order = ดูคำสั่งซื้อ
not_found_title = ไม่มีหน้านี้
not_found = ลิงก์อาจถูกตัดหรือหมดอายุ โปรดเปิดอีกครั้งจากข้อความที่คุณได้รับ
failed_title = ทำไม่สำเร็จ
failed = เกิดข้อผิดพลาดทางฝั่งเรา รอสักครู่แล้วโหลดหน้านี้ใหม่
