//! JSON Schemas of the models, as pydantic's `model_json_schema` writes them.

use std::collections::BTreeMap;

use crate::json::quote;
use crate::model::{Absent, Extra, FieldInfo, ModelInfo};
use crate::shape::Shape;

/// A schema's keywords with their values as JSON, in the order in which they are written.
type Keywords = BTreeMap<&'static str, String>;

/// What schemas refer to, by name.
type Definitions = BTreeMap<&'static str, String>;

/// The JSON Schema of a model.
///
/// ```
/// use prefect_taskrun::{TaskRunUpdate, json_schema};
///
/// assert!(json_schema(TaskRunUpdate::INFO).contains(r#""title":"TaskRunUpdate""#));
/// ```
#[must_use]
pub fn json_schema(info: &'static ModelInfo) -> String {
    let mut definitions = Definitions::new();
    let mut schema = model(info, &mut definitions);
    if !definitions.is_empty() {
        let members = definitions.into_iter().map(|(name, schema)| member(name, &schema));
        schema.insert("$defs", object(members));
    }
    written(&schema)
}

fn model(info: &'static ModelInfo, definitions: &mut Definitions) -> Keywords {
    let mut schema = Keywords::from([("title", quote(info.name)), ("type", quote("object"))]);
    if info.described {
        schema.insert("description", quote(info.doc));
    }
    if info.extra == Extra::Forbidden {
        schema.insert("additionalProperties", "false".into());
    }
    let properties = info.fields.iter().map(|info| {
        let schema = field(info, definitions);
        member(info.name, &written(&schema))
    });
    schema.insert("properties", object(properties));
    let required = info.fields.iter().filter(|field| field.default == Absent::Required);
    let answered = info.fields.iter().filter(|field| field.answered);
    let names: Vec<String> = required.chain(answered).map(|field| quote(field.name)).collect();
    if !names.is_empty() {
        schema.insert("required", list(names));
    }
    schema
}

fn field(info: &'static FieldInfo, definitions: &mut Definitions) -> Keywords {
    let mut schema = of(info.shape, definitions);
    if !refers(info.shape) {
        schema.insert("title", quote(&info.label()));
    }
    // What is empty when absent Prefect makes anew, of which a schema does not speak.
    if let Some(default) = info.default_json().filter(|_| !matches!(info.default, Absent::Made(_))) {
        // Where a number is due Prefect's defaults are whole.
        schema.insert("default", default.strip_suffix(".0").map_or(default.clone(), str::to_owned));
    }
    if info.described {
        schema.insert("description", quote(info.doc));
    }
    if info.deprecated {
        schema.insert("deprecated", "true".into());
    }
    if let Some(example) = info.example {
        schema.insert("examples", list([example.to_owned()]));
    }
    schema
}

/// Whether a schema refers to one that has a title of its own.
fn refers(shape: &Shape) -> bool {
    match shape {
        Shape::Model(_) | Shape::Enum { .. } => true,
        Shape::Nullable(inner) => refers(inner),
        _ => false,
    }
}

fn of(shape: &'static Shape, definitions: &mut Definitions) -> Keywords {
    let typed = |name: &str| Keywords::from([("type", quote(name))]);
    let formatted = |format: &str| Keywords::from([("type", quote("string")), ("format", quote(format))]);
    match shape {
        Shape::Any => Keywords::new(),
        Shape::Str => typed("string"),
        Shape::Bool => typed("boolean"),
        Shape::Int => typed("integer"),
        Shape::Float | Shape::Duration => typed("number"),
        Shape::Uuid => formatted("uuid"),
        Shape::DateTime => formatted("date-time"),
        Shape::Literal(text) => Keywords::from([("const", quote(text)), ("type", quote("string"))]),
        Shape::List(item) => Keywords::from([("type", quote("array")), ("items", written(&of(item, definitions)))]),
        Shape::Map(value) => {
            let value = written(&of(value, definitions));
            Keywords::from([("type", quote("object")), ("additionalProperties", value)])
        }
        Shape::Nullable(Shape::Union(members)) => any_of(members.iter().map(|member| member.shape), true, definitions),
        Shape::Nullable(inner) => any_of([*inner].into_iter(), true, definitions),
        Shape::Union(members) => any_of(members.iter().map(|member| member.shape), false, definitions),
        Shape::Enum { name, doc, members } => {
            let schema = Keywords::from([
                ("title", quote(name)),
                ("description", quote(doc)),
                ("type", quote("string")),
                ("enum", list(members.iter().map(|member| quote(member)))),
            ]);
            definitions.insert(name, written(&schema));
            reference(name)
        }
        Shape::Model(info) => {
            let schema = model(info, definitions);
            definitions.insert(info.name, written(&schema));
            reference(info.name)
        }
    }
}

fn reference(name: &str) -> Keywords {
    Keywords::from([("$ref", quote(&["#/$defs/", name].concat()))])
}

fn any_of(members: impl Iterator<Item = &'static Shape>, nullable: bool, definitions: &mut Definitions) -> Keywords {
    let mut schemas: Vec<String> = members.map(|shape| written(&of(shape, definitions))).collect();
    if nullable {
        schemas.push(r#"{"type":"null"}"#.into());
    }
    Keywords::from([("anyOf", list(schemas))])
}

fn member(name: &str, value: &str) -> String {
    [&quote(name), ":", value].concat()
}

fn object(members: impl IntoIterator<Item = String>) -> String {
    ["{", &members.into_iter().collect::<Vec<_>>().join(","), "}"].concat()
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    ["[", &items.into_iter().collect::<Vec<_>>().join(","), "]"].concat()
}

fn written(schema: &Keywords) -> String {
    object(schema.iter().map(|(keyword, value)| member(keyword, value)))
}
