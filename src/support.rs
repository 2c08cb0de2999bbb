//! Which releases of Prefect take a payload.

use std::collections::BinaryHeap;

use crate::changes::changes;
use crate::context::Context;
use crate::error::ValidationError;
use crate::models::TaskRunCreate;
use crate::release::Release;

/// Releases that say the same to a payload, whose errors are an `E`.
#[derive(Clone, Debug)]
pub struct Support<E = ValidationError> {
    /// The first of them.
    pub since: Release,
    /// The first release that no longer is one of them. Without it they go on: newer ones than are known count, too.
    pub before: Option<Release>,
    /// What they have against the payload, if anything.
    pub error: Option<E>,
}

/// What each release of Prefect says to a body that is to create a task run, from the first release on.
///
/// Two ranges that follow one another differ in their errors, or one of them has none. The context's own release plays
/// no part.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, Release, supported_versions};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let body = br#"{"task_key": "load", "dynamic_key": "0", "labels": {"team": "data"}}"#;
/// let [old, new] = supported_versions(body, &context).try_into().unwrap();
/// assert_eq!((old.since, old.before), (Release(3, 0, 0), Some(Release(3, 1, 5))));
/// assert_eq!(old.error.unwrap().errors().next().unwrap().code(), "extra_forbidden");
/// assert_eq!((new.since, new.before), (Release(3, 1, 5), None));
/// assert!(new.error.is_none());
/// ```
#[must_use]
pub fn supported_versions(body: &[u8], context: &Context) -> Vec<Support> {
    match TaskRunCreate::INFO.refusing(body) {
        Ok(refuse) => support(context, refuse, ValidationError::to_json),
        Err(error) => vec![Support { since: Release::FIRST, before: None, error: Some(error) }],
    }
}

/// As [`supported_versions`], for a payload of any host: `refuse` says what there is against it in a context, and errors
/// are the same if their `words` are.
#[must_use]
pub fn support<E>(
    context: &Context,
    refuse: impl Fn(&Context) -> Option<E>,
    words: impl Fn(&E) -> String,
) -> Vec<Support<E>> {
    let mut ranges: Vec<Support<E>> = Vec::new();
    let mut said = None;
    for release in turning_releases() {
        let error = refuse(&context.clone().at(release));
        let says = Some(error.as_ref().map(&words));
        if says != said {
            if let Some(last) = ranges.last_mut() {
                last.before = Some(release);
            }
            ranges.push(Support { since: release, before: None, error });
            said = says;
        }
    }
    ranges
}

/// The first release, and each that changed what the payload of a task run may hold, in order.
#[must_use]
pub fn turning_releases() -> Vec<Release> {
    let mut releases: BinaryHeap<Release> = changes(TaskRunCreate::INFO).iter().map(|change| change.since).collect();
    releases.push(Release::FIRST);
    let mut releases = releases.into_sorted_vec();
    releases.dedup();
    releases
}
