//! The state constructors in Python and in TypeScript.

use prefect_taskrun::model::{FieldInfo, ModelInfo};
use prefect_taskrun::states::{CONSTRUCTORS, Constructor, PauseArguments, ScheduleArguments, StateArguments, Takes};

use crate::{stubs, typescript};

/// The fields that a constructor takes beside those that all take.
fn own_fields(constructor: &Constructor) -> Vec<&'static FieldInfo> {
    let model: &ModelInfo = match constructor.takes {
        Takes::Nothing => return Vec::new(),
        Takes::Schedule => ScheduleArguments::INFO,
        Takes::Pause | Takes::Suspension => PauseArguments::INFO,
    };
    model.fields.iter().filter(|field| !constructor.gives(field.name)).collect()
}

/// A module of Python functions.
pub(crate) fn python() -> String {
    let mut out = String::from(
        r#""""Prefect's state constructors."""
# Written by `generate python-states` from the core's definitions.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefect_taskrun._native import construct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta
    from typing import TypedDict
    from uuid import UUID

    from typing_extensions import Unpack

    from prefect_taskrun._native import Context, State

    class StateFields(TypedDict, total=False):
"#,
    );
    for field in StateArguments::INFO.fields {
        out.push_str(&format!("        {}: {}\n", field.name, stubs::input(field.shape)));
    }
    for constructor in CONSTRUCTORS {
        let own = own_fields(constructor);
        // A constructor's time comes first in Prefect too; all else is told by name.
        let by_name = if constructor.takes == Takes::Schedule { "" } else { "*, " };
        let parameters: String =
            own.iter().map(|field| format!("{}: {}, ", field.name, stubs::parameter(field))).collect();
        let between = if by_name.is_empty() { "*, " } else { "" };
        let given: String = own.iter().map(|field| format!("\"{0}\": {0}, ", field.name)).collect();
        let details: String = own.iter().map(|field| format!("\n    {}: {}", field.name, field.doc)).collect();
        let details = if details.is_empty() { details } else { format!("\n{details}\n    ") };
        out.push_str(&format!(
            "\n\ndef {name}({by_name}{parameters}{between}context: Context | None = None, **fields: Unpack[StateFields]) -> State:\n    \
             \"\"\"{doc}{details}\"\"\"\n    \
             return construct(\"{name}\", {{{given}**fields}}, context)\n",
            name = constructor.name,
            doc = constructor.doc,
        ));
    }
    out
}

/// A module of TypeScript functions.
pub(crate) fn typescript() -> String {
    let mut out = String::from(
        "// Written by `generate typescript-states` from the core's definitions.\n\
         import { construct } from \"../construct.js\";\n\
         import type { Options } from \"../options.js\";\n\
         import type { State, StateDetails } from \"./models.js\";\n",
    );
    for model in [StateArguments::INFO, ScheduleArguments::INFO, PauseArguments::INFO] {
        out.push_str(&typescript::arguments(model));
    }
    for (index, constructor) in CONSTRUCTORS.iter().enumerate() {
        let own = match constructor.takes {
            Takes::Nothing => "StateArguments",
            Takes::Schedule => "StateArguments & ScheduleArguments",
            Takes::Pause => "StateArguments & PauseArguments",
            Takes::Suspension => "StateArguments & Omit<PauseArguments, \"reschedule\">",
        };
        let own = if constructor.gives("name") {
            own.replace("StateArguments", "Omit<StateArguments, \"name\">")
        } else {
            own.into()
        };
        out.push_str(&format!(
            "\n/** {} Throws a `ValidationError` with everything that is wrong with the arguments. */\n\
             export function {}(args: {own} = {{}}, options?: Options): State {{\n  return construct({index}, args, options);\n}}\n",
            constructor.doc, constructor.name,
        ));
    }
    out
}
