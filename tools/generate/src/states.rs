//! The state constructors in Python and in TypeScript.

use prefect_taskrun::host::Typed;
use prefect_taskrun::model::{FieldInfo, Shape};
use prefect_taskrun::states::{CONSTRUCTORS, Constructor, PauseArguments, ScheduleArguments, StateArguments, Takes};
use prefect_taskrun::{StateCreate, StateType};

use crate::{stubs, typescript};

/// The fields that a constructor takes beside those that all take.
fn own_fields(constructor: &Constructor) -> Vec<&'static FieldInfo> {
    let fields = constructor.takes.arguments().map_or(&[][..], |model| model.fields);
    fields.iter().filter(|field| !constructor.gives(field.name)).collect()
}

/// A module of Python functions.
pub(crate) fn python() -> String {
    let mut out = String::from(
        r#""""Prefect's state constructors."""
# Written by `generate python-states` from the core's definitions.

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypedDict

from prefect_taskrun._native import construct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, timedelta
    from uuid import UUID

    from typing_extensions import Unpack

    from prefect_taskrun._native import Context, State, StateDetails


@TYPES@


class StateFields(TypedDict, total=False):
    """What every state constructor takes."""

"#,
    )
    .replace("@TYPES@", &state_type());
    for field in StateArguments::INFO.fields {
        out.extend(["    ", field.name, ": ", &stubs::input(field), "\n"]);
    }
    out.extend(CONSTRUCTORS.iter().map(python_function));
    out
}

/// Prefect's enumeration of state types, as Prefect's own shows itself.
fn state_type() -> String {
    let mut out = String::from("class StateType(str, Enum):\n");
    if let Shape::Enum { doc, members, .. } = StateType::SHAPE {
        out.extend(["    \"\"\"", doc, "\"\"\"\n\n"]);
        for member in *members {
            out.extend(["    ", member, " = \"", member, "\"\n"]);
        }
    }
    out + "\n    def __repr__(self) -> str:\n        return f\"{type(self).__name__}.{self.value}\""
}

fn python_function(constructor: &Constructor) -> String {
    let Constructor { name, doc, takes, .. } = constructor;
    let mut parameters =
        vec!["*".to_owned(), "context: Context | None = None".into(), "**fields: Unpack[StateFields]".into()];
    // A constructor's time comes first in Prefect too; all else is told by name.
    let first = usize::from(*takes != Takes::Schedule);
    let (mut given, mut about) = (String::new(), String::new());
    for (index, field) in own_fields(constructor).into_iter().enumerate() {
        parameters.insert(first + index, [field.name, ": ", &stubs::parameter(field)].concat());
        given.extend(["\"", field.name, "\": ", field.name, ", "]);
        about.extend(["\n    ", field.name, ": ", field.doc]);
    }
    if !about.is_empty() {
        about = ["\n", &about, "\n    "].concat();
    }
    format!(
        "\n\ndef {name}(\n    {},\n) -> State:\n    \"\"\"{doc}{about}\"\"\"\n    return construct(\"{name}\", {{{given}**fields}}, context)\n",
        parameters.join(",\n    "),
    )
}

/// A module of TypeScript functions.
pub(crate) fn typescript() -> String {
    let mut out = String::from(
        "// Written by `generate states` from the core's definitions.\n\
         import { construct } from \"../construct.js\";\n\
         import type { Context } from \"../options.js\";\n\
         import type { State, StateCreate, StateDetailsInput } from \"./models.js\";\n",
    );
    for model in [StateArguments::INFO, ScheduleArguments::INFO, PauseArguments::INFO] {
        out.push_str(&typescript::arguments(model));
    }
    out.extend(CONSTRUCTORS.iter().enumerate().map(typescript_function));
    out.extend(StateType::ALL.iter().copied().map(typescript_question));
    let ends: Vec<_> = StateType::ALL.iter().filter(|kind| kind.is_terminal()).map(|kind| equals(*kind)).collect();
    out.extend([
        "\n/** Whether a state ends its run. */\nexport function isFinal(state: Pick<State, \"type\">): boolean {\n  return ",
        &ends.join(" || "),
        ";\n}\n",
    ]);
    let fields: Vec<_> = StateCreate::INFO.fields.iter().map(|field| field.name).collect();
    let fields = fields.join(", ");
    out.extend([
        "\n/** The payload that asks for such a state: it has neither id nor time of its own. */\n\
         export function toStateCreate(state: State): StateCreate {\n  const { ",
        &fields,
        " } = state;\n  return { ",
        &fields,
        " };\n}\n",
    ]);
    out
}

fn equals(kind: StateType) -> String {
    format!("state.type === \"{}\"", kind.as_str())
}

fn typescript_question(kind: StateType) -> String {
    let (name, equals) = (kind.default_name(), equals(kind));
    format!(
        "\n/** Whether a state's type is `{}`. */\nexport function is{name}(state: Pick<State, \"type\">): boolean {{\n  return {equals};\n}}\n",
        kind.as_str(),
    )
}

fn typescript_function((index, constructor): (usize, &Constructor)) -> String {
    let Constructor { name, doc, takes, .. } = constructor;
    let shared = if constructor.gives("name") { "Omit<StateArguments, \"name\">" } else { "StateArguments" };
    let own = match takes {
        Takes::Nothing => "",
        Takes::Schedule => " & ScheduleArguments",
        Takes::Pause => " & PauseArguments",
        Takes::Suspension => " & Omit<PauseArguments, \"reschedule\">",
    };
    format!(
        "\n/** {doc} Throws a `ValidationError` with everything that is wrong with the arguments. */\n\
         export function {name}(args: {shared}{own} = {{}}, context?: Context): State {{\n  return construct({index}, args, context);\n}}\n"
    )
}
