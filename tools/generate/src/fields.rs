//! What forms are made of: each model's fields, as TypeScript.

use prefect_taskrun::model::{Absent, ModelInfo, Shape, UnionMember};
use prefect_taskrun::{MODELS, Release};

/// The fields of the models that a payload can be, and of those within them.
pub(crate) fn typescript() -> String {
    let mut out = String::from(
        "// Written by `generate fields` from the core's definitions.\nimport type { Definition } from \"../fields.js\";\n",
    );
    // Those within others come first, since the others speak of them.
    let mut written = Vec::new();
    for model in MODELS {
        write(model, &mut written, &mut out);
    }
    out
}

fn write(model: &'static ModelInfo, written: &mut Vec<&'static str>, out: &mut String) {
    if written.contains(&model.name) {
        return;
    }
    written.push(model.name);
    for inner in model.fields.iter().flat_map(|field| models(field.shape)) {
        write(inner, written, out);
    }
    out.extend(["\nexport const ", model.name, ": readonly Definition[] = [\n"]);
    for (field, default) in model.fields.iter().map(|field| (field, field.default_json())) {
        let mut members = vec![format!("name: {:?}", field.name)];
        members.extend(kind(field.shape));
        if field.default == Absent::Required {
            members.push("required: true".into());
        }
        // As schemas have these, so that both compress well.
        members.extend(default.map(|default| format!("default: {default}")));
        if field.deprecated {
            members.push("deprecated: true".into());
        }
        members.push(format!("description: {:?}", field.doc));
        members.push(format!("label: {:?}", field.label()));
        members.extend(field.example.map(|example| format!("example: {example}")));
        members.push(since(field.since));
        out.extend(["  { ", &members.join(", "), " },\n"]);
    }
    out.push_str("];\n");
}

/// The models that a value may hold.
fn models(shape: &'static Shape) -> Vec<&'static ModelInfo> {
    match shape {
        Shape::Nullable(inner) | Shape::List(inner) | Shape::Map(inner) => models(inner),
        Shape::Union(members) => members.iter().flat_map(|member| models(member.shape)).collect(),
        Shape::Model(model) => vec![model],
        _ => Vec::new(),
    }
}

fn kind(shape: &Shape) -> Vec<String> {
    let plain = |kind: &str| vec![format!("kind: {kind:?}")];
    let with = |kind: &str, name: &str, value: String| vec![format!("kind: {kind:?}"), format!("{name}: {value}")];
    match shape {
        Shape::Nullable(inner) => [kind(inner), vec!["nullable: true".into()]].concat(),
        Shape::Any => plain("any"),
        Shape::Str => plain("string"),
        Shape::Bool => plain("boolean"),
        Shape::Int => plain("integer"),
        Shape::Float => plain("number"),
        Shape::Uuid => plain("uuid"),
        Shape::DateTime => plain("datetime"),
        Shape::Duration => plain("duration"),
        Shape::Enum { members, .. } => with("choice", "choices", format!("{members:?}")),
        Shape::Literal(text) => with("choice", "choices", format!("{:?}", [text])),
        Shape::List(item) => with("list", "items", object(&kind(item))),
        Shape::Map(value) => with("map", "values", object(&kind(value))),
        Shape::Union(members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            with("union", "members", format!("[{}]", members.join(", ")))
        }
        Shape::Model(model) => with("object", "fields", model.name.into()),
    }
}

fn member(member: &UnionMember) -> String {
    let mut members = vec![format!("name: {:?}", member.name)];
    members.extend(kind(member.shape));
    members.push(since(member.since));
    object(&members)
}

fn since(release: Release) -> String {
    format!("since: \"{release}\"")
}

fn object(members: &[String]) -> String {
    format!("{{ {} }}", members.join(", "))
}
