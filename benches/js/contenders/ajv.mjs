import { validate as isValid } from "../ajv_peer.mjs";

export const validate = (text) => isValid(JSON.parse(text));
