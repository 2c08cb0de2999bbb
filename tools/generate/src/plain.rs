//! The models of the plain road: a function for each that copies a value which is its own answer.

use prefect_taskrun::model::{Absent, FieldInfo, Limit, ModelInfo, Rule, Shape, UnionMember};
use prefect_taskrun::{MODELS, StateType};

/// The functions of all models, unions and enumerations.
pub(crate) fn typescript() -> String {
    let mut named = Named::default();
    let models: String = MODELS.iter().map(|model| named.model(model)).collect();
    let head = "// Written by `generate plain` from the core's definitions.\n\
                import type * as models from \"./models.js\";\n\
                import * as is from \"../plain.js\";\n";
    [head, &named.out, &models].concat()
}

/// What several models may ask for, which is written once.
#[derive(Default)]
struct Named {
    out: String,
    values: Vec<String>,
}

impl Named {
    fn model(&mut self, model: &ModelInfo) -> String {
        let ModelInfo { name, fields, older, .. } = model;
        let mut out = format!("\nexport function {name}(value: unknown): models.{name} {{\n");
        let fresh = fields.iter().map(|field| initial(name, field)).collect::<Vec<_>>().join(",\n    ");
        out.extend(["  const of = is.members(value);\n  let ", &fresh, ";\n"]);
        out.push_str("  for (const key in of) {\n    const member = of[key];\n    if (member === undefined) continue;\n    switch (key) {\n");
        for field in *fields {
            let value = self.given(field);
            out.extend([format!("      case {:?}: {} = {value}; break;\n", field.name, field.name)]);
        }
        out.push_str("      default: is.other();\n    }\n  }\n");
        for (old, new) in older.iter().filter_map(|(old, new)| Some((fields.get(*old)?, fields.get(*new)?))) {
            out.extend([format!("  // Else `{}` takes it.\n  is.zero({});\n", new.name, old.name)]);
        }
        let made = fields.iter().map(made).collect::<Vec<_>>().join(", ");
        let made = ["{ ", &made, " }"].concat();
        let made =
            if model.has_after() { format!("is.settled({made}, {})", self.name(&default_names())) } else { made };
        out.extend(["  return ", &made, ";\n}\n"]);
        out
    }

    /// The value that a field was given.
    fn given(&mut self, field: &FieldInfo) -> String {
        let value = self.value(field.shape, "member");
        // Of all that is falsy, null and the empty text are plainly so.
        let value = if field.made_if_falsy { format!("member === null ? undefined : {value}") } else { value };
        match field.rule {
            None => value,
            Some(Rule { limit: Limit::MostCharacters(most) | Limit::MostItems(most), .. }) => {
                format!("is.limited({value}, {most})")
            }
            Some(Rule { limit: Limit::NotNegative, .. }) => format!("is.notNegative({value})"),
        }
    }

    /// What a value has to be; the variable that holds it is named.
    fn value(&mut self, shape: &Shape, value: &str) -> String {
        match shape {
            Shape::Literal(text) => format!("is.literal({value}, {text:?})"),
            Shape::Enum { members, .. } => {
                let members = members.iter().map(|member| format!("{member:?}")).collect::<Vec<_>>().join(", ");
                let name = self.name(&["/* @__PURE__ */ new Set([", &members, "] as const)"].concat());
                format!("is.among({value}, {name})")
            }
            Shape::Nullable(Shape::Any) => format!("is.anything({value})"),
            Shape::Nullable(inner) => format!("{value} === null ? null : {}", self.value(inner, value)),
            Shape::List(item) => format!("is.list({value}, {})", self.function(item)),
            Shape::Map(item) => format!("is.map({value}, {})", self.function(item)),
            other => format!("{}({value})", self.function(other)),
        }
    }

    /// What makes a value of a shape.
    fn function(&mut self, shape: &Shape) -> String {
        match shape {
            Shape::Any => "is.anything".into(),
            Shape::Str => "is.text".into(),
            Shape::Bool => "is.flag".into(),
            Shape::Int => "is.integer".into(),
            Shape::Float => "is.number".into(),
            Shape::Uuid => "is.uuid".into(),
            Shape::DateTime => "is.time".into(),
            Shape::Duration => "is.seconds".into(),
            Shape::Model(model) => model.name.into(),
            Shape::Union(members) => {
                let value = self.union(members);
                self.name(&value)
            }
            inner => {
                let value = self.value(inner, "item");
                self.name(&["(item: unknown) => ", &value].concat())
            }
        }
    }

    /// A function for values that can only be one of a union's members.
    fn union(&mut self, members: &[UnionMember]) -> String {
        let has = |shape: fn(&Shape) -> bool| members.iter().any(|member| shape(member.shape));
        let mut out = String::from("(item: unknown) => {\n");
        if let Some((name, _)) = members.first().and_then(|member| member.shape.tag()) {
            out.extend([format!("  switch (is.members(item)[{name:?}]) {{\n")]);
            for (text, member) in members.iter().filter_map(|member| Some((member.shape.tag()?.1, member.shape))) {
                out.extend([format!("    case {text:?}: return {}(item);\n", self.function(member))]);
            }
            out.push_str("  }\n");
        }
        let case = |kind: &str, made: &str| format!("  if (typeof item === {kind:?}) return {made};\n");
        if has(|shape| matches!(shape, Shape::Bool)) {
            out.push_str(&case("boolean", "item"));
        }
        // Which of the two it is JavaScript cannot tell, nor from the answer.
        if has(|shape| matches!(shape, Shape::Int)) && has(|shape| matches!(shape, Shape::Float)) {
            out.push_str(&case("number", "is.number(item)"));
        }
        if has(|shape| matches!(shape, Shape::Str)) {
            out.push_str(&case("string", "is.text(item)"));
        }
        if has(|shape| matches!(shape, Shape::List(Shape::Int)))
            && has(|shape| matches!(shape, Shape::List(Shape::Float)))
        {
            out.push_str("  if (Array.isArray(item)) return is.list(item, is.number);\n");
        }
        out.push_str("  return is.other();\n}");
        out
    }

    /// The name of a value that is written once.
    fn name(&mut self, value: &str) -> String {
        let known = self.values.iter().position(|known| known == value);
        let place = known.unwrap_or_else(|| {
            self.values.push(value.into());
            let place = self.values.len() - 1;
            self.out.extend([format!("\nconst value{place} = {value};\n")]);
            place
        });
        format!("value{place}")
    }
}

/// The names of states that were given none, by their types.
fn default_names() -> String {
    let names = StateType::ALL.iter().map(|kind| format!("{}: {:?}", kind.as_str(), kind.default_name()));
    ["{ ", &names.collect::<Vec<_>>().join(", "), " }"].concat()
}

/// What a field is before its member is met: of one that must be given, or is made anew, nothing.
fn initial(model: &str, field: &FieldInfo) -> String {
    let kind = format!("models.{model}[{:?}]", field.name);
    match default(field) {
        Some(default) => format!("{}: {kind} = {default}", field.name),
        None => format!("{}: {kind} | undefined", field.name),
    }
}

/// A field of what is made.
fn made(field: &FieldInfo) -> String {
    let name = field.name;
    if field.made_if_falsy {
        format!("{name}: is.named({name})")
    } else if default(field).is_some() {
        name.into()
    } else {
        format!("{name}: is.given({name})")
    }
}

/// What a field takes that is absent. Of a model that lacks its literal no one knows which of a union it is.
fn default(field: &FieldInfo) -> Option<String> {
    if matches!(field.shape, Shape::Literal(_)) || field.default == Absent::Required {
        return None;
    }
    field.default_json()
}
