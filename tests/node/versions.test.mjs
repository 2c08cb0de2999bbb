// What each release of Prefect says to a payload, as its releases themselves said it: tests/conformance/releases/record.py
// makes the recording.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import * as taskrun from "prefect-taskrun";
import { asValue, options, recording } from "./recorded.mjs";

const { TaskRunCreate, createTaskRun, respond, supportedVersions } = taskrun;
const [{ releases }, ...cases] = recording("releases/corpus.jsonl.gz").map((line) => JSON.parse(line));
const labelled = { task_key: "load", dynamic_key: "0", labels: { team: "data" } };

const order = (release) => release.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);

/** What a release said: the last that was recorded up to it. */
const upTo = (release, recorded) => recorded.findLast(([since]) => order(since) <= order(release))[1];

/** Each release with what it said. */
const recorded = (verdicts) => releases.map((release) => [release, upTo(release, verdicts).errors]);

const said = (errors) => errors?.map(({ type, loc, msg }) => ({ type, loc, msg }));

test("every release says what it was recorded to say", () => {
  assert.ok(cases.length > 3000 && releases.length > 30);
  for (const { model, body, verdicts } of cases) {
    const text = Buffer.from(body, "base64");
    const given = asValue(text);
    // Releases between two verdicts said the same, so that the first and the last of them stand for all.
    const all = recorded(verdicts);
    const asked = all.filter(([, errors], index) => errors !== all[index - 1]?.[1] || errors !== all[index + 1]?.[1]);
    for (const [serverVersion, errors] of asked) {
      const parsed = [taskrun[model].safeParseJson(text, { ...options, serverVersion })];
      if (given !== undefined) {
        parsed.push(taskrun[model].safeParse(given.value, { ...options, serverVersion }));
      }
      for (const result of parsed) {
        assert.deepEqual(said(result.error?.issues), said(errors), `${serverVersion}: ${text}`);
      }
      assert.equal(taskrun[model].checkJson(text, { serverVersion }), errors === undefined);
    }
  }
});

/** The members of a task run that another one has. A time of the present is "now". */
function like(other, run, now) {
  if (other === null || typeof other !== "object" || Array.isArray(other)) {
    return run === now ? "now" : run;
  }
  return Object.fromEntries(Object.keys(other).map((key) => [key, like(other[key], run[key], now)]));
}

test("every release creates the run that it was recorded to create", () => {
  const [{ releases }, ...cases] = recording("releases/created.jsonl.gz").map((line) => JSON.parse(line));
  assert.ok(cases.length > 20);
  for (const { payload, answers } of cases) {
    for (const serverVersion of releases) {
      const { flow_run: flowRun, status, run } = upTo(serverVersion, answers);
      const answer = respond(JSON.stringify(payload), { ...options, serverVersion, flowRun });
      // Where the server could not write or read back what it took, we answer.
      assert.equal(answer.status, status === 500 ? 201 : status);
      if (run === null) {
        continue;
      }
      for (const text of [answer.body, JSON.stringify(createTaskRun(payload, { ...options, serverVersion, flowRun }))]) {
        const ours = JSON.parse(text);
        assert.deepEqual(like(run, ours, ours.created), run, `${serverVersion}: ${JSON.stringify(payload)}`);
      }
    }
  }
});

test("the ranges of releases that take a payload", () => {
  for (const { model, body, verdicts } of cases) {
    if (model === "TaskRunCreate") {
      const ranges = recorded(verdicts).filter(([, errors], index, all) => {
        return index === 0 || JSON.stringify(said(errors)) !== JSON.stringify(said(all[index - 1][1]));
      });
      const text = Buffer.from(body, "base64");
      const found = supportedVersions(text, options).map(({ since, before, error }) => [since, before, said(error?.issues)]);
      const expected = ranges.map(([since, errors], index) => [since, ranges[index + 1]?.[0] ?? null, said(errors)]);
      assert.deepEqual(found, expected, text.toString());
    }
  }
});

