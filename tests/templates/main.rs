//! What messages say, and what templates may do.

mod defaults;
mod given;
mod hostile;
mod liquid;
mod properties;
mod segments;
mod shopify;
