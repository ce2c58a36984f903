//! Where a place is, by its name.
