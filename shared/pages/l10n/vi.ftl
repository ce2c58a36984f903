# What customers read, in Vietnamese. The statuses' words are those that merchants know, where those were right: a
# failed attempt is not "not yet delivered".

## On every page

skip_to_content = Đi tới nội dung
language_label = Ngôn ngữ
map_credit = Bản đồ: Natural Earth. Địa danh: © GeoNames.org, CC BY 4.0.
copy = Sao chép
copied = Đã sao chép
copy_number = Sao chép mã { $number }
opens_elsewhere = Mở { $site }
stale = Mất kết nối. Thông tin bạn đang xem có thể đã cũ.

## Days and times

date_day = { $weekday }, { $day } { $month }
date_of_year = { $day } { $month }, { $year }
date_short = { $day } { $month }
time_of_day = { $time }
ago_now = vừa xong
ago_minutes = { $count } phút trước
ago_hours = { $count } giờ trước
ago_days = { $count } ngày trước

## The nine statuses

status_pending = Đang chờ xử lý
status_in_transit = Đang vận chuyển
status_pick_up = Chờ nhận hàng
status_delivered = Đã giao
status_undelivered = Giao không thành công
status_alert = Cảnh báo
status_expired = Đã hết hạn
status_unrecognized = Không được công nhận
status_returned = Đã trả lại
ready_to_collect = Sẵn sàng để nhận
out_for_delivery = Đang đi giao
returning = Đang được trả lại

## The five steps

steps = Tiến trình đơn hàng
step_confirmed = Đã xác nhận
step_on_its_way = Đang trên đường
step_out_for_delivery = Đang đi giao
step_attempted_delivery = Đã thử giao
step_delivered = Đã giao
step_now = hiện tại
step_done = đã xong
step_ahead = chưa tới

## The order status page: its head

page_title = Đơn hàng { $order } · { $store }
order_number = Đơn hàng { $order }
placed_on = Đặt ngày { $day }
is_confirmed = Đã xác nhận: đơn hàng đang được chuẩn bị
is_confirmed_next = { $store } đóng gói và bàn giao cho đơn vị vận chuyển. Từ lúc đó, bạn có thể theo dõi tại đây.
is_held = Đã xác nhận: chưa gửi hàng
is_held_next = { $store } đang xem lại đơn hàng trước khi gửi. Sau đó, bạn có thể theo dõi tại đây.
is_offered = Đã xác nhận: bạn vẫn có thể thêm vào đơn hàng
is_offered_next = Lúc { $time } đơn hàng được chuyển đi như hiện có, và { $store } bắt đầu chuẩn bị.
is_on_its_way = Đang trên đường
is_on_its_way_expected = Đang trên đường: dự kiến { $day }
is_on_its_way_next = Trang này cho biết kiện hàng đang ở đâu, mỗi khi đơn vị vận chuyển quét mã.
is_partly_on_its_way = Một phần đang trên đường
more_to_come = { $items } sản phẩm sẽ được gửi riêng.
is_out_for_delivery = Đang đi giao
is_out_for_delivery_next = Kiện hàng đã ở khu vực của bạn và thường đến trong ngày.
is_ready_to_collect = Sẵn sàng để nhận
is_ready_to_collect_next = Kiện hàng đang chờ tại điểm nhận hàng. Hãy mang theo mã theo dõi và giấy tờ tùy thân.
is_delivered = Đã giao
is_delivered_on = Đã giao { $day }
is_delivered_next = Nếu bạn chưa nhận được, hãy xem quanh cửa và hỏi những người cùng nhà, rồi liên hệ { $store }.
is_partly_delivered = Đã giao một phần
is_sent_by_email = Đã gửi qua email
is_sent_by_email_next = Không có gì phải chờ qua bưu điện. Nếu không thấy email, hãy xem thư mục thư rác, rồi liên hệ { $store }.
is_cancelled = Đã hủy
is_cancelled_next = Sẽ không có gì được gửi. Hãy liên hệ { $store } nếu bạn không biết về việc này.
is_partly_cancelled_next = Phần còn lại của đơn hàng đã bị hủy và sẽ không được gửi.
is_pending_next = Đơn vị vận chuyển đã được báo về kiện hàng. Có thể mất 5–7 ngày mã mới có thông tin.
is_untracked = Kiện hàng này không có mã theo dõi. Hàng đến như thư thường.
is_linked_only = Trang của đơn vị vận chuyển cho biết kiện hàng đang ở đâu.

## What is the matter, and what happens next

