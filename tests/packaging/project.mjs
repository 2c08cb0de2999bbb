// Projects of their own, far from this repository, that take the package from its tarball as npm does.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");

/** What the shared programs say: of a good payload what Prefect makes of it, of a bad one its errors. */
export const ANSWERS = ["load", "PENDING", "string_type", "missing"];

const { version } = JSON.parse(await readFile(join(root, "pkg/package.json"), "utf8"));
export const TARBALL = join(root, `dist/prefect-taskrun-${version}.tgz`);

const run = promisify(execFile);

/** A temporary copy of a project, with the package and the project's own tools. `clean` removes it. */
export async function project(name) {
  const folder = await mkdtemp(join(tmpdir(), `packaging-${name}-`));
  await cp(join(here, "shared"), folder, { recursive: true });
  await cp(join(here, name), folder, { recursive: true, filter: (path) => !/node_modules|package/.test(path.slice(here.length)) });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  await run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", TARBALL], { cwd: folder });
  const tools = join(here, name, "node_modules");
  for (const tool of await readdir(tools).catch(() => [])) {
    if (!tool.startsWith(".package-lock") && tool !== ".stamp") {
      await symlink(join(tools, tool), join(folder, "node_modules", tool));
    }
  }
  const bin = join(tools, ".bin");
  return {
    folder,
    /** What a program, of the project's tools first, prints; throws with all of it if the program fails. */
    async run(program, ...args) {
      const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
      const { stdout } = await run(program, args, { cwd: folder, env }).catch((error) => {
        throw new Error(`${program} ${args.join(" ")}: ${error.message}\n${error.stdout}`);
      });
      return stdout;
    },
    async write(path, text) {
      await mkdir(join(folder, path, ".."), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    clean: () => rm(folder, { recursive: true }),
  };
}
