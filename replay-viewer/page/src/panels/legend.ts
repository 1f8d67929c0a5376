import { element } from "../dom";
import type { PageDocument, Theme } from "../document/schema";
import { number } from "../format";

const row = (swatch: HTMLElement, text: string): HTMLElement => element("div", { class: "legend-row" }, swatch, element("span", {}, text));

/** What colours and widths mean. */
export class Legend {
  readonly element = element("aside", { class: "legend", "aria-label": "Legend" });

  constructor(private readonly document: PageDocument) {}

  /** Draws it in a theme's colours; `lineWidth` is that of the largest weight, in pixels. */
  dress(theme: Theme, lineWidth: number): void {
    const line = (colour: string, width: number, strength: number): HTMLElement => {
      const swatch = element("i", { class: "swatch" });
      swatch.style.height = `${Math.max(0.75, width)}px`;
      swatch.style.background = colour;
      swatch.style.opacity = String(strength);
      return swatch;
    };
    const { weight, strokes, legend } = this.document.scales;
    const sample = (value: number): HTMLElement => {
      const stroke = strokes[Math.min(strokes.length - 1, Math.floor((value / weight) * strokes.length))];
      return row(line(theme.muted, stroke.width * lineWidth, stroke.opacity), `|w| = ${number(value)}`);
    };
    const weights = element("div", { class: "legend-part" },
      row(line(theme.positive, 4, 1), "positive weight"), row(line(theme.negative, 4, 1), "negative weight"), ...legend.map(sample));
    const ramp = (title: string, stops: string[], ends: string[]): HTMLElement => {
      const bar = element("i", { class: "ramp" });
      bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
      const row = element("div", { class: "ramp-ends" }, ...ends.map((end) => element("span", {}, end)));
      return element("div", { class: "legend-part" }, element("span", { class: "ramp-title" }, title), bar, row);
    };
    const { layers } = this.document;
    const parts: HTMLElement[] = [weights];
    if (layers.some((layer) => layer.fill === "saturation")) parts.push(ramp("saturation", theme.saturation, ["0", "0.5", "1"]));
    if (layers.some((layer) => layer.fill === "activation"))
      parts.push(ramp("mean activation of a layer", theme.activation, ["lowest", "highest"]));
    this.element.replaceChildren(...parts);
  }
}
