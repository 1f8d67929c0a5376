import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { element } from "../dom";
import type { Theme } from "../document/schema";
import { nearest } from "./epochAxis";
import { copyButton } from "./copy";
import { csvText } from "./csv";

/** Epochs are whole. */
const EPOCH_STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** power)).flat();

/** A curve over epochs. */
export interface PlotSeries {
  readonly name: string;
  readonly epochs: readonly number[];
  /** NaN where nothing was recorded. */
  readonly values: ArrayLike<number>;
}

/** Curves over the epochs, with a marker at the epoch shown. A click goes to the epoch clicked. */
export class Plot {
  readonly element = element("section", { class: "panel chart" });
  onSeek: (epoch: number) => void = () => undefined;

  readonly #heading = element("h2");
  readonly #values = element("span", { class: "values" });
  readonly #place = element("div", { class: "plot" });
  readonly #marker = element("div", { class: "marker" });
  #series: readonly PlotSeries[] = [];
  #data: uPlot.AlignedData = [[]];
  #plot: uPlot | undefined;
  #theme: Theme | undefined;
  #accent = "";
  #epoch = 0;

  constructor(
    readonly title: string,
    private readonly format: (value: number) => string,
  ) {
    this.#heading.append(title, " ", this.#values, copyButton(`Copy ${title} as CSV`, () => this.csv()));
    this.element.append(this.#heading, this.#place);
    this.element.setAttribute("aria-label", `${title} by epoch`);
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#place);
    this.#place.addEventListener("pointerdown", (event) => { this.#seek(event); });
    this.#place.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.#seek(event);
    });
  }

  /** Takes curves. */
  set(series: readonly PlotSeries[]): void {
    const again = series.length !== this.#series.length;
    this.#series = series;
    const tables = series.map(({ epochs, values }): uPlot.AlignedData =>
      [[...epochs], Array.from(epochs, (_, i) => (Number.isFinite(values[i]) ? values[i] : null))]);
    this.#data = tables.length === 1 ? tables[0] : tables.length === 0 ? [[]] : uPlot.join(tables);
    if (again && this.#theme) this.dress(this.#theme, this.#accent);
    else this.#plot?.setData(this.#data);
    this.show(this.#epoch);
  }

  /** Draws the curves anew in a theme's colours. */
  dress(theme: Theme, accent: string): void {
    this.#theme = theme;
    this.#accent = accent;
    this.#plot?.destroy();
    this.#plot = undefined;
    if (this.#series.length === 0) return;
    const axis = {
      stroke: theme.muted, font: "11px system-ui, sans-serif", grid: { show: false },
      ticks: { stroke: theme.rule, size: 4, width: 1 }, border: { show: true, stroke: theme.rule, width: 1 },
    };
    const colours = [theme.ink, theme.muted, accent, theme.positive];
    const dashes = [[], [5, 3], [2, 2], [8, 3]];
    this.#plot = new uPlot({
      ...this.#size(),
      padding: [6, 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      axes: [{ ...axis, size: 24, gap: 2, incrs: EPOCH_STEPS }, { ...axis, size: 46, gap: 3, space: 26 }],
      series: [{}, ...this.#series.map((series, i) => ({
        label: series.name, stroke: colours[i % colours.length], width: 1.6, dash: dashes[i % dashes.length], spanGaps: true,
        points: { show: this.#data[0].length === 1 },
      }))],
      hooks: { setSize: [() => { this.#mark(); }], setScale: [() => { this.#mark(); }] },
    }, this.#data, this.#place);
    this.#plot.over.append(this.#marker);
    this.#mark();
  }

  /** Moves the marker, and tells the values nearest to it. */
  show(epoch: number): void {
    this.#epoch = epoch;
    this.#mark();
    this.#values.textContent = this.#series.map(({ name, epochs, values }) => `${name} ${this.format(values[nearest(epochs, epoch)] ?? Number.NaN)}`.trim()).join(" · ");
  }

  /** The curves as a table. */
  csv(): string {
    const rows = Array.from(this.#data[0], (epoch, row) => [epoch, ...this.#data.slice(1).map((column) => column[row] ?? "")].join(","));
    return [["epoch", ...this.#series.map(({ name }) => csvText(`${this.title} ${name}`.trim()))].join(","), ...rows].join("\n") + "\n";
  }

  #mark(): void {
    if (this.#plot) this.#marker.style.transform = `translateX(${this.#plot.valToPos(this.#epoch, "x").toFixed(1)}px)`;
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(80, this.#place.clientWidth), height: Math.max(40, this.#place.clientHeight) };
  }

  #seek(event: MouseEvent): void {
    if (!this.#plot) return;
    const box = this.#plot.over.getBoundingClientRect();
    this.onSeek(this.#plot.posToVal(event.clientX - box.left, "x"));
  }
}
