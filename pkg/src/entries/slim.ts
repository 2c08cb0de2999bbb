export * from "../slim.js";
