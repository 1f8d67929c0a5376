import { element } from "../dom";
import type { PageDocument, Theme } from "../document/schema";
import { plain } from "../format";

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
    const { largest, classes, legend } = this.document.strokes;
    const sample = (value: number): HTMLElement => {
      const stroke = classes[Math.min(classes.length - 1, Math.floor((value / largest) * classes.length))];
      return row(line(theme.muted, stroke.width * lineWidth, stroke.opacity), `|w| = ${plain(value)}`);
    };
    const weights = element("div", { class: "legend-part" },
      row(line(theme.positive, 4, 1), "positive weight"), row(line(theme.negative, 4, 1), "negative weight"), ...legend.map(sample));
    const fills = this.document.fills.map((fill) => {
      const bar = element("i", { class: "ramp" });
      bar.style.background = `linear-gradient(to right, ${theme[fill.ramp].join(", ")})`;
      const ends = [fill.low, (fill.low + fill.high) / 2, fill.high].map((value) => element("span", {}, plain(value)));
      return element("div", { class: "legend-part" }, element("span", { class: "ramp-title" }, fill.title), bar, element("div", { class: "ramp-ends" }, ...ends));
    });
    this.element.replaceChildren(weights, ...fills);
  }
}
