declare module "*.wasm?plain" {
  const text: string;
  export default text;
}

declare module "*.wasm?base64" {
  const text: string;
  export default text;
}

declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare const Buffer: { from(text: string, encoding: "base64"): Uint8Array<ArrayBuffer> };

declare module "node:fs/promises" {
  export function readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}
