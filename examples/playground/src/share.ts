// A payload in a link: after the `#`, which browsers send to nobody, compressed.
import { MOST_BYTES } from "./size";

const KEY = "payload=";

/** The link to the playground with a payload in it. Throws a `RangeError` for one that is too large. */
export async function linkTo(text: string): Promise<string> {
  const url = new URL(location.href);
  url.hash = KEY + (await deflated(text));
  return url.href;
}

/**
 * The payload in the page's own address; nothing, if there is none. Throws for one that is damaged, a `RangeError` for one that
 * is too large.
 */
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
  const plain = new Blob([text]);
  if (plain.size > MOST_BYTES) {
    throw new RangeError("too large");
  }
  const bytes = await read(plain.stream().pipeThrough(new CompressionStream("deflate-raw")));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function inflated(base64url: string): Promise<string> {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const plain = await read(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  return new TextDecoder("utf-8", { fatal: true }).decode(plain);
}

/** All that a stream gives, unless it is too large: a short link may unpack to more than the memory holds. */
async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    chunks.push(next.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
