//! What an order may and may not do.
