import type { PageDocument, Theme } from "../document/schema";
import { mix, Ramp } from "../stage/ramp";

/** How everything is to look. */
export interface Look {
  readonly theme: Theme;
  readonly dark: boolean;
  /** The colour of what a person has chosen. */
  readonly accent: string;
  readonly ramps: Readonly<Record<"saturation" | "activation" | "sign", Ramp>>;
}

/** Dark or light, as asked for or as the system has it. */
export const isDark = (theme: "light" | "dark" | "auto"): boolean =>
  theme === "auto" ? window.matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";

/** Puts a theme's colours where the style sheet finds them, and makes its ramps. */
export function dress(themes: PageDocument["themes"], dark: boolean): Look {
  const theme: Theme = dark ? themes.dark : themes.light;
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  for (const name of ["background", "ink", "muted", "rule", "positive", "negative"] as const) root.style.setProperty(`--${name}`, theme[name]);
  const nothing = mix(theme.background, theme.muted, 0.18);
  return {
    theme, dark,
    accent: getComputedStyle(root).getPropertyValue("--accent"),
    ramps: {
      saturation: new Ramp(theme.saturation, theme.background),
      activation: new Ramp(theme.activation, theme.background),
      sign: new Ramp([theme.negative, nothing, theme.positive], theme.background),
    },
  };
}
