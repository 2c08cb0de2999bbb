// A state as Prefect's own pages draw it.
import type { State } from "prefect-taskrun";
import { icon, make } from "./dom";

const ICONS: Record<State["type"], string> = {
  SCHEDULED: "clock",
  PENDING: "clock",
  RUNNING: "play",
  COMPLETED: "check",
  FAILED: "cross",
  CANCELLED: "ban",
  CANCELLING: "ban",
  CRASHED: "bolt",
  PAUSED: "pause",
};

export function badge({ type, name }: Pick<State, "type" | "name">): HTMLElement {
  return make("span", { class: `badge badge-${type.toLowerCase()}`, title: type }, icon(ICONS[type]), name ?? type);
}
