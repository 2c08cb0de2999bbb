// Programs that send a payload to a server.
import { compact, isFaithful, pretty } from "./tokens";

const URL = "http://127.0.0.1:4200/api/task_runs/";

export interface Snippet {
  language: "shell" | "python" | "javascript";
  text: string;
}

export function curl(text: string): Snippet {
  const quoted = `'${pretty(text).replaceAll("'", "'\\''")}'`;
  return {
    language: "shell",
    text: `curl ${URL} \\\n  --header 'Content-Type: application/json' \\\n  --data ${quoted}\n`,
  };
}

const PYTHON: Record<string, string> = { null: "None", true: "True", false: "False" };

export function python(text: string): Snippet {
  let isPlain = true;
  const payload = pretty(text, (token) => {
    isPlain &&= !/^-?(NaN|Infinity)$/.test(token);
    return PYTHON[token] ?? (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token);
  });
  // httpx refuses to write NaN.
  const [value, argument] = isPlain ? [payload, "json"] : [JSON.stringify(compact(text)), "content"];
  return {
    language: "python",
    text: `import httpx

payload = ${value}
response = httpx.post("${URL}", ${argument}=payload)
print(response.status_code, response.json())
`,
  };
}

export function javascript(text: string): Snippet {
  return {
    language: "javascript",
    text: `const response = await fetch("${URL}", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: ${body(text)},
});
console.log(response.status, await response.json());
`,
  };
}

/** What makes the body: an object where that says the same as the text. */
function body(text: string): string {
  try {
    // In a program `__proto__` is no key.
    if (!text.includes("__proto__") && isFaithful(text, JSON.parse(text))) {
      return `JSON.stringify(${pretty(text).replaceAll("\n", "\n  ")})`;
    }
  } catch {
    // The server reads NaN, JSON.parse does not.
  }
  return JSON.stringify(compact(text));
}
