//! What SES and SNS reply with, here.

use waybill_lambda::Answer;

/// What is answered.
pub enum Reply {
    /// This.
    Answer(Answer),
    /// Nothing, and the connection stays.
    Silence,
    /// Nothing, and the connection ends.
    CutOff,
}

/// An id that no other has, in the form of a UUID.
pub fn random_id() -> String {
    let number = waybill_store::secret::random().map_or(0, u128::from_be_bytes);
    let text = format!("{number:032x}");
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}
