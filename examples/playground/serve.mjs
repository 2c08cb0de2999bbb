// Serves a folder under a path: `node serve.mjs FOLDER [PATH]`, at the port that PORT says, or 4173.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";

const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** @param {string} folder @param {{ base?: string, port?: number }} [options] */
export async function serve(folder, { base = "/", port = 0 } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname === base ? "index.html" : normalize(decodeURIComponent(pathname.slice(base.length)));
    try {
      if (!pathname.startsWith(base) || file.startsWith("..")) {
        throw new Error("not ours");
      }
      const bytes = await readFile(join(folder, file));
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening, failed) => server.once("error", failed).listen(port, "127.0.0.1", listening));
  return server;
}

if (process.argv[1] === import.meta.filename) {
  const [folder = "dist", base] = process.argv.slice(2);
  const server = await serve(resolve(folder), { base, port: Number(process.env.PORT ?? 4173) });
  console.log(`The playground is at http://127.0.0.1:${server.address().port}${base ?? "/"} until you press Ctrl-C.`);
}
