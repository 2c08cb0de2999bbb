use super::RetryDelay;
use crate::define::models;
use crate::types::Int;
use crate::value::Value;

models! {
    /// Defines of how a task run should retry.
    TaskRunPolicy: Ignored older { max_retries => retries, retry_delay_seconds => retry_delay } [
        /// The maximum number of retries. Field is not used. Please use `retries` instead.
        max_retries: Int<'a> = empty, deprecated: true;
        /// The delay between retries. Field is not used. Please use `retry_delay` instead.
        retry_delay_seconds: f64 = empty, deprecated: true;
        /// The number of retries.
        retries: Option<Int<'a>> = null;
        /// A delay time or list of delay times between retries, in seconds.
        retry_delay: Option<RetryDelay<'a>> where retry_delays_are_few = null;
        /// Determines the amount a retry should jitter
        retry_jitter_factor: Option<f64> where jitter_is_not_negative = null;
    ]
}

const MOST_RETRY_DELAYS: usize = 50;

/// Prefect's `list_length_50_or_less`.
fn retry_delays_are_few(delay: &Value<'_>) -> Result<(), &'static str> {
    match delay {
        Value::List(delays) if delays.len() > MOST_RETRY_DELAYS => {
            Err("Can not configure more than 50 retry delays per task.")
        }
        _ => Ok(()),
    }
}

/// Prefect's `validate_not_negative`.
fn jitter_is_not_negative(factor: &Value<'_>) -> Result<(), &'static str> {
    match factor {
        Value::Float(factor) if *factor < 0.0 => Err("`retry_jitter_factor` must be >= 0."),
        _ => Ok(()),
    }
}
