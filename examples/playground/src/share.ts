// A payload in a link: after the `#`, which browsers send to nobody, compressed.
const KEY = "payload=";

/** The link to the playground with a payload in it. */
export async function linkTo(text: string): Promise<string> {
  const url = new URL(location.href);
  url.hash = KEY + (await deflated(text));
  return url.href;
}

/** The payload in the page's own address; nothing, if there is none. Throws for one that is damaged. */
export async function linked(): Promise<string | undefined> {
  const { hash } = location;
  return hash.startsWith(`#${KEY}`) ? inflated(hash.slice(KEY.length + 1)) : undefined;
}

/** Takes the payload out of the address, once it is another's. */
export function forgetLink(): void {
  if (location.hash !== "") {
    history.replaceState(null, "", location.pathname + location.search);
  }
}

async function deflated(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function inflated(base64url: string): Promise<string> {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(await through(bytes, new DecompressionStream("deflate-raw")));
}

async function through(bytes: Uint8Array<ArrayBuffer>, change: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(change);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
