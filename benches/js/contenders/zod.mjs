import { TaskRunCreate } from "../zod_peer.mjs";

export const validate = (text) => TaskRunCreate.safeParse(JSON.parse(text)).success;
