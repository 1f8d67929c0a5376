import type { PageDocument, Theme } from "../document/schema";
import { Ramp } from "../stage/ramp";
import type { Look } from "../stage/stage";

/** Dark or light, as asked for or as the system has it. */
export const isDark = (theme: "light" | "dark" | "auto"): boolean =>
  theme === "auto" ? window.matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";

/** Puts a theme's colours where the style sheet finds them, and makes its ramps. */
export function dress(themes: PageDocument["themes"], dark: boolean): Look {
  const theme: Theme = dark ? themes.dark : themes.light;
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  for (const name of ["background", "ink", "muted", "rule"] as const) root.style.setProperty(`--${name}`, theme[name]);
  return {
    theme,
    accent: getComputedStyle(root).getPropertyValue("--accent"),
    ramps: { saturation: new Ramp(theme.saturation, theme.background), activation: new Ramp(theme.activation, theme.background) },
  };
}
