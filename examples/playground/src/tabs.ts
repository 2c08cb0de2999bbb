/**
 * Makes a `role="tablist"` work: arrows, Home and End move, and each tab shows the panel that it controls. `onSelect` may
 * refuse with `false`.
 */
export function bindTabs(list: HTMLElement, onSelect: (tab: HTMLElement) => boolean | void): (id: string) => void {
  const tabs = Array.from(list.querySelectorAll<HTMLElement>('[role="tab"]'));

  function show(selected: HTMLElement): void {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === selected));
      tab.tabIndex = tab === selected ? 0 : -1;
    }
    const panels = new Set(tabs.map((tab) => tab.getAttribute("aria-controls") as string));
    for (const id of panels) {
      const panel = document.getElementById(id) as HTMLElement;
      panel.hidden = id !== selected.getAttribute("aria-controls");
      if (!panel.hidden) {
        panel.setAttribute("aria-labelledby", selected.id);
      }
    }
  }

  function select(tab: HTMLElement): boolean {
    const isTaken = onSelect(tab) !== false;
    if (isTaken) {
      show(tab);
    }
    return isTaken;
  }

  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab));
  }
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target as HTMLElement);
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const place = places[event.key];
    const tab = place === undefined ? undefined : tabs.at(place % tabs.length);
    if (at >= 0 && tab) {
      event.preventDefault();
      if (select(tab)) {
        tab.focus();
      }
    }
  });
  return (id) => show(tabs.find((tab) => tab.id === id) as HTMLElement);
}
