use prefect_taskrun::MODELS;
use prefect_taskrun::host::{MOST_LEVELS, Tag};
use prefect_taskrun::model::{Absent, FieldInfo, ModelInfo, Shape};

/// Which side of validation a type is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// What may be given.
    Input,
    /// What comes out.
    Output,
}

/// The types of what models are made of, and of validated models; and those that a payload can be as what validates it.
///
/// None is an interface, which is no `Record<string, unknown>`, as form libraries and others ask that a schema's types be.
pub(crate) fn models(payloads: &[&'static ModelInfo]) -> String {
    let mut out = String::from(
        "// Written by `generate models` from the core's definitions.\n\
         import * as fields from \"./fields.js\";\n\
         import * as plain from \"./plain.js\";\n\
         import * as schemas from \"./schemas.js\";\n\
         import { Model } from \"../model.js\";\n\
         \n/** An integer; a `bigint` where no number holds it, past 2**53: `dumpJson` writes it, and `JSON.stringify` does not. */\n\
         export type Integer = number | bigint;\n",
    );
    out.push_str(&enums());
    for (number, ModelInfo { name, doc, fields, .. }) in MODELS.iter().enumerate() {
        out.extend([format!("\n/** What may be given for a {{@link {name}}}. */\nexport type {name}Input = {{\n")]);
        out.extend(fields.iter().map(input_field));
        out.extend([format!("}};\n\n/** {doc} */\nexport type {name} = {{\n")]);
        out.extend(fields.iter().map(output_field));
        out.push_str("};\n");
        if payloads.iter().any(|payload| payload.name == *name) {
            out.extend([format!(
                "/** {doc} */\nexport const {name}: Model<{name}Input, {name}> = \
                 /* @__PURE__ */ new Model({number}, schemas.{name}, fields.{name}, plain.{name});\n"
            )]);
        }
    }
    out
}

/// The type of a constructor's arguments.
pub(crate) fn arguments(model: &ModelInfo) -> String {
    let mut out = ["\n/** ", model.doc, " */\nexport interface ", model.name, " {\n"].concat();
    out.extend(model.fields.iter().map(input_field));
    out.push_str("}\n");
    out
}

/// How values cross to the core and back: the tags, and a function for each model that makes one of its fields' values.
pub(crate) fn flat() -> String {
    let mut out = String::from("// Written by `generate flat` from the core's definitions.\n\n");
    for (name, tag) in Tag::ALL {
        let name = name.to_uppercase();
        out.extend([format!("export const {name} = {};\n", *tag as u32)]);
    }
    out.extend([format!("\n/** How deep lists and objects may nest. */\nexport const MOST_LEVELS = {MOST_LEVELS};\n")]);
    out.push_str("\n/** Each makes a model of values that it asks for in the order of the fields. */\n");
    out.push_str("export const MAKERS: readonly ((next: () => unknown) => Record<string, unknown>)[] = [\n");
    for model in MODELS {
        let fields: Vec<String> = model.fields.iter().map(|field| format!("{}: next()", field.name)).collect();
        out.extend([format!("  (next) => ({{ {} }}),\n", fields.join(", "))]);
    }
    out.push_str("];\n");
    out
}

/// The JSON Schemas of models.
pub(crate) fn schemas(models: &[&'static ModelInfo]) -> String {
    let mut out = String::from("// Written by `generate schemas` from the core's definitions.\n");
    for model in models {
        out.extend(["\nexport const ", model.name, " = ", &prefect_taskrun::json_schema(model), ";\n"]);
    }
    out.push_str("\n/** Of each model the fields that a schema requires though a payload need not have them: every answer has. */\n");
    out.push_str("export const ANSWERED: Readonly<Record<string, readonly string[]>> = {\n");
    for model in models {
        let answered: Vec<_> = model.fields.iter().filter(|field| field.answered).map(|field| field.name).collect();
        if !answered.is_empty() {
            out.extend([format!("  {}: {answered:?},\n", model.name)]);
        }
    }
    out.push_str("};\n");
    out
}

fn comment(field: &FieldInfo) -> String {
    let deprecated = if field.deprecated { " @deprecated" } else { "" };
    format!("  /** {}{deprecated} */\n", field.doc)
}

fn input_field(field: &FieldInfo) -> String {
    let shape = shape(field.shape, Side::Input);
    let typed = match field.default {
        Absent::Required => format!("{}: {shape}", field.name),
        // With `undefined` said too, it may be given in so many words.
        _ if shape == "unknown" => format!("{}?: unknown", field.name),
        _ => format!("{}?: {shape} | undefined", field.name),
    };
    format!("{}  {typed};\n", comment(field))
}

fn output_field(field: &FieldInfo) -> String {
    format!("{}  {}: {};\n", comment(field), field.name, shape(field.shape, Side::Output))
}

fn shape(shape: &Shape, side: Side) -> String {
    let of = |inner| self::shape(inner, side);
    match shape {
        Shape::Any => "unknown".into(),
        Shape::DateTime if side == Side::Input => "Date | string".into(),
        Shape::Str | Shape::Uuid | Shape::DateTime => "string".into(),
        Shape::Bool => "boolean".into(),
        Shape::Int => "Integer".into(),
        Shape::Float if side == Side::Input => "Integer".into(),
        Shape::Float | Shape::Duration => "number".into(),
        Shape::Enum { name, .. } => (*name).into(),
        Shape::Literal(text) => format!("{text:?}"),
        Shape::Nullable(Shape::Any) => "unknown".into(),
        Shape::Nullable(inner) => format!("{} | null", of(inner)),
        Shape::List(item) => {
            let item = of(item);
            let item = if item.contains(" | ") { format!("({item})") } else { item };
            if side == Side::Input { format!("readonly {item}[]") } else { format!("{item}[]") }
        }
        Shape::Map(value) if side == Side::Input => format!("Readonly<Record<string, {}>>", of(value)),
        Shape::Map(value) => format!("Record<string, {}>", of(value)),
        Shape::Union(members) => {
            let types: Vec<String> = members.iter().map(|member| of(member.shape)).collect();
            let is_new = |index: usize, name: &String| !types.iter().take(index).any(|other| other == name);
            let has_integers = types.iter().any(|name| name == "Integer");
            let kept = types
                .iter()
                .enumerate()
                .filter(|(index, name)| is_new(*index, name) && !(has_integers && *name == "number"));
            kept.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" | ")
        }
        Shape::Model(model) if side == Side::Input => format!("{}Input", model.name),
        Shape::Model(model) => model.name.into(),
    }
}

/// The types of enumerations.
fn enums() -> String {
    let mut out = String::new();
    let mut seen = Vec::new();
    for shape in MODELS.iter().flat_map(|model| model.fields).map(|field| bare(field.shape)) {
        if let Shape::Enum { name, doc, members } = shape
            && !seen.contains(name)
        {
            seen.push(name);
            let members: Vec<String> = members.iter().map(|member| format!("{member:?}")).collect();
            out.extend([format!("\n/** {doc} */\nexport type {name} = {};\n", members.join(" | "))]);
        }
    }
    out
}

fn bare(shape: &Shape) -> &Shape {
    match shape {
        Shape::Nullable(inner) => bare(inner),
        other => other,
    }
}
