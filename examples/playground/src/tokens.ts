// JSON text by its tokens: what stands in it stays as it is written, down to a number's last digit.

/** A token of JSON, or whatever else stands there. Spaces between tokens are none. */
function tokens(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"?|[{}[\]:,]|[^\s{}[\]:,"]+/gs) ?? [];
}

/** The same JSON with each member on a line of its own; each token but a bracket, a colon or a comma as `spell` has it. */
export function pretty(text: string, spell: (token: string) => string = (token) => token): string {
  let depth = 0;
  let before = "";
  let out = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const token of tokens(text)) {
    const closes = token === "}" || token === "]";
    const opened = before === "{" || before === "[";
    if (closes) {
      depth = Math.max(0, depth - 1);
    }
    if (closes ? !opened : opened || before === ",") {
      out += line();
    }
    out += /^[{}[\],]$/.test(token) ? token : token === ":" ? ": " : spell(token);
    if (token === "{" || token === "[") {
      depth++;
    }
    before = token;
  }
  return out;
}

/** The same JSON with no spaces between its tokens. */
export function compact(text: string): string {
  return tokens(text).join("");
}

/** Whether a value that was read from JSON text says all that the text does. */
export function isFaithful(text: string, value: unknown): boolean {
  const spelled = tokens(text).map((token) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token));
  return spelled.join("") === JSON.stringify(value);
}
