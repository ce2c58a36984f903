# Những gì cửa hàng đọc tại bàn làm việc, bằng tiếng Việt.

## On every page of the desk

desk = Bàn làm việc
orders = Đơn hàng
tracking = Theo dõi
monitoring = Giám sát
messages = Tin nhắn
settings = Cài đặt
signed_in_with = Đã đăng nhập bằng khóa
sign_out = Đăng xuất
pages = Các trang của danh sách
first_page = Về trang đầu
next_page = Trang sau
apply = Áp dụng
save = Lưu
search = Tìm
show_all = Hiện tất cả
let_go = Bỏ bộ lọc này
not_in_store = Không có trong cửa hàng của bạn. Địa chỉ có thể bị thiếu.
read_only = Khóa của bạn chỉ được xem, không được sửa
read_only_next = Hãy đăng nhập bằng khóa có quyền ghi.

## Signing in

sign_in = Đăng nhập
sign_in_title = Đăng nhập bàn làm việc
sign_in_what = Dành cho nhân viên cửa hàng. Khách theo dõi đơn bằng liên kết đã được gửi.
sign_in_failed = Không nhận ra khóa này
sign_in_failed_next = Hãy kiểm tra đã chép đủ khóa. Khóa đã bị thu hồi không còn dùng được.
api_key = Khóa API
api_key_hint = Bắt đầu bằng wb_ và mã cửa hàng. Bạn được giữ đăng nhập một ngày làm việc.

## The list of orders

order = Đơn hàng
customer = Khách hàng
placed = Đặt lúc
fulfil_by = Gửi trước ngày
fulfilment = Thực hiện
location = Địa điểm
late = trễ
archived = Đã lưu trữ
all_orders = Tất cả
so_many_of = { $done } trên { $all }
so_many_held = { $count } đang giữ
search_orders = Tìm đơn hàng
search_hint = Tên, mã theo dõi hoặc email
found_by = Tìm theo “{ $text }”
days_range = { $first } – { $last }
placed_from = Đặt từ ngày
placed_to = Đặt đến ngày
any_location = Mọi địa điểm
sorting = Sắp xếp theo
newest_first = Mới nhất trước
soonest_first = Hạn gửi gần nhất trước
no_orders = Chưa có đơn hàng
no_orders_next = Đơn hàng từ cửa hàng của bạn sẽ hiện ngay ở đây.
nothing_found = Không tìm thấy gì
nothing_found_next = Không đơn nào khớp. Hãy bỏ bớt điều kiện hoặc chọn khoảng thời gian dài hơn.
pick_orders = Chọn các đơn để thực hiện cùng lúc
pick_order = Chọn đơn { $order }
pick_all = Chọn tất cả trên trang này
some_picked = đã chọn
fulfil_picked = Thực hiện các đơn đã chọn
fulfilling = Đang thực hiện
bulk_well = đã thực hiện
bulk_badly = chưa thực hiện được

## How far an order is

unfulfilled = Chưa thực hiện
partially_fulfilled = Đã thực hiện một phần
fulfilled = Đã thực hiện
upsell_pending = Đang chờ
on_hold = Đang giữ
not_required = Không cần thực hiện
cancelled = Đã hủy
marked_as_paid = Được đánh dấu đã trả

## Tracking

tracking_status = Trạng thái theo dõi
attention = Chú ý
requires_attention = Cần chú ý
attention_p6 = Quá lâu chưa giao
attention_p7 = Gặp sự cố trên đường
attention_p8 = Mở hoặc bị giữ quá lâu
last_thirty_days = Đang hiện các đơn trong 30 ngày qua.
nothing_requires_attention = Không có gì cần chú ý
nothing_requires_attention_next = Đơn chờ quá lâu hoặc gặp sự cố sẽ tự hiện ở đây.
nothing_tracked = Không có đơn nào trong 30 ngày qua
nothing_tracked_next = Chọn khoảng thời gian khác ở trên để xem đơn cũ hơn.
no_number = Không có mã
retrack = Theo dõi lại
retrack_number = Theo dõi lại { $number }
retracking = Đang hỏi đơn vị vận chuyển
retrack_what = Hỏi đơn vị vận chuyển ngay. Việc này cũng tự diễn ra, thường xuyên hơn khi kiện hàng đang di chuyển.
retrack_changed = Trước là { $before }, nay là { $after }
retrack_same = Vẫn là { $status }: đơn vị vận chuyển không có gì mới
plan_next = Những gì đã theo dõi vẫn được giữ. Theo dõi và giám sát thuộc gói Boss: hãy hỏi người vận hành Waybill của bạn.

