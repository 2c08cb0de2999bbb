use super::RetryDelay;
use crate::define::models;
use crate::model::{Limit, Rule};
use crate::types::Int;
use crate::value::Model;

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
        retry_delay: Option<RetryDelay<'a>> where RETRY_DELAYS_ARE_FEW = null;
        /// Determines the amount a retry should jitter
        retry_jitter_factor: Option<f64> where JITTER_IS_NOT_NEGATIVE = null;
    ]
}

/// A policy of which nothing is given.
impl Default for TaskRunPolicy<'_> {
    fn default() -> Self {
        Model::blank(Self::INFO).into()
    }
}

/// Prefect's `list_length_50_or_less`.
const RETRY_DELAYS_ARE_FEW: Rule =
    Rule { limit: Limit::MostItems(50), words: "Can not configure more than 50 retry delays per task." };

/// Prefect's `validate_not_negative`.
const JITTER_IS_NOT_NEGATIVE: Rule = Rule { limit: Limit::NotNegative, words: "`retry_jitter_factor` must be >= 0." };
