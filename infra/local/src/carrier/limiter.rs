//! Three calls a second for each token, by the machine's clock: a client that is held back waits in real time,
//! however fast the simulated clock runs.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Calls of one token in a second.
pub const PER_SECOND: usize = 3;

const SECOND: Duration = Duration::from_secs(1);

/// Tokens that are remembered before those that have been quiet for a second are forgotten.
const REMEMBERED: usize = 1_000;

/// Who has called in the last second.
#[derive(Debug, Default)]
pub struct Limiter {
    calls: HashMap<String, VecDeque<Instant>>,
}

impl Limiter {
    /// Whether a call may be made now. One that may not is not counted.
    pub fn admits(&mut self, token: &str, now: Instant) -> bool {
        let is_old = |call: &Instant| now.saturating_duration_since(*call) >= SECOND;
        if self.calls.len() >= REMEMBERED {
            self.calls.retain(|_, calls| calls.back().is_some_and(|last| !is_old(last)));
        }
        let calls = self.calls.entry(token.to_owned()).or_default();
        while calls.front().is_some_and(is_old) {
            calls.pop_front();
        }
        let admitted = calls.len() < PER_SECOND;
        if admitted {
            calls.push_back(now);
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fourth_call_of_a_second_is_refused_and_others_are_not_held_back_by_it() {
        let (mut limiter, start) = (Limiter::default(), Instant::now());
        for ms in [0, 100, 200] {
            assert!(limiter.admits("first", start + Duration::from_millis(ms)));
        }
        assert!(!limiter.admits("first", start + Duration::from_millis(900)));
        assert!(limiter.admits("second", start + Duration::from_millis(900)));
        assert!(limiter.admits("first", start + SECOND));
        assert!(!limiter.admits("first", start + Duration::from_millis(1_050)));
        assert!(limiter.admits("first", start + Duration::from_millis(1_100)));
    }
}
