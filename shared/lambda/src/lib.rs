//! The envelopes: an event in, an answer out.
//!
//! A function is one decision. Everything around it is here, once: who is asking, reading the request, the
//! request's key, load → decide → write → answer, problems, and the line that each invocation logs.

mod answer;
mod app;
mod body;
pub mod browser;
mod bulk;
mod change;
pub mod cookie;
mod endpoint;
mod fallback;
mod feedback;
mod form;
mod incoming;
mod invocation;
mod list;
mod monitoring;
mod notifications;
mod page;
mod parameters;
mod parcel;
mod parcel_known;
mod parcel_view;
mod pause;
mod perform;
mod period;
mod place;
mod preview;
mod push;
mod read;
mod run;
mod schedule;
mod settings;
mod sign_in;
mod stream;
mod strict;
mod suppression;
mod tally;
mod untold;

pub mod problem;
pub mod rendering;
pub mod session;
pub mod view;

pub use answer::Answer;
pub use app::{App, Clock};
pub use bulk::{BulkAnswer, BulkRequest, change_orders};
pub use change::{Target, change_order, redact_order};
pub use endpoint::{Endpoint, Method};
pub use fallback::{document, no_such_route};
pub use feedback::{FeedbackFailed, TopicEvent, take_feedback};
pub use incoming::NoBody;
pub use invocation::{Invocation, Outcome, invoke};
pub use lambda_http::{Body, Request};
pub use lambda_runtime::Error;
pub use list::{OrdersView, TrackingView, find_orders, find_tracked, list_orders, list_tracking};
pub use monitoring::{CountView, DayView, MonitoringView, find_figures, find_figures_before, monitoring};
pub use notifications::{
    NotificationView, NotificationsView, OrderMessages, OrderNotificationsView, messages_of, notifications,
    notifications_of_order, request_notification,
};
pub use page::{Form, PageRequest, change_by, note_order};
pub use parameters::{cursor_of, place_of};
pub use parcel::{Learnt, RetrackView, Visit, change_parcel, read_parcel, retrack};
pub use parcel_known::{ParcelKnown, find_parcel};
pub use parcel_view::ParcelDetailView;
pub use place::place_order;
pub use preview::{PreviewTemplate, RenderingView, preview, preview_message};
pub use problem::Problem;
pub use push::{PushTaken, Pushed, take_push};
pub use read::{Sight, TimelineView, look_up, read_order, timeline};
pub use rendering::default_template;
pub use run::{run_http, run_operator, run_schedule, run_static, run_stream, run_topic};
pub use schedule::{Report, RunFailed, change_due};
pub use settings::{change_settings, read_settings};
pub use sign_in::{sign_in, sign_out};
pub use stream::{BatchAnswer, BatchItemFailure, StreamEvent};
pub use suppression::{lift_suppression, suppression_of};
pub use tally::{count_left, count_stream, rebuild_due};
pub use untold::bring_up_untold;
pub use view::webhook_url;
