// Runs before the page is drawn, so that a chosen theme does not flash in.
import { applyTheme, chosenTheme } from "./theme";

applyTheme(chosenTheme());
