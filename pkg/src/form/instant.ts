// What a `datetime-local` control says, in the time zone of the person before it.

/** The instant of a local time, with the zone's offset from UTC at that time; a text that is none stays as it is. */
export function instant(local: string): string {
  const date = new Date(local);
  const minutes = offset(date);
  if (Number.isNaN(minutes) || !/^\d{4}-/.test(local)) {
    return local;
  }
  const size = Math.abs(minutes);
  const zone = [Math.trunc(size / 60), size % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return wall(date) + (minutes < 0 ? "-" : "+") + zone;
}

/** The local time of an instant, as precise as a control's step lets it be. A time without an offset is UTC. */
export function local(instant: string, step: string): string {
  const date = new Date(/(z|[+-]\d\d:?\d\d)$/i.test(instant) ? instant : `${instant}Z`);
  const length = step === "" || Number(step) % 60 === 0 ? 16 : Number(step) % 1 === 0 ? 19 : 23;
  return Number.isNaN(date.getTime()) ? "" : wall(date).slice(0, length);
}

/** What clocks on the wall show. */
function wall(date: Date): string {
  return new Date(date.getTime() + offset(date) * 60_000).toISOString().slice(0, -1).replace(/\.000$/, "");
}

/** By how many minutes local time is before UTC. */
function offset(date: Date): number {
  return -Math.round(date.getTimezoneOffset());
}