## What is the matter, and what would help

not_delivered_for = Chưa giao sau { $count } ngày.
not_fulfilled_for = Chưa thực hiện sau { $count } ngày.
held_for = Bị giữ { $count } ngày.
ask_supplier_where = Hỏi nhà cung cấp xem kiện hàng ở đâu.
ask_supplier_code = Liên hệ nhà cung cấp để lấy mã đúng.
ask_supplier_more = Liên hệ nhà cung cấp để biết thêm thông tin.
ask_carrier = Hỏi đơn vị vận chuyển bước tiếp theo, rồi báo cho khách.
ask_customer = Hỏi khách, rồi hỏi đơn vị vận chuyển cách giao được hàng.
ask_customer_why = Hỏi khách vì sao, và họ muốn gì.
claim_from_carrier = Yêu cầu đơn vị vận chuyển bồi thường.
wait_for_that_day = Hãy chờ đến ngày đó.
refund_or_resend = Hoàn tiền cho khách, hoặc gửi lại.
fulfil_or_cancel = Thực hiện đơn, hoặc hủy đơn.
release_or_cancel = Bỏ giữ, hoặc hủy đơn.
matter_alert = Kiện hàng gặp vấn đề.
matter_returning = Kiện hàng đang quay về.
matter_refused = Khách từ chối nhận kiện hàng.
matter_address = Địa chỉ sai.
matter_not_collected = Không ai đến lấy kiện hàng đúng hạn.
matter_absent = Không có ai nhận kiện hàng.
matter_customs = Hải quan giữ kiện hàng.
matter_prohibited = Hải quan giữ kiện hàng: hàng bị cấm.
matter_restricted = Hải quan giữ kiện hàng: hàng bị hạn chế nhập khẩu.
matter_damaged = Kiện hàng bị hỏng hoặc thất lạc.
matter_expired = Mã theo dõi hết hạn trước khi giao.
matter_undelivered = Một lần giao hàng không thành công.
matter_nobody_there = Giao không thành công: không có ai.
matter_delayed = Giao hàng bị trễ.
matter_later = Khách xin giao ngày khác.
matter_not_found = Giao không thành công: không tìm thấy địa chỉ.
matter_remote = Đơn vị vận chuyển ít khi đến địa chỉ này.
matter_unrecognized = Đơn vị vận chuyển không nhận ra mã theo dõi.
matter_returned = Kiện hàng đã quay về.

## One parcel

since = từ
until = Đến
last_checked = Lần hỏi gần nhất
next_check = Sẽ hỏi lại
untracked_what = Không có mã thì không hỏi được ai. Hãy thêm mã, hoặc tự đặt trạng thái.
no_scans_yet = Chưa có lần quét nào
first_scan_shows = Lần đầu tiên sẽ hiện tại đây ngay khi đơn vị vận chuyển quét mã.
scans_set_aside = Không hiện { $count } lần quét: chúng thuộc kiện hàng khác từng dùng mã này.
earlier_numbers = Các mã trước đây
set_by = { $name } đã đặt thủ công
set_by_hand_next = Giữ nguyên cho đến khi có lần quét muộn hơn.
set_status_by_hand = Đặt thủ công trạng thái theo dõi
set_status_what = Chỉ dùng khi hỏi đơn vị vận chuyển không giúp được. Giữ nguyên cho đến khi có lần quét muộn hơn.
set_status = Đặt trạng thái
undo_status = Hoàn tác: tin đơn vị vận chuyển ({ $status })
status = Trạng thái
reason = Lý do
detail = Cụ thể hơn
no_reason = Không có lý do
no_detail = Không nói

## Monitoring

