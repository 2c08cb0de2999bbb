//! The state constructors, with arguments of their own types.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::{DateTime, TimeDelta, Utc};
use prefect_taskrun::states::{self, CONSTRUCTORS, Conflict, PauseArguments, StateArguments};
use prefect_taskrun::{Context, Duration, StateDetails, StateType};

fn context() -> Context {
    Context::new(DateTime::from_timestamp(1_700_000_000, 0).unwrap(), 7)
}

#[test]
fn each_constructor_makes_a_state_of_its_type() {
    let context = context();
    for constructor in CONSTRUCTORS {
        let state = constructor.from_json(b"{}", &context).unwrap();
        assert_eq!(state.id.get_version_num(), 7);
        assert_eq!(state.timestamp, context.now());
        assert_eq!(state.name.as_deref(), Some(constructor.name));
        assert_eq!(state.is_scheduled(), state.state_details.scheduled_time.is_some());
        assert_eq!(state.to_state_create().r#type, state.r#type);
    }
}

#[test]
fn a_time_is_told_once() {
    let context = context();
    let mut arguments = StateArguments::new(&context);
    arguments.state_details.scheduled_time = Some(context.now());
    assert_eq!(states::late(Some(context.now()), arguments.clone(), &context).unwrap_err(), Conflict::ScheduledTime);
    // What stands in the details alone gives way to the present.
    let state = states::late(None, arguments, &context).unwrap();
    assert_eq!(state.state_details.scheduled_time, Some(context.now()));
}

#[test]
fn a_pause_ends_at_the_last_moment_of_the_year_9999_at_the_latest() {
    let context = Context::new(DateTime::from_timestamp(253_402_300_799, 0).unwrap(), 7);
    let end = |microseconds| {
        let mut pause = PauseArguments::default();
        pause.timeout_seconds = Some(Duration::from_micros(microseconds));
        let state = states::paused(pause, StateArguments::new(&context), &context);
        state.map(|state| state.state_details.pause_timeout)
    };
    let last = end(999_999).unwrap().unwrap();
    assert_eq!(last, "9999-12-31T23:59:59.999999Z".parse::<DateTime<Utc>>().unwrap());
    assert_eq!(end(1_000_000).unwrap_err(), Conflict::PauseTooLong);
}

#[test]
fn a_pause_ends_as_its_arguments_say() {
    let context = context();
    let minute = Some(Duration::from_micros(60_000_000));
    let mut pause = PauseArguments::default();
    pause.timeout_seconds = minute;
    let state = states::suspended(pause.clone(), StateArguments::new(&context), &context).unwrap();
    let StateDetails { pause_timeout, pause_reschedule, .. } = state.state_details;
    assert_eq!(pause_timeout, Some(context.now() + TimeDelta::minutes(1)));
    assert!(pause_reschedule);
    assert_eq!((state.r#type, state.name.as_deref()), (StateType::Paused, Some("Suspended")));

    pause.pause_expiration_time = Some(context.now());
    let refused = |pause, arguments| states::paused(pause, arguments, &context).unwrap_err();
    assert_eq!(refused(pause.clone(), StateArguments::new(&context)), Conflict::PauseLengthAndEnd);
    let mut arguments = StateArguments::new(&context);
    arguments.state_details.pause_timeout = Some(context.now());
    assert_eq!(refused(pause.clone(), arguments), Conflict::PauseTimeout);
    pause.pause_expiration_time = None;
    pause.timeout_seconds = Some(Duration::from_micros(i64::MAX));
    assert_eq!(refused(pause, StateArguments::new(&context)), Conflict::PauseTooLong);
}