test("a payload of any kind has its ranges", () => {
  const bytes = Buffer.from(JSON.stringify(labelled));
  const foreign = runInNewContext("Uint8Array.from(bytes)", { bytes });
  for (const payload of [labelled, JSON.stringify(labelled), bytes, new Int8Array(bytes), foreign]) {
    const [refused, accepted] = supportedVersions(payload);
    assert.deepEqual(accepted, { since: "3.1.5", before: null, error: null });
    assert.deepEqual([refused.since, refused.before, refused.error.issues[0].type], ["3.0.0", "3.1.5", "extra_forbidden"]);
  }
  const [{ error }] = supportedVersions(JSON.stringify(labelled), { spans: true });
  assert.equal(error.issues[0].span.start, JSON.stringify(labelled).indexOf('"labels"'));
});

test("a release of any build counts as the one that it is named after", () => {
  const isTaken = (serverVersion) => TaskRunCreate.checkJson(JSON.stringify(labelled), { serverVersion });
  assert.deepEqual(["3.1.4", "3.1.0", "3.1.4+5.gabc1234"].map(isTaken), [false, false, false]);
  assert.deepEqual(["3.1.5", "3.1.5.dev1", "3.1.5rc1", "3.9.1"].map(isTaken), [true, true, true, true]);
});

test("a result tells of a version that is newer than those known", () => {
  const newer = { serverVersion: "99.0.0" };
  const notice = "`99.0.0` is newer than 3.9.1, the newest known, whose rules are taken";
  assert.deepEqual(Object.keys(TaskRunCreate.safeParse(labelled)), ["success", "data"]);
  assert.deepEqual(Object.keys(TaskRunCreate.safeParse(labelled, { serverVersion: "3.9.1" })), ["success", "data"]);
  for (const result of [
    TaskRunCreate.safeParse(labelled, newer),
    TaskRunCreate.safeParse({}, newer),
    TaskRunCreate.safeParseJson("{}", newer),
    TaskRunCreate.safeParseJson(JSON.stringify(labelled), newer),
  ]) {
    assert.equal(result.notice, notice);
  }
  assert.equal(TaskRunCreate.safeParse(labelled).notice, undefined);
});

test("anything else is no version, in the core's words", () => {
  const road = [
    (serverVersion) => TaskRunCreate.safeParse(labelled, { serverVersion }),
    (serverVersion) => TaskRunCreate.parseJson("{}", { serverVersion }),
    (serverVersion) => TaskRunCreate.checkJson("{}", { serverVersion }),
    (serverVersion) => TaskRunCreate.checkField("id", 1, { serverVersion }),
    (serverVersion) => createTaskRun(labelled, { serverVersion }),
    (serverVersion) => respond("{}", { serverVersion }),
  ];
  for (const [version, words] of [
    ["three", "`three` is no release of Prefect: expected one such as `3.9.1`"],
    ["", "`` is no release of Prefect: expected one such as `3.9.1`"],
    ["2.20.27", "`2.20.27` is older than 3.0.0, the first release covered"],
  ]) {
    for (const ask of road) {
      assert.throws(() => ask(version), (error) => error instanceof RangeError && error.message === words);
    }
  }
});

test("a run is created as a release does it, of what is known in its newest form", () => {
  const serverVersion = "3.1.4";
  assert.throws(() => createTaskRun(labelled, { serverVersion }), taskrun.ValidationError);
  assert.equal(respond(JSON.stringify(labelled), { serverVersion }).status, 422);
  const { labels: _labels, ...plain } = labelled;
  const existing = createTaskRun(labelled);
  assert.deepEqual(createTaskRun(plain, { serverVersion, existing }).labels, { team: "data" });
});

test("of a body that every release takes no values are made", ({ mock }) => {
  const parse = mock.method(TaskRunCreate, "safeParseJson");
  assert.equal(supportedVersions(JSON.stringify({ task_key: "load", dynamic_key: "0" })).length, 1);
  assert.equal(parse.mock.callCount(), 0);
  assert.throws(() => supportedVersions("{}", { now: "soon" }), RangeError);
});
