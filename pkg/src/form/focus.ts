// Where the focus goes.

/** Moves the focus to the first element that takes it: what is hidden, disabled or of the page's making may not. */
export function focusFirst(elements: Iterable<HTMLElement>): void {
  for (const element of elements) {
    element.focus();
    if ((element.getRootNode() as Document).activeElement === element) {
      return;
    }
  }
}
