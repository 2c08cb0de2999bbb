export * from "../form.js";