period = Khoảng thời gian
last_days = { $count } ngày qua
from_day = Từ
to_day = Đến
day_column = Ngày
orders_placed = Đã đặt
orders_fulfilled = Đã thực hiện
orders_delivered = Đã giao
orders_not_delivered = Chưa giao
whenever_placed = bất kể đặt khi nào
more_than_before = nhiều hơn { $count } so với { $days } ngày trước đó
fewer_than_before = ít hơn { $count } so với { $days } ngày trước đó
as_many_as_before = bằng { $days } ngày trước đó
day_by_day = Theo từng ngày
as_table = Hiện dạng bảng
of_orders_placed = trong các đơn đặt trong khoảng này
rebuilding = Số liệu đang được đếm lại
rebuilding_next = Cho đến khi xong, số liệu cũ được hiện. Đã đếm { $count } đơn.

## Messages

message = Tin nhắn
messages_what = Khách đã được báo gì, hoặc không và vì sao.
way = Cách gửi
outcome = Kết quả
why = Lý do
when = Khi nào
look = Xem thử
no_messages = Chưa có tin nhắn
no_messages_next = Khi đơn được đặt hoặc gửi đi, những gì khách được báo sẽ hiện ở đây.
no_messages_of_order = Khách này chưa được báo gì.
no_sender_yet = Chưa gửi email nào
no_sender_next = Hãy cho biết email gửi từ ai
by_e_mail = Qua email
by_sms = Qua SMS
message_order_confirmation = Xác nhận đơn hàng
message_shipping_confirmation = Xác nhận gửi hàng
message_shipping_update = Mã theo dõi mới
message_out_for_delivery = Đang đi giao
message_attempted_delivery = Đã thử giao
message_delivered = Đã giao
message_digital_delivery = Tải xuống
message_queued = Đang chờ gửi
message_sent = Đã gửi
message_suppressed = Không gửi
message_failed = Thất bại
message_unknown = Không rõ
why_setting_off = Cài đặt của bạn không gửi tin này.
why_turned_off = Đã tắt riêng cho lần này.
why_marked_as_paid = Đơn được đánh dấu đã trả: không gửi SMS.
why_opted_out = Khách không muốn nhận cập nhật.
why_no_address = Khách không cho địa chỉ để gửi.
why_bad_phone = Thông tin khách cho không phải số điện thoại.
why_redacted = Dữ liệu của khách đã bị xóa.
why_no_sender = Cài đặt chưa cho biết email gửi từ ai.
why_order_cancelled = Đơn đã bị hủy.
why_fulfilment_cancelled = Lần thực hiện đã bị hủy.
why_superseded = Tin mới hơn nói rõ hơn.
why_stale = Đã quá lâu.
why_no_download = Không có gì để tải xuống.
why_bounced = Thư đến địa chỉ này bị trả lại, hoặc bị coi là thư rác.

## One order

