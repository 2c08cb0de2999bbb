/** A payload of more bytes than this is nothing that a form or an editor is for. */
export const MOST_BYTES = 5_000_000;
