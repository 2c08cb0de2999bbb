import { validate as isValid } from "ajv:ahead";

export const validate = (text) => isValid(JSON.parse(text));
