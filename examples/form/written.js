// Numbers keep their digits only where a browser has raw JSON, which all have had since 2025.
const { rawJSON = Number } = JSON;

/** The JSON text of a value; an integer past 2**53 is a `bigint`, of which `JSON.stringify` alone knows nothing. */
export function written(value) {
  return JSON.stringify(value, (_key, value) => (typeof value === "bigint" ? rawJSON(String(value)) : value), 2);
}