attempted = Giao hàng không thành công
attempted_next = Đơn vị vận chuyển sẽ giao lại hoặc để hàng tại điểm nhận. Trang của họ cho biết cụ thể.
attempted_recipient_unavailable = Không có người nhận khi giao hàng
attempted_recipient_unavailable_next = Đơn vị vận chuyển sẽ giao lại hoặc để hàng tại điểm nhận. Trang của họ cho biết cụ thể.
attempted_delayed_or_rescheduled = Việc giao hàng được dời sang ngày khác
attempted_delayed_or_rescheduled_next = Bạn không cần làm gì. Ngày mới sẽ hiện tại đây ngay khi đơn vị vận chuyển cho biết.
attempted_later_delivery_requested = Việc giao hàng được dời lại theo yêu cầu
attempted_later_delivery_requested_next = Đơn vị vận chuyển sẽ giao vào ngày đã hẹn.
attempted_address_not_found = Nhân viên chuyển phát không tìm được địa chỉ
attempted_address_not_found_next = Hãy kiểm tra với { $store } xem địa chỉ có đúng không, để lần sau có thể giao được.
attempted_rural_or_remote_area = Giao hàng đến khu vực này mất nhiều thời gian hơn
attempted_rural_or_remote_area_next = Đơn vị vận chuyển chỉ đến vào một số ngày, hoặc để hàng tại điểm nhận. Trang của họ cho biết cụ thể.
alert = Có điều gì đó khiến kiện hàng chưa đi tiếp được
alert_next = Đơn vị vận chuyển đang xử lý. Hãy liên hệ { $store } nếu vài ngày nữa vẫn không có gì thay đổi.
alert_refused_by_recipient = Kiện hàng đã bị từ chối khi giao
alert_refused_by_recipient_next = Đơn vị vận chuyển thường gửi trả lại. Nếu bạn muốn nhận, hãy sớm liên hệ { $store }.
alert_address_incorrect = Địa chỉ trên kiện hàng sai hoặc chưa đầy đủ
alert_address_incorrect_next = Hãy cho { $store } biết địa chỉ đúng để có thể giao hàng.
alert_retention_period_over = Đã hết thời gian lưu giữ kiện hàng
alert_retention_period_over_next = Điểm nhận hàng thường gửi trả lại. Nếu bạn vẫn muốn nhận, hãy liên hệ { $store }.
alert_recipient_absent = Người nhận vắng nhà
alert_recipient_absent_next = Đơn vị vận chuyển tạm giữ kiện hàng. Trang của họ cho biết cách nhận.
alert_held_by_customs = Hải quan đang kiểm tra kiện hàng
alert_held_by_customs_next = Việc này có thể mất vài ngày. Nếu cần giấy tờ hoặc lệ phí, đơn vị vận chuyển sẽ báo; nếu không, hãy liên hệ { $store }.
alert_prohibited_goods = Hải quan đã giữ kiện hàng: hàng bên trong không được phép nhập khẩu
alert_restricted_import = Hải quan đã giữ kiện hàng: hàng bên trong cần giấy phép
alert_stopped_by_customs_next = Hãy liên hệ { $store } để thống nhất bước tiếp theo.
alert_damaged_or_lost = Kiện hàng bị hỏng hoặc thất lạc trong quá trình vận chuyển
alert_damaged_or_lost_next = { $store } sẽ làm việc với đơn vị vận chuyển. Hãy liên hệ cửa hàng để thống nhất cách bù lại cho bạn.
is_returning = Kiện hàng đang được trả lại cửa hàng
is_returning_next = Hãy liên hệ { $store } nếu bạn muốn hàng được gửi lại.
is_returned = Kiện hàng đã được trả lại cửa hàng
is_returned_next = Hãy liên hệ { $store } để hàng được gửi lại, hoặc để giải quyết khoản thanh toán.
is_expired = Đã lâu không có tin về kiện hàng
is_expired_next = Hãy nhờ { $store } hỏi đơn vị vận chuyển xem hàng đang ở đâu. Nếu tìm thấy, trang này sẽ hiển thị.
is_unrecognized = Đơn vị vận chuyển không nhận ra mã theo dõi này
is_unrecognized_next = Có thể mã đã bị viết sai. { $store } có thể sửa lại, và trang này sẽ theo dõi mã đúng.

## Its parts

