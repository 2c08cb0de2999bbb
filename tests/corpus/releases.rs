//! The recorded verdicts of releases from 3.0.0 on: `tests/conformance/releases/record.py` makes them.

use std::collections::BTreeSet;

use prefect_taskrun::{
    Change, ChangeKind, Context, Release, StateCreate, TaskRunCreate, TaskRunUpdate, changes, supported_versions,
};
use serde_json::Value;

use super::{Dumps, agrees, body, context, lines, same, verdict};

const CORPUS: &[u8] = include_bytes!("../conformance/releases/corpus.jsonl.gz");

/// The releases that were asked, and the cases.
fn corpus() -> (Vec<Release>, impl Iterator<Item = Value>) {
    let mut lines = lines(CORPUS);
    let head = lines.next().unwrap();
    let releases = head["releases"].as_array().unwrap().iter().map(release).collect();
    (releases, lines)
}

pub fn release(text: &Value) -> Release {
    text.as_str().unwrap().parse().unwrap()
}

/// What a release said: the last verdict that was recorded up to it.
fn recorded(case: &Value, at: Release) -> &Value {
    let verdicts = case["verdicts"].as_array().unwrap();
    &verdicts.iter().rev().find(|verdict| release(&verdict[0]) <= at).unwrap()[1]
}

/// A model as a release has it: without the fields that it does not know, which must be empty.
fn as_known(case: &Value, whole: &str, at: Release) -> Value {
    let model = match case["model"].as_str().unwrap() {
        "TaskRunCreate" => TaskRunCreate::INFO,
        "StateCreate" => StateCreate::INFO,
        _ => TaskRunUpdate::INFO,
    };
    known_of(&changes(model), serde_json::from_str(whole).unwrap(), at)
}

/// The same of what a model became.
pub fn known_of(changes: &[Change], mut whole: Value, at: Release) -> Value {
    for change in changes {
        if change.since > at && matches!(change.kind, ChangeKind::Field(_)) {
            let (name, way) = change.path.split_last().unwrap();
            let mut place = Some(&mut whole);
            for step in way {
                place = place.and_then(|place| place.get_mut(step));
            }
            let removed = place.and_then(Value::as_object_mut).and_then(|object| object.shift_remove(*name));
            assert!(removed.is_none_or(|value| value.is_null() || value == serde_json::json!({})), "{name} at {at}");
        }
    }
    whole
}

fn agrees_at(case: &Value, ours: &Result<Dumps, prefect_taskrun::ValidationError>, at: Release) -> bool {
    let expected = recorded(case, at);
    match ours {
        Ok([whole, set]) => {
            let Some(theirs) = expected["ok"].as_str() else { return false };
            let whole_is_same =
                whole == theirs || same(&as_known(case, whole, at), &serde_json::from_str(theirs).unwrap());
            whole_is_same && expected["set"] == *set
        }
        Err(_) => agrees(expected, ours),
    }
}

#[test]
fn every_verdict_of_every_release_is_ours() {
    let (context, slug) = context();
    let (releases, cases) = corpus();
    let contexts: Vec<Context> = releases.iter().map(|release| context.clone().at(*release)).collect();
    let mut count = 0;
    for case in cases {
        let body = body(&case);
        for context in &contexts {
            let at = context.release();
            let ours = verdict(&case, &body, context, &slug);
            assert!(agrees_at(&case, &ours, at), "{at}: {case}\nours: {ours:?}");
            count += 1;
        }
    }
    assert!(count > 40_000, "only {count} verdicts");
}

#[test]
fn verdicts_change_where_the_definition_says() {
    let (releases, cases) = corpus();
    let cases: Vec<Value> = cases.collect();
    let defined: BTreeSet<Release> = changes(TaskRunCreate::INFO).iter().map(|change| change.since).collect();
    let changed: BTreeSet<Release> = releases
        .windows(2)
        .filter(|pair| cases.iter().any(|case| recorded(case, pair[0]) != recorded(case, pair[1])))
        .map(|pair| pair[1])
        .collect();
    assert_eq!(changed, defined);
    for Release(major, minor, patch) in defined {
        assert!(releases.contains(&Release(major, minor, patch - 1)), "what is before {major}.{minor}.{patch}?");
    }
}

#[test]
fn supported_ranges_are_what_the_releases_say() {
    let (context, _) = context();
    let (releases, cases) = corpus();
    let mut several = 0;
    for case in cases.filter(|case| case["model"] == "TaskRunCreate") {
        let ranges = supported_versions(&body(&case), &context);
        several += usize::from(ranges.len() > 1);
        assert_eq!(ranges[0].since, Release::FIRST);
        assert!(ranges.windows(2).all(|pair| pair[0].before == Some(pair[1].since)));
        assert_eq!(ranges.last().unwrap().before, None);
        for at in &releases {
            let range = ranges.iter().rfind(|range| range.since <= *at).unwrap();
            let expected = recorded(&case, *at);
            match &range.error {
                None => assert!(expected["ok"].is_string(), "{at}: {case}"),
                Some(error) => {
                    assert!(
                        same(&serde_json::from_str(&error.to_json()).unwrap(), &expected["errors"]),
                        "{at}: {case}"
                    );
                }
            }
        }
    }
    assert!(several > 100, "only {several} payloads with several ranges");
}

#[test]
fn a_newer_release_has_the_newest_rules() {
    let (context, _) = context();
    assert_eq!(context.release(), Release::NEWEST);
    assert_eq!(context.at(Release(3, 10, 0)).release(), Release::NEWEST);
}
