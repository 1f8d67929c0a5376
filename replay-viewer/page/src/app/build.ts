import { button, element } from "../dom";
import { icon } from "../panels/icons";
import { menu } from "../panels/menu";
import { comparisons, recordings, savings } from "./menus";
import type { Replay } from "./replay";

/** The parts of a page. */
export interface Parts {
  readonly title: string;
  readonly stages: readonly HTMLElement[];
  readonly plots: readonly HTMLElement[];
  readonly saturation: HTMLElement | undefined;
  readonly controls: HTMLElement;
  readonly inspector: HTMLElement;
  readonly readout: HTMLElement;
  readonly transport: HTMLElement;
  readonly search: HTMLElement;
  readonly preview: HTMLElement;
  readonly others: readonly HTMLElement[];
}

/** Puts the parts of the page where they belong. */
export function build(replay: Replay, parts: Parts): HTMLElement[] {
  document.title = `${parts.title} · replay`;
  const several = recordings(replay).length > 1;
  const header = element("header", {},
    element("h1", {}, parts.title), ...(several ? [menu("Recordings", () => recordings(replay))] : []), parts.readout, parts.search,
    element("div", { class: "tools" },
      menu("Compare", () => comparisons(replay)), menu("Save", () => savings(replay)),
      button("Light or dark (T)", () => { replay.toggleTheme(); }, icon("theme")),
      button("Help (?)", () => { replay.showHelp(); }, "?")));
  const zoom = element("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
    button("Closer (Z)", () => { replay.zoom(1.5); }, icon("plus")),
    button("Farther (Shift Z)", () => { replay.zoom(1 / 1.5); }, icon("minus")),
    button("The whole (0)", () => { replay.whole(); }, icon("whole")));
  const [first, ...others] = parts.plots;
  const panels = element("div", { class: "panels" },
    ...(parts.plots.length > 0 ? [first] : []), ...(parts.saturation ? [parts.saturation] : []), ...others);
  return [
    header, element("div", { class: "scene" }, ...parts.stages, zoom),
    element("aside", { class: "side", "aria-label": "Legend and details" }, parts.controls, parts.inspector),
    panels, element("footer", {}, parts.preview, parts.transport), ...parts.others,
  ];
}
