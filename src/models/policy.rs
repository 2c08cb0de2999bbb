use super::RetryDelay;
use crate::check::Check;
use crate::error::Complaint;
use crate::input::{HostInput, Input, View};
use crate::model::models;
use crate::types::{Int, is_falsy};

models! {
    /// Defines of how a task run should retry.
    TaskRunPolicy: Ignored before fill_from_deprecated [
        /// The maximum number of retries. Field is not used. Please use `retries` instead.
        max_retries: Int<'a> = Int::Small(0), deprecated: true;
        /// The delay between retries. Field is not used. Please use `retry_delay` instead.
        retry_delay_seconds: f64 = 0.0, deprecated: true;
        /// The number of retries.
        retries: Option<Int<'a>> = None;
        /// A delay time or list of delay times between retries, in seconds.
        retry_delay: Option<RetryDelay<'a>> where retry_delays_are_few = None;
        /// Determines the amount a retry should jitter
        retry_jitter_factor: Option<f64> where jitter_is_not_negative = None;
    ]
}

impl Default for TaskRunPolicy<'_> {
    fn default() -> Self {
        Self::blank()
    }
}

/// Prefect's `set_run_policy_deprecated_fields`, which writes into the payload itself.
fn fill_from_deprecated<'a, I: Input<'a>>(
    policy: &I,
    found: &mut [Option<I>; 5],
    check: &mut Check<'a, '_, I>,
) -> Option<()> {
    let [max_retries, retry_delay_seconds, retries, retry_delay, _] = found;
    for (name, older, newer) in [("retries", max_retries, retries), ("retry_delay", retry_delay_seconds, retry_delay)] {
        match newer_is_due(older.as_ref(), newer.as_ref()) {
            Ok(true) => {
                check.rewrites.extend(older.clone().map(|older| (policy.clone(), name, older)));
                newer.clone_from(older);
            }
            Ok(false) => {}
            Err(complaint) => return check.complain(complaint, policy),
        }
    }
    Some(())
}

/// Whether a newer field is to take the value of the older one, or why the host cannot say.
fn newer_is_due<'a, I: Input<'a>>(older: Option<&I>, newer: Option<&I>) -> Result<bool, Complaint> {
    // What the host could not read is no value at all.
    let unread = [older, newer].into_iter().flatten().any(|input| input.unread().is_some());
    if unread || !newer.map_or(Ok(true), is_falsy)? {
        return Ok(false);
    }
    older.map_or(Ok(false), |older| is_zero(older).map(|zero| !zero))
}

/// Whether Python holds a value for equal to 0, or why it cannot say.
fn is_zero<'a, I: Input<'a>>(input: &I) -> Result<bool, Complaint> {
    match input.view() {
        View::Bool(_) | View::Int(_) | View::Float(_) => is_falsy(input),
        View::Host(host) => host.is_zero(),
        _ => Ok(false),
    }
}

const MOST_RETRY_DELAYS: usize = 50;

/// Prefect's `list_length_50_or_less`.
fn retry_delays_are_few(delay: &Option<RetryDelay<'_>>) -> Result<(), &'static str> {
    let count = match delay {
        Some(RetryDelay::Ints(delays)) => delays.len(),
        Some(RetryDelay::Floats(delays)) => delays.len(),
        _ => 0,
    };
    if count > MOST_RETRY_DELAYS { Err("Can not configure more than 50 retry delays per task.") } else { Ok(()) }
}

/// Prefect's `validate_not_negative`.
fn jitter_is_not_negative(factor: &Option<f64>) -> Result<(), &'static str> {
    if factor.is_some_and(|factor| factor < 0.0) { Err("`retry_jitter_factor` must be >= 0.") } else { Ok(()) }
}
