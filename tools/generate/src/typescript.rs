use prefect_taskrun::Shape;
use prefect_taskrun::model::{FieldInfo, ModelInfo};

/// The types of validated models.
pub(crate) fn models(models: &[&ModelInfo]) -> String {
    let mut out = String::from("// Written by `generate typescript` from the core's definitions.\n");
    for model in models {
        out.extend(["\n/** ", model.doc, " */\nexport interface ", model.name, " {\n"]);
        out.extend(model.fields.iter().map(field));
        out.push_str("}\n");
    }
    out
}

/// The type of a call's arguments, each of which may be left out.
pub(crate) fn arguments(model: &ModelInfo) -> String {
    let mut out = ["\n/** ", model.doc, " */\nexport interface ", model.name, " {\n"].concat();
    for field in model.fields {
        let kind = output(field.shape).replace("StateDetails", "Partial<StateDetails>");
        out.extend(["  /** ", field.doc, " */\n  ", field.name, "?: ", &kind, " | undefined;\n"]);
    }
    out.push_str("}\n");
    out
}

/// The JSON Schemas of models.
pub(crate) fn schemas(models: &[&'static ModelInfo]) -> String {
    let mut out = String::from("// Written by `generate schemas` from the core's definitions.\n");
    for model in models {
        out.extend(["\nexport const ", model.name, " = ", &prefect_taskrun::json_schema(model), ";\n"]);
    }
    out
}

fn field(field: &FieldInfo) -> String {
    let deprecated = if field.deprecated { " @deprecated" } else { "" };
    format!("  /** {}{deprecated} */\n  {}: {};\n", field.doc, field.name, output(field.shape))
}

/// The type of a validated value.
fn output(shape: &Shape) -> String {
    match shape {
        Shape::Any => "unknown".into(),
        Shape::Str | Shape::Uuid | Shape::DateTime => "string".into(),
        Shape::Bool => "boolean".into(),
        Shape::Int | Shape::Float | Shape::Duration => "number".into(),
        Shape::Enum { members, .. } => {
            members.iter().map(|member| format!("{member:?}")).collect::<Vec<_>>().join(" | ")
        }
        Shape::Literal(text) => format!("{text:?}"),
        Shape::Nullable(inner) => format!("{} | null", output(inner)),
        Shape::List(item) => match item {
            Shape::Union(_) | Shape::Nullable(_) => format!("({})[]", output(item)),
            _ => format!("{}[]", output(item)),
        },
        Shape::Map(value) => format!("Record<string, {}>", output(value)),
        Shape::Union(members) => {
            // An int and a float are one type here.
            let mut types: Vec<String> = members.iter().map(|member| output(member.shape)).collect();
            types.dedup();
            types.join(" | ")
        }
        Shape::Model(model) => model.name.into(),
    }
}