from_the_store = Từ { $store }
parcel = Kiện hàng
parcel_of = Kiện { $number } trên { $count }
by_email = Qua email
sent_on = Gửi ngày { $day }
expected = Dự kiến
quantity = × { $count }
carrier = Đơn vị vận chuyển
tracking_number = Mã theo dõi
elsewhere = Trên mạng
follow_at = Theo dõi tại { $site }
map_last_seen = Lần cuối được ghi nhận tại { $place }, { $day }.
map_arrived = Đã đến { $place }, { $day }.
map_before = Trước đó: { $places }.
map_ahead = Sẽ đi tiếp đến { $place }.
scans = Hành trình
scans_earlier = { $count } lần quét trước đó
no_scans = Lần quét đầu tiên sẽ hiện tại đây ngay khi đơn vị vận chuyển quét mã.
to_come = Chưa gửi
in_this_order = Trong đơn hàng này
services = Dịch vụ
will_not_come = Sẽ không gửi
kind_physical = Sản phẩm
kind_digital = Tệp tải về
kind_gift_card = Thẻ quà tặng
kind_service = Dịch vụ
live = Trang này tự cập nhật.

## For the owner alone

your_order = Đơn hàng của bạn
delivered_to = Giao đến
contact = Liên hệ
payment = Thanh toán
payment_pending = Chưa thanh toán
payment_paid = Đã thanh toán
payment_refunded = Đã hoàn tiền
payment_voided = Không thu tiền
subtotal = Tiền hàng
shipping = Phí vận chuyển
tax = Thuế
discount = Giảm giá
total = Tổng cộng
download = Tải về { $title }
updates = Thông báo qua email
updates_on = Thông báo từ { $store } được gửi đến { $email }.
updates_off = Để { $store } gửi email cho bạn mỗi khi kiện hàng có tin mới.
updates_stop = Ngừng gửi email
updates_start = Gửi thông báo cho tôi
email_address = Địa chỉ email
email_wrong = Hãy viết địa chỉ email, ví dụ ada@example.com
phone_number = Số điện thoại
only_you = Chỉ bạn thấy phần này.
only_customer = Chỉ khách hàng và cửa hàng của bạn thấy phần này.

## For whom the page does not know

log_in_title = Đây có phải đơn hàng của bạn?
log_in_why = Đăng nhập để xem địa chỉ và thông tin liên hệ. Người chỉ có liên kết sẽ không thấy.
log_in_order = Số đơn hàng
log_in_order_hint = Có trong thư hoặc tin nhắn xác nhận bạn đã nhận, ví dụ #1001.
log_in_by_email = Địa chỉ email của đơn hàng
log_in_by_phone = Số điện thoại của đơn hàng
log_in = Xem thông tin của tôi
log_in_failed = Thông tin không khớp với đơn hàng. Hãy so lại cả hai với xác nhận bạn đã nhận.
log_in_slow_down = Đã thử quá nhiều lần. Hãy chờ vài phút rồi thử lại.

## For the merchant

preview = Xem trước
preview_what = Khách hàng của bạn thấy trang này như vậy. Không ai khác thấy khung này.
preview_capture = Chưa gửi hàng: đây là lúc thích hợp để thu tiền thanh toán.
preview_back = Về đơn hàng

## The small pages

claim_title = Mở đơn hàng của bạn
claim_why = Mở trang đơn hàng { $order } tại { $store } trên thiết bị này, có địa chỉ và thông tin liên hệ của bạn.
claim = Mở đơn hàng của tôi
claim_note = Liên kết này chỉ dùng được một lần. Trên thiết bị khác, hãy đăng nhập bằng số đơn hàng.
claim_used_title = Liên kết này đã được sử dụng
claim_used = Liên kết đã mở đơn hàng { $order } trên thiết bị dùng nó đầu tiên. Để xem địa chỉ và thông tin liên hệ trên thiết bị này, hãy đăng nhập ở trang đơn hàng.
unsubscribe_title = Ngừng nhận email?
unsubscribe_why = { $store } sẽ không gửi thêm email về tình hình đơn hàng của bạn.
unsubscribe = Ngừng gửi email
unsubscribe_note = Bạn vẫn có thể theo dõi đơn hàng trên trang của đơn hàng.
unsubscribed_title = Không gửi email nữa
unsubscribed = { $store } sẽ không gửi thêm thông báo về đơn hàng này. Nếu đổi ý, bạn có thể bật lại trên trang của đơn hàng.
see_order = Xem đơn hàng
not_found_title = Không có trang này
not_found = Liên kết có thể bị thiếu hoặc đã cũ. Hãy mở lại từ tin nhắn bạn đã nhận.
failed_title = Không thực hiện được
failed = Đã có lỗi từ phía chúng tôi. Hãy chờ một lát rồi tải lại trang.
