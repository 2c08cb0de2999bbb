//! COMPATIBILITY.md's table of what changed from release to release.

use prefect_taskrun::model::Extra;
use prefect_taskrun::{ChangeKind, TaskRunCreate, changes};

/// A row for each change in the payloads of a task run.
pub(crate) fn table() -> String {
    let mut changes = changes(TaskRunCreate::INFO);
    changes.sort_by_key(|change| change.since);
    let rows = changes.iter().map(|change| {
        let path = change.path.join(".");
        let (what, before) = match change.kind {
            ChangeKind::Field(Extra::Forbidden) => (format!("`{path}`"), "refuse it: `extra_forbidden`"),
            ChangeKind::Field(Extra::Ignored) => (format!("`{path}`"), "pass it over, whatever it is"),
            ChangeKind::Form(name) => (format!("`{path}` as `{name}`"), "know only the other forms"),
        };
        format!("| {} | {what} | {before} |\n", change.since)
    });
    let head = "| since | in a task run's payload | earlier releases |\n|---|---|---|\n";
    head.to_owned() + &rows.collect::<String>()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_up_to_date() {
        let document = include_str!("../../../COMPATIBILITY.md");
        assert!(
            document.contains(&super::table()),
            "please put what `generate compatibility` prints into COMPATIBILITY.md"
        );
    }
}
