// What stays between visits. Where a browser keeps nothing for a page, nothing does.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The next visit begins anew.
  }
}
