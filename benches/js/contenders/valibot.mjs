import { safeParse } from "valibot";
import { TaskRunCreate } from "../valibot_peer.mjs";

export const validate = (text) => safeParse(TaskRunCreate, JSON.parse(text)).success;
