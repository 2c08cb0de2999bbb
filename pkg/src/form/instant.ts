// What a `datetime-local` control says, in the time zone of the person before it.

/** The instant of a local time; a text that is none stays as it is. */
export function instant(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? local : date.toISOString();
}

/** The local time of an instant; nothing, if it is none. A time without an offset is UTC. */
export function local(instant: string): string {
  const date = new Date(/(z|[+-]\d\d:?\d\d)$/i.test(instant) ? instant : `${instant}Z`);
  const wall = date.getTime() - date.getTimezoneOffset() * 60_000;
  return Number.isNaN(wall) ? "" : new Date(wall).toISOString().slice(0, -1);
}
