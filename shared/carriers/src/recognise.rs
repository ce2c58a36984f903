//! Whose number a number may be.
