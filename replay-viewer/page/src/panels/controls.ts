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

/** What they are called in the legend. */
const NAMES: Readonly<Record<Lines, string>> = { weight: "weight", contribution: "contribution", change: "change", gradient: "gradient" };

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
  #told = "";

  constructor(private readonly document: PageDocument) {
    const quantities = [...new Set(document.layers.slice(1).flatMap((layer) => [...Object.keys(layer.quantities), ...(layer.canDie && "saturation" in layer.quantities ? ["dead"] : [])]))];
    const named = quantities.map((name): [string, string] => [name, name === "activation" ? "sample’s activation" : name.replaceAll("_", " ")]);
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

  /** Shows a view in a theme's colours; `lineWidth` is that of the largest weight, in pixels; `fields`: all lines are there as a haze. */
  show(view: View, look: Look, lineWidth: number, fields: boolean): void {
    const told = JSON.stringify([view, look.dark, lineWidth, fields, this.document.scales, this.document.strokes.largest]);
    if (told === this.#told) return;
    this.#told = told;
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
    this.#strokes.replaceChildren(...this.#lineSamples(view, look, lineWidth, fields));
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

  /** What widths and colours of lines mean: a wedge a sign, from nothing to the largest value, as wide and as strong as the lines are. */
  #lineSamples(view: View, { theme }: Look, lineWidth: number, fields: boolean): HTMLElement[] {
    const { largest, classes } = this.document.strokes;
    const full = largest[view.lines] ?? 0;
    const norms = this.document.edges.filter((edges) => edges.kernel !== undefined).length;
    const what = NAMES[view.lines];
    const wedge = (colour: string, title: string, end: number): HTMLElement => {
      const bar = element("i", { class: "wedge" });
      const tall = Math.max(3, classes[classes.length - 1].width * lineWidth);
      const thin = (50 * (tall - Math.max(0.75, classes[0].width * lineWidth))) / tall;
      bar.style.height = `${tall}px`;
      bar.style.clipPath = `polygon(0 ${thin}%, 100% 0, 100% 100%, 0 ${100 - thin}%)`;
      bar.style.background = `linear-gradient(to right, ${classes.map(({ opacity }) => `color-mix(in srgb, ${colour} ${(100 * opacity).toFixed(0)}%, transparent)`).join(", ")})`;
      const ends = [0, end / 2, end].map((value) => element("span", {}, plain(Number(value.toPrecision(2)))));
      return element("div", { class: "legend-scale" }, element("span", { class: "ramp-title" }, title), element("div", {}, bar, element("div", { class: "ramp-ends" }, ...ends)));
    };
    const signed = norms < this.document.edges.length || view.lines !== "weight";
    return [
      wedge(theme.positive, signed ? `positive ${what}${norms > 0 && view.lines === "weight" ? " or norm" : ""}` : "norm of weights", full),
      ...(signed ? [wedge(theme.negative, `negative ${what}`, -full)] : []),
      ...(fields ? [element("p", { class: "hint" }, "haze: all of them, where only the strongest are lines")] : []),
    ];
  }
}