name = Tên
customers_page = Trang của khách
to_fulfil = Cần thực hiện
held_items = Đang giữ
how_many = Số lượng
fulfil_items = Thực hiện
notify_customer = Báo cho khách
notify_usual_on = Như thường lệ: có
notify_usual_off = Như thường lệ: không
notify_yes = Có, báo cho khách này
notify_no = Không, lần này thì không
release = Bỏ giữ
hold_fulfilment = Giữ lại
hold_again = Giữ thêm vì lý do khác
hold_what = Những gì còn lại ở đây không thể thực hiện cho đến khi bỏ giữ.
hold_until = Đến { $time }, hoặc đến khi khách trả lời.
hold_upsell = Khách đang chọn thêm hàng
hold_awaiting_payment = Chờ thanh toán
hold_high_risk_of_fraud = Nguy cơ gian lận cao
hold_incorrect_address = Địa chỉ không đúng
hold_inventory_out_of_stock = Hết hàng
hold_awaiting_return_items = Chờ hàng trả lại
hold_unknown_delivery_date = Chưa biết ngày giao
hold_other = Khác
note = Ghi chú
note_hint = Chỉ nhân viên thấy.
order_note_hint = Chỉ nhân viên thấy.
move_items = Chuyển sang địa điểm khác
tracking_link = Liên kết của kiện này
add_numbers = Thêm mã theo dõi
correct_numbers = Sửa mã theo dõi
correct_numbers_what = Mã đã sửa bắt đầu một hành trình mới, trang của khách sẽ theo mã đó. Để trống một mã để bỏ nó.
fulfilment_number = Lần thực hiện { $count }
packing_slip = Phiếu đóng gói
print = In
item = Mặt hàng
article = Mã hàng
packed = Đã đóng gói
sent = Đã gửi
label = Nhãn
label_number = Số của nhãn
label_link = Liên kết đến nhãn
open_label = Mở nhãn
print_label = Để in
cost = Chi phí
currency = Tiền tệ
currency_hint = Ba chữ cái, như VND
voided = đã hủy
record_label = Ghi nhận nhãn
void_label = Hủy nhãn
void_label_first = Có nhãn đã mua
void_label_first_next = Hãy hủy nhãn trước: sau đó mới hủy được lần thực hiện.
cancel_fulfilment = Hủy lần thực hiện này
cancel_fulfilment_of = Hủy thực hiện { $count } mặt hàng
cancel_gives_back = Hàng có thể được thực hiện lại, và các mã không còn được theo dõi.
cancel_stops_nothing = Việc này không chặn kiện hàng đã ở chỗ đơn vị vận chuyển hay dịch vụ thực hiện. Hãy liên hệ họ để chặn.
timeline = Dòng thời gian
earlier_events = { $count } sự kiện trước đó
more_happened = Còn nhiều sự kiện hơn những gì hiện ở đây.
no_contact = Không có thông tin liên hệ hay địa chỉ.
redacted = Dữ liệu cá nhân của khách đã bị xóa.
correct_details = Sửa liên hệ, địa chỉ và ghi chú
company = Công ty
street = Đường
street_more = Căn hộ, tầng, nhờ chuyển
postal_code = Mã bưu chính
city = Thành phố
province = Tỉnh hoặc bang
country = Quốc gia
country_hint = Hai chữ cái, như VN
change_payment = Đổi thanh toán
source = Ai xác nhận
source_hint = Không gửi SMS cho đơn mà bạn tự đánh dấu đã trả.
source_merchant = Chúng tôi
source_gateway = Nhà cung cấp thanh toán
send_again = Gửi tin nhắn
send_again_what = Tin được gửi thêm một lần, theo đơn hàng hiện tại.
send = Gửi
whole_order = Toàn bộ đơn hàng
complete_order = Hoàn tất, không thêm hàng
complete_what = Khách đã rời trang thanh toán và không chọn thêm. Sau đó đơn có thể được thực hiện.
cancel_order = Hủy đơn hàng
cancel_order_what = Những gì chưa thực hiện sẽ không bao giờ được thực hiện. Không thể hoàn tác.
cancel_order_keeps = { $count } mặt hàng đã thực hiện và giữ nguyên
cancel_items =
    { $count ->
        [0] Hủy đơn hàng
       *[other] Hủy đơn hàng: không gửi { $count } mặt hàng
    }
archive = Lưu trữ
archive_what = Đưa đơn ra khỏi danh sách và khỏi mục cần chú ý. Bạn có thể đưa lại.
unarchive = Đưa ra khỏi lưu trữ
redact = Xóa dữ liệu của khách
redact_for_good = Không thể hoàn tác
redact_what = Tên, địa chỉ, email và số điện thoại bị xóa vĩnh viễn. Các con số vẫn còn.
redact_now = Xóa vĩnh viễn dữ liệu của khách
mail_stopped = Không còn gửi email đến địa chỉ này nữa
mail_stopped_next = Hãy hỏi khách. Nếu địa chỉ đúng, có thể gửi email đến đó trở lại.
lift_suppression = Gửi email đến đó trở lại

## What was done

