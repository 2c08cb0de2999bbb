import { keep, recall } from "./store";

export type Theme = "light" | "dark";

const KEY = "playground theme";

/** The theme that was chosen before; nothing, if the system's counts. */
export function chosenTheme(): Theme | undefined {
  const kept = recall(KEY);
  return kept === "light" || kept === "dark" ? kept : undefined;
}

export function applyTheme(theme: Theme | undefined): void {
  if (theme === undefined) {
    delete document.documentElement.dataset["theme"];
  } else {
    document.documentElement.dataset["theme"] = theme;
  }
}

/** Makes a button turn dark on and off. The system's theme counts until it is pressed. */
export function bindThemeButton(button: HTMLButtonElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = (): Theme => {
    const { theme } = document.documentElement.dataset;
    return theme === "dark" || theme === "light" ? theme : system.matches ? "dark" : "light";
  };
  const tell = () => button.setAttribute("aria-pressed", String(current() === "dark"));
  button.addEventListener("click", () => {
    const theme = current() === "dark" ? "light" : "dark";
    keep(KEY, theme);
    applyTheme(theme);
    tell();
  });
  system.addEventListener("change", tell);
  tell();
}
