//! `notify` as a Lambda function.

use waybill_lambda::{Error, run_stream};
use waybill_notify::Post;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let post = Post::from_env().await;
    run_stream(notify::NAME, |app, event| notify::handler(app, post.clone(), event)).await
}
