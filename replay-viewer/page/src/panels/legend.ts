import { element } from "../dom";
import type { PageDocument, Theme } from "../document/schema";
import { number } from "../format";
import { opacity } from "../stage/edges";

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
    const { weight, activation } = this.document.scales;
    const weights = element("div", { class: "legend-part" },
      row(line(theme.positive, 4, 1), "positive weight"),
      row(line(theme.negative, 4, 1), "negative weight"),
      ...[0.25, 0.5, 1].map((share) => row(line(theme.muted, share * lineWidth, opacity(share)), `|w| = ${number(share * weight)}`)));
    const ramp = (title: string, stops: string[], low: number, high: number): HTMLElement => {
      const bar = element("i", { class: "ramp" });
      bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
      const ends = element("div", { class: "ramp-ends" }, ...[low, (low + high) / 2, high].map((value) => element("span", {}, number(value))));
      return element("div", { class: "legend-part" }, element("span", { class: "ramp-title" }, title), bar, ends);
    };
    const { layers } = this.document;
    const parts: HTMLElement[] = [weights];
    if (layers.some((layer) => layer.fill === "saturation")) parts.push(ramp("saturation", theme.saturation, 0, 1));
    if (layers.some((layer) => layer.fill === "activation")) parts.push(ramp("mean activation", theme.activation, activation[0], activation[1]));
    this.element.replaceChildren(...parts);
  }
}