done_fulfil = Đã thực hiện
done_bulk_fulfil = Các đơn đã chọn đã được xử lý
done_cancel = Đã hủy lần thực hiện: hàng trở lại chưa thực hiện
done_tracking = Đã lưu mã theo dõi
done_tracking_next = Đơn vị vận chuyển sẽ được hỏi trong vòng một phút.
done_record_label = Đã ghi nhận nhãn
done_void_label = Đã hủy nhãn
done_hold = Đã giữ lại
done_release = Đã bỏ giữ
done_move = Đã chuyển
done_complete = Đơn đã hoàn tất
done_payment = Đã đổi thanh toán
done_cancel_order = Đã hủy đơn
done_archive = Đã lưu trữ
done_unarchive = Đã trở lại danh sách
done_redact = Đã xóa dữ liệu của khách
done_amend = Đã lưu
done_retrack = Đã hỏi đơn vị vận chuyển
done_retrack_next = Câu trả lời hiện ở dưới. Nếu không đổi thì chưa có gì mới.
done_set_status = Đã đặt trạng thái
done_set_status_next = Giữ nguyên cho đến khi có lần quét muộn hơn.
done_undo_status = Lại tin đơn vị vận chuyển
done_message = Tin nhắn đang chờ gửi
done_message_next = Kết quả sẽ hiện trong mục tin nhắn sau giây lát.
done_lift_suppression = Email lại được gửi đến địa chỉ này
done_lift_suppression_next = Những gì chưa được gửi trong lúc đó có thể gửi từ đây.
done_settings = Đã lưu: cài đặt có hiệu lực

## What happened

event_placed = Đơn đã được đặt
event_accepted = Khách đã chọn thêm hàng
event_declined = Khách không chọn thêm hàng
event_upsell_expired = Đã hết giờ chọn thêm hàng
event_payment = Thanh toán: { $payment }
event_amended = Đã sửa thông tin
event_order_cancelled = Đơn bị hủy: không gửi { $count } mặt hàng
event_archived = Đã lưu trữ
event_unarchived = Đưa ra khỏi lưu trữ
event_redacted = Đã xóa dữ liệu của khách
event_held = Bị giữ: { $reason }
event_released = Đã bỏ giữ
event_fulfilled = Đã thực hiện { $count } mặt hàng
event_fulfilled_by_itself = { $count } mặt hàng được tự động thực hiện
event_left_open = Hàng không tự thực hiện được, vẫn để mở
event_fulfilment_cancelled = Một lần thực hiện bị hủy
event_number_added = Đã thêm mã theo dõi { $number }
event_number_corrected = Đã sửa mã theo dõi thành { $number }
event_details_corrected = Đã sửa đơn vị vận chuyển hoặc liên kết của { $number }
event_number_removed = Đã bỏ một mã theo dõi
event_status = { $number }: { $before } → { $after }
event_status_set = { $number }, đặt thủ công: { $before } → { $after }
event_status_undone = { $number }: lại tin đơn vị vận chuyển, { $status }
event_opted_in = Khách muốn nhận cập nhật qua email
event_opted_out = Khách không muốn nhận cập nhật qua email
event_message_asked = Yêu cầu gửi tin: { $message }, { $way }
event_label_recorded = Đã ghi nhận nhãn
event_label_voided = Đã hủy nhãn
event_moved = Hàng được chuyển sang địa điểm khác

## What stands in the way

problem_invalid = Có chỗ trong biểu mẫu chưa đúng
problem_filters = Không liệt kê được
problem_location_required = Hàng ở nhiều địa điểm
problem_scope = Khóa của bạn chỉ được xem, không được sửa
problem_plan = Gói của bạn không có mục này
problem_not_found = Nó không còn nữa
problem_on_hold = Hàng đang chờ hoặc đang bị giữ
problem_nothing_left = Không còn gì để thực hiện
problem_nothing_to_tell = Không có gì trong đơn khớp với tin nhắn đó
problem_too_many = Số còn mở ít hơn số bạn yêu cầu
problem_order_cancelled = Đơn đã bị hủy
problem_fulfilment_cancelled = Lần thực hiện đã bị hủy
problem_label = Nhãn chưa được hủy
problem_which_hold = Có nhiều lý do giữ: hãy bỏ một lý do
problem_upsell_expired = Không có lời mời thêm hàng nào đang chờ
problem_limit = Đơn đã có tối đa
problem_too_large = Quá lớn
problem_signed_out = Bạn đã bị đăng xuất. Hãy đăng nhập lại rồi gửi lần nữa.
problem_strange_form = Trang này thuộc phiên trước: hãy xem lại rồi gửi lần nữa
problem_twice = Đã gửi rồi, nhưng khác: hãy tải lại trang
problem_slow_down = Thử quá nhiều lần. Hãy chờ vài phút.
problem_try_again = Hiện đang bận. Hãy thử lại sau giây lát.
problem_internal = Phía chúng tôi gặp lỗi

## The settings

