// The fields of models as forms want them.

/** What a value may be, and so what to ask a user for. */
export type FieldType = {
  /** Whether it may be null, too. */
  readonly nullable: boolean;
} & (
  | {
      /**
       * A value without parts: a text, a truth value, an integer of any size, a number, a UUID, a datetime as ISO 8601 has
       * it, a number of seconds, or any JSON.
       */
      readonly kind: "string" | "boolean" | "integer" | "number" | "uuid" | "datetime" | "duration" | "any";
    }
  | {
      /** One of several texts. */
      readonly kind: "choice";
      /** The texts. */
      readonly choices: readonly string[];
    }
  | {
      /** A list. */
      readonly kind: "list";
      /** What each item may be. */
      readonly items: FieldType;
    }
  | {
      /** An object with any keys. */
      readonly kind: "map";
      /** What the value of each key may be. */
      readonly values: FieldType;
    }
  | {
      /** A value of one of several types. */
      readonly kind: "union";
      /** The types. */
      readonly members: readonly UnionMember[];
    }
  | {
      /** An object with fields of its own. */
      readonly kind: "object";
      /** The fields. */
      readonly fields: readonly Field[];
    }
);

/** One of the types that a value may have. */
export type UnionMember = FieldType & {
  /** Its name in an issue's `loc`. */
  readonly name: string;
  /** The first release of Prefect that knows it. */
  readonly since: string;
};

/** A field of a model, as a form wants to know it. */
export type Field = FieldType & {
  /** Its name in the object that it is part of. */
  readonly name: string;
  /**
   * The names on the way to it, joined by dots: `state.type`, say. Where a key of a dictionary or the number of an item
   * has to stand, stands `*`: `checkField` wants one in its place.
   */
  readonly path: string;
  /** Its name for people, as pydantic makes it. */
  readonly label: string;
  /** What it is for. */
  readonly description: string;
  /** Whether it must be given. */
  readonly required: boolean;
  /** What an absent field counts as. It is not there, if the field must be given or is made up. */
  readonly default?: unknown;
  /** A good value, if Prefect names one. */
  readonly example?: unknown;
  /** Whether Prefect advises against it. */
  readonly deprecated: boolean;
  /** The first release of Prefect that knows it. */
  readonly since: string;
};

/**
 * A field's definition: what can be told of it wherever it stands, without what goes without saying.
 *
 * @internal
 */
export interface Definition extends Kind {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly deprecated?: boolean;
  readonly since: string;
}

/** @internal */
export interface Kind {
  readonly kind: FieldType["kind"];
  readonly nullable?: boolean;
  readonly choices?: readonly string[];
  readonly items?: Kind;
  readonly values?: Kind;
  readonly members?: readonly (Kind & Pick<UnionMember, "name" | "since">)[];
  readonly fields?: readonly Definition[];
}

/**
 * The fields of definitions, that stand at a path.
 *
 * @internal
 */
export function fieldsOf(definitions: readonly Definition[], within = ""): readonly Field[] {
  return definitions.map((definition) => {
    const path = within + definition.name;
    return { path, required: false, deprecated: false, ...typeOf(definition, path) } as unknown as Field;
  });
}

/** A type, or a field, whose parts are whole too. */
function typeOf(kind: Kind, path: string): object {
  const { items, values, members, fields } = kind;
  return {
    nullable: false,
    ...kind,
    ...(items && { items: typeOf(items, `${path}.*`) }),
    ...(values && { values: typeOf(values, `${path}.*`) }),
    ...(members && { members: members.map((member) => typeOf(member, path)) }),
    ...(fields && { fields: fieldsOf(fields, `${path}.`) }),
  };
}
