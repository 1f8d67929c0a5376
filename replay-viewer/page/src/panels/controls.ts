import { choice, element } from "../dom";
import { count, plain } from "../format";
import type { Lines, PageDocument, Scale } from "../document/schema";
import type { Look } from "../state/theme";
import type { View } from "../state/view";
import { Picture } from "../stage/picture";

/** The most lines that a person can ask for between two layers. */
export const MOST_LINES = 20_000;

const LINES: readonly (readonly [Lines, string])[] = [
  ["weight", "weight"], ["contribution", "weight × activation"], ["change", "change since the epoch before"], ["gradient", "gradient"],
];

const row = (swatch: HTMLElement, text: string): HTMLElement => element("div", { class: "legend-row" }, swatch, element("span", {}, text));

/** What is shown, and what it means: each choice with its legend beneath. */
export class Controls {
  readonly element = element("section", { class: "legend", "aria-label": "What is shown, and what it means" });
  onChange: (change: Partial<View>) => void = () => undefined;
  readonly #fill: HTMLSelectElement;
  readonly #ring: HTMLSelectElement;
  readonly #lines: HTMLSelectElement;
  readonly #sample: { element: HTMLElement; select: HTMLSelectElement } | undefined;
  readonly #strongest = element("input", { type: "range", min: "0", max: "1", step: "any", "aria-label": "Lines between two layers, at most" });
  readonly #many = element("span", { class: "figure" });
  readonly #fills = element("div", { class: "legend-scales" });
  readonly #strokes = element("div", { class: "legend-lines" });
  readonly #most: number;

  constructor(private readonly document: PageDocument) {
    const quantities = [...new Set(document.layers.slice(1).flatMap((layer) => [...Object.keys(layer.quantities), ...(layer.canDie && "saturation" in layer.quantities ? ["dead"] : [])]))];
    const named = quantities.map((name): [string, string] => [name, name === "activation" ? "activation of a sample" : name.replaceAll("_", " ")]);
    const fill = choice("Colour of units", [["", "as fits each layer"], ...named], (value) => { this.onChange(value === "activation" && this.#sample?.select.value === "-1" ? { fill: value, sample: 0 } : { fill: value }); });
    const ring = choice("Ring around units", [["", "none"], ...named.filter(([name]) => name !== "activation")], (value) => { this.onChange({ ring: value }); });
    const known = LINES.filter(([name]) => document.strokes.largest[name] !== undefined || (name === "change" && document.live));
    const lines = choice("Lines", known, (value) => { this.onChange({ lines: value as Lines }); });
    [this.#fill, this.#ring, this.#lines] = [fill.select, ring.select, lines.select];
    if (document.samples.length > 0) this.#sample = choice("Sample", [["-1", "mean of all"], ...document.samples.map((name, i): [string, string] => [String(i), name])], (value) => {
      this.onChange(value === "-1" ? { sample: -1, fill: "" } : { sample: Number(value), fill: "activation" });
    });
    this.#most = Math.min(MOST_LINES, Math.max(1, ...document.edges.map((edges) => edges.total)));
    this.#strongest.addEventListener("input", () => {
      const share = this.#strongest.valueAsNumber;
      this.onChange({ strongest: Math.max(1, Math.round(this.#most ** share)) });
    });
    const slider = element("label", { class: "field wide" }, element("span", {}, "Strongest ", this.#many), this.#strongest);
    this.element.append(fill.element, ...(this.#sample ? [this.#sample.element] : []), this.#fills, ring.element, lines.element, ...(document.edges.length > 0 ? [slider] : []), this.#strokes);
  }

  /** Shows a view in a theme's colours; `lineWidth` is that of the largest weight, in pixels. */
  show(view: View, look: Look, lineWidth: number): void {
    this.#fill.value = view.fill;
    this.#ring.value = view.ring;
    this.#lines.value = view.lines;
    if (this.#sample) this.#sample.select.value = String(view.sample);
    const usual = Math.max(1, ...this.document.edges.map((edges) => edges.drawn));
    const strongest = view.strongest === 0 ? usual : Math.min(view.strongest, this.#most);
    this.#strongest.valueAsNumber = this.#most === 1 ? 1 : Math.log(strongest) / Math.log(this.#most);
    this.#strongest.style.setProperty("--share", `${(100 * this.#strongest.valueAsNumber).toFixed(1)}%`);
    this.#strongest.setAttribute("aria-valuetext", `${strongest} lines`);
    this.#many.textContent = `${count(strongest)} between two layers`;
    const difference = view.show === "difference" && (view.then >= 0 || view.with !== "");
    this.#fills.replaceChildren(...this.#scales(view, difference).map((scale) => this.#scale(scale, look)));
    this.#strokes.replaceChildren(...this.#lineSamples(view, look, lineWidth));
  }

  #scales(view: View, difference: boolean): Scale[] {
    const found: Scale[] = [];
    const add = (layer: number, quantity: string): void => {
      const scale = Picture.scaleOf(this.document, layer, quantity, difference);
      if (scale && !found.some((other) => other.title === scale.title && other.low === scale.low && other.high === scale.high)) found.push(scale);
    };
    this.document.layers.forEach((_, layer) => { add(layer, Picture.quantityOf(this.document, layer, view.fill)); });
    if (view.ring !== "") this.document.layers.forEach((_, layer) => { add(layer, view.ring); });
    return found.slice(0, 5);
  }

  #scale(scale: Scale, look: Look): HTMLElement {
    const bar = element("i", { class: "ramp" });
    bar.style.background = `linear-gradient(to right, ${look.ramps[scale.ramp].stops.join(", ")})`;
    const ends = [scale.low, (scale.low + scale.high) / 2, scale.high].map((value) => element("span", {}, plain(value)));
    return element("div", { class: "legend-scale" }, element("span", { class: "ramp-title" }, scale.title), element("div", {}, bar, element("div", { class: "ramp-ends" }, ...ends)));
  }

  #lineSamples(view: View, { theme }: Look, lineWidth: number): HTMLElement[] {
    const line = (colour: string, width: number, strength: number): HTMLElement => {
      const swatch = element("i", { class: "swatch" });
      swatch.style.height = `${Math.max(0.75, width)}px`;
      swatch.style.background = colour;
      swatch.style.opacity = String(strength);
      return swatch;
    };
    const { largest, classes, legend } = this.document.strokes;
    const full = largest[view.lines] ?? 0;
    const symbol = view.lines === "weight" ? "|w|" : view.lines === "contribution" ? "|w·a|" : view.lines === "change" ? "|Δw|" : "|∂w|";
    const sizes = view.lines === "weight" ? legend : [full / 2, full].filter((size) => size > 0).map((size) => Number(size.toPrecision(2)));
    const sample = (value: number): HTMLElement => {
      const stroke = classes[Math.min(classes.length - 1, Math.floor((value / full) * classes.length))];
      return row(line(theme.muted, stroke.width * lineWidth, stroke.opacity), `${symbol} = ${plain(value)}`);
    };
    const norms = this.document.edges.filter((edges) => edges.kernel !== undefined).length;
    const signs = norms === this.document.edges.length && view.lines === "weight" ? [row(line(theme.positive, 4, 1), "norm of weights")]
      : [row(line(theme.positive, 4, 1), `positive ${view.lines}${norms > 0 ? ", norm" : ""}`), row(line(theme.negative, 4, 1), `negative ${view.lines}`)];
    return [...signs, ...sizes.map(sample)];
  }
}
