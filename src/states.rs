//! Prefect's state constructors.
//!
//! Source of the rules: `prefect.server.schemas.states`.
//!
//! ```
//! use chrono::DateTime;
//! use prefect_taskrun::states::{self, StateArguments};
//! use prefect_taskrun::{Context, StateType};
//!
//! let context = Context::new(DateTime::UNIX_EPOCH, 0);
//! let state = states::awaiting_retry(None, StateArguments::new(&context), &context)?;
//! assert_eq!(state.r#type, StateType::Scheduled);
//! assert_eq!(state.name.as_deref(), Some("AwaitingRetry"));
//! assert_eq!(state.state_details.scheduled_time, Some(context.now()));
//! # Ok::<(), states::Conflict>(())
//! ```

mod arguments;
mod constructor;

pub use arguments::{PauseArguments, ScheduleArguments, StateArguments};
pub use constructor::{
    CONSTRUCTORS, Conflict, Constructor, Takes, awaiting_concurrency_slot, awaiting_retry, cancelled, cancelling,
    completed, crashed, failed, infrastructure_pending, late, paused, pending, retrying, running, scheduled,
    submitting, suspended,
};
