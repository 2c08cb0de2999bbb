// The first import and validation in a fresh Node.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONTENDERS, bundle } from "./bundle.mjs";
import { rows } from "./measure.mjs";

const ROUNDS = 15;

const payload = fileURLToPath(new URL("../payloads/m.json", import.meta.url));

const START = `
  import { readFileSync } from "node:fs";
  const text = readFileSync(process.argv[2], "utf8");
  const start = performance.now();
  const { validate } = await import(process.argv[1]);
  if (!await validate(text)) throw new Error("the payload is good");
  console.log(performance.now() - start);
`;

function start(file) {
  return Number(execFileSync(process.execPath, ["--input-type=module", "--eval", START, file, payload], { encoding: "utf8" }));
}

/** The rows of the table of cold starts; the contenders take turns. */
export async function coldStarts() {
  const folder = mkdtempSync(join(tmpdir(), "cold-"));
  try {
    const names = Object.keys(CONTENDERS).filter((name) => name !== "prefect-taskrun/slim");
    const files = await Promise.all(names.map(async (name) => {
      const file = join(folder, `${CONTENDERS[name]}.mjs`);
      writeFileSync(file, await bundle(name, "node"));
      return file;
    }));
    const rounds = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      names.forEach((name, index) => rounds[name].push(start(files[index])));
    }
    return rows("first import and validation", "milliseconds", rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
