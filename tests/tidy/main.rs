//! The parts agree with each other.
