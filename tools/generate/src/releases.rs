//! The releases of Prefect whose rules differ, as TypeScript.

use prefect_taskrun::host::turning_releases;

/// A list of the releases.
pub(crate) fn typescript() -> String {
    let releases: Vec<String> = turning_releases().iter().map(|release| format!("\"{release}\"")).collect();
    format!(
        "// Written by `generate releases` from the core's definitions.\n\n\
         /** The first release, and each that changed what the payload of a task run may hold, in order. */\n\
         export const RELEASES = [{}] as const;\n",
        releases.join(", "),
    )
}
