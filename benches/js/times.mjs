// The work: the same payloads for this package and its peers, in one process, in turns.
import { readFileSync } from "node:fs";
import { compile } from "./ajv_peer.mjs";
import { created } from "./created.mjs";
import { measured } from "./measure.mjs";
import { TaskRunCreate as ofValibot } from "./valibot_peer.mjs";
import { TaskRunCreate as ofZod } from "./zod_peer.mjs";
import { TaskRunCreate, respond } from "prefect-taskrun";
import * as v from "valibot";

const payload = (name) => readFileSync(new URL(`../payloads/${name}.json`, import.meta.url), "utf8");
const TEXTS = { M: payload("m"), L: payload("l") };
/** Texts of which to make objects: one of them is not its own answer. */
const OF_OBJECTS = { ...TEXTS, "M with an id in capitals": TEXTS.M.replace(/(?<="id":")[^"]*/, (id) => id.toUpperCase()) };
const BAD = payload("bad_m");

const encoder = new TextEncoder();
const room = new Uint8Array(1 << 16);

const isValid = compile({});
const fill = compile({ useDefaults: true });
const explain = compile({ useDefaults: true, allErrors: true });

/** What a validator of ajv makes of a value, in which it fills in what is absent. */
function filled(value) {
  if (fill(value)) {
    return value;
  }
  throw new Error("the payload is good");
}

const zod = (value) => ofZod.parse(value);
const valibot = (value) => v.parse(ofValibot, value);

/** For each piece of work, ours first, what each contender does. */
function works() {
  const table = {};
  for (const [name, text] of Object.entries(TEXTS)) {
    table[`text to verdict, ${name}`] = {
      "prefect-taskrun": () => TaskRunCreate.checkJson(text),
      "ajv": () => isValid(JSON.parse(text)),
      "zod": () => ofZod.safeParse(JSON.parse(text)).success,
      "valibot": () => v.is(ofValibot, JSON.parse(text)),
      "JSON.parse alone": () => JSON.parse(text),
      "the text's way in alone": () => encoder.encodeInto(text, room).written,
    };
  }
  for (const [name, text] of Object.entries(OF_OBJECTS)) {
    table[`text to object, ${name}`] = {
      "prefect-taskrun": () => TaskRunCreate.parseJson(text),
      "ajv": () => filled(JSON.parse(text)),
      "zod": () => zod(JSON.parse(text)),
      "valibot": () => valibot(JSON.parse(text)),
    };
    const [value, filledIn] = [JSON.parse(text), JSON.parse(text)];
    table[`object to object, ${name}`] = {
      "prefect-taskrun": () => TaskRunCreate.parse(value),
      // It fills the caller's own object, which no other may have.
      "ajv, in place": () => filled(filledIn),
      "zod": () => zod(value),
      "valibot": () => valibot(value),
    };
  }
  table["bad text to all errors, M"] = {
    "prefect-taskrun": () => TaskRunCreate.safeParseJson(BAD).error.issues,
    "ajv": () => !explain(JSON.parse(BAD)) && explain.errors,
    "zod": () => ofZod.safeParse(JSON.parse(BAD)).error.issues,
    "valibot": () => v.safeParse(ofValibot, JSON.parse(BAD)).issues,
  };
  for (const [name, text] of Object.entries(TEXTS)) {
    table[`text to created run as text, ${name}`] = {
      "prefect-taskrun": () => respond(text).body,
      "ajv, rules by hand": () => created(filled(JSON.parse(text))),
      "zod, rules by hand": () => created(zod(JSON.parse(text))),
      "valibot, rules by hand": () => created(valibot(JSON.parse(text))),
    };
  }
  return table;
}

/** The rows of the table of times. */
export function times() {
  return Object.entries(works()).flatMap(([work, contenders]) => measured(work, contenders));
}