store = Cửa hàng
store_what = Khách hàng biết bạn là ai, và ngày của bạn bắt đầu khi nào.
store_name = Tên cửa hàng
store_name_hint = Khách biết bạn qua tên này.
time_zone = Múi giờ
time_zone_hint = Ngày của bạn bắt đầu và kết thúc theo đó, như Asia/Ho_Chi_Minh.
plan = Gói
plan_boss = Boss: tất cả
plan_basic = Basic: không có theo dõi và giám sát
fulfilment_what = Khi nào đơn hàng được thực hiện, và từ đâu.
fulfilment_mode = Khi nào đơn được thực hiện
fulfilment_mode_hint = Muốn thực hiện từng phần, hãy chọn thủ công: tự động thì không còn gì để chia.
mode_manual = Thủ công
mode_automatic = Tự động, khi đã trả tiền
mode_digital = Tải xuống và thẻ quà tặng tự động, còn lại thủ công
locations = Địa điểm
locations_hint = Mỗi dòng một địa điểm, ưu tiên trước đứng đầu. Nếu để trống, tên nào cũng được.
custom_tracking_url = URL theo dõi vận chuyển tùy chỉnh
custom_tracking_url_hint = Mã được nối vào cuối. Gợi ý: { $site }
tracking_site = Liên kết theo dõi
tracking_site_what = Mã trong tin nhắn dẫn đến đâu. Nếu để trống: đến trang của đơn vị vận chuyển.
tracking_service = Dịch vụ theo dõi
tracking_service_what = Dịch vụ này theo kiện hàng của bạn, dù ai vận chuyển.
service_key = Khóa tại dịch vụ
key_kept = Đã lưu một khóa. Để trống để giữ nguyên.
key_needed = Khóa được lưu mã hóa và không bao giờ hiện ra.
webhook_secret = Bí mật của tin báo
webhook_secret_hint = Chỉ khi nó khác với khóa.
webhook_secret_kept = Đã lưu một bí mật. Để trống để giữ nguyên.
service_url = Karrio của bạn ở đâu
service_url_hint = Chỉ dành cho Karrio.
webhook_url = Địa chỉ nhận tin báo
webhook_url_hint = Hãy đưa cho dịch vụ, để tin đến ngay.
no_service = Không dùng dịch vụ theo dõi
no_service_what = Khi đó kiện hàng chỉ được liên kết đến đơn vị vận chuyển, không được theo dõi. Khóa bị quên.
messages_from = Tin nhắn của bạn đến từ ai, và tin nào được gửi.
notify_customers = Thông báo cho khách về việc thực hiện đơn hàng
notify_customers_hint = Xác nhận gửi hàng và cập nhật. Xác nhận đơn hàng và tải xuống luôn được gửi.
sender = Người gửi email
sender_hint = Như Cửa hàng Ada <orders@example.com>. Thiếu nó thì không gửi email.
reply_to = Thư trả lời gửi đến
reply_to_hint = Nếu không phải người gửi.
sms_sender = Người gửi SMS
sms_sender_hint = 1 đến 11 chữ cái và chữ số.
message_policy = Tin nào gửi bằng cách nào
status_page_notes = Ghi chú trên trang của khách
status_page_notes_hint = Mọi khách đều đọc được ở đó.
email_opt_in = Khách có thể xin cập nhật qua email
email_opt_in_hint = Ai chỉ cho số điện thoại có thể thêm địa chỉ trên trang.
status_page_where = Mở trang của khách từ đơn hàng.

## Templates

template = Mẫu
templates = Mẫu tin
templates_what = Lời của riêng bạn cho từng tin, viết bằng Liquid, ngôn ngữ mẫu của Shopify.
own_template = Của riêng bạn
default_template = Mặc định
subject = Tiêu đề
body = Nội dung
liquid_hint = Liquid. Mẫu không hiển thị được sẽ không được lưu.
back_to_default = Về mặc định
back_to_default_what = Mẫu riêng của bạn sẽ bị quên.
preview_of_order = Với đơn { $order }
preview_of_sample = Với đơn mẫu
preview_shown = Đã hiện bản xem trước
rendering = Đang soạn
cannot_be_rendered = Không hiển thị được
as_text = Dạng văn bản
sms_segments = Số SMS cần dùng:
