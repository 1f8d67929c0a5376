import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { element } from "../dom";
import type { Chart, Theme } from "../document/schema";
import type { Tensors } from "../document/tensors";
import { score } from "../format";

/** Epochs are whole. */
const EPOCH_STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** power)).flat();

/** Curves over the epochs, with a marker at the epoch shown. A click goes to the epoch clicked. */
export class ChartPanel {
  readonly element = element("section", { class: "panel chart" });
  onSeek: (epoch: number) => void = () => undefined;

  readonly #heading = element("h2");
  readonly #values = element("span", { class: "values" });
  readonly #place = element("div", { class: "plot" });
  readonly #marker = element("div", { class: "marker" });
  readonly #data: uPlot.AlignedData;
  #plot: uPlot | undefined;
  #epoch = 0;

  constructor(
    private readonly chart: Chart,
    tensors: Tensors,
  ) {
    this.#heading.append(chart.title, " ", this.#values);
    this.element.append(this.#heading, this.#place);
    this.element.setAttribute("aria-label", `${chart.title} by epoch`);
    const values = chart.series.map((series) => Array.from(tensors.floats(series.values), (value) => (Number.isFinite(value) ? value : null)));
    this.#data = [Array.from(tensors.floats(chart.series[0].epochs)), ...values];
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#place);
    this.#place.addEventListener("pointerdown", (event) => {
      this.#seek(event);
    });
    this.#place.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.#seek(event);
    });
  }

  /** Draws the curves anew in a theme's colours. */
  dress(theme: Theme): void {
    this.#plot?.destroy();
    const axis = {
      stroke: theme.muted, font: "11px system-ui, sans-serif", grid: { show: false },
      ticks: { stroke: theme.rule, size: 4, width: 1 }, border: { show: true, stroke: theme.rule, width: 1 },
    };
    const colours = [theme.ink, theme.muted];
    this.#plot = new uPlot({
      ...this.#size(),
      padding: [6, 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      axes: [{ ...axis, size: 24, gap: 2, incrs: EPOCH_STEPS }, { ...axis, size: 44, gap: 3, space: 26 }],
      series: [{}, ...this.chart.series.map((series, i) => ({
        label: series.name, stroke: colours[i % colours.length], width: 1.6,
        points: { show: this.#data[0].length === 1 }, ...(i > 0 ? { dash: [5, 3] } : {}),
      }))],
      hooks: { setSize: [() => { this.#mark(); }] },
    }, this.#data, this.#place);
    this.#plot.over.append(this.#marker);
    this.#mark();
  }

  /** Moves the marker, and tells the values nearest to it. */
  show(epoch: number): void {
    this.#epoch = epoch;
    this.#mark();
    const at = nearest(this.#data[0] as number[], epoch);
    this.#values.textContent = this.chart.series
      .map((series, i) => `${series.name} ${score(this.chart.title, this.#data[i + 1][at] ?? Number.NaN)}`)
      .join(" · ");
  }

  #mark(): void {
    if (this.#plot) this.#marker.style.transform = `translateX(${this.#plot.valToPos(this.#epoch, "x").toFixed(1)}px)`;
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(80, this.#place.clientWidth), height: Math.max(60, this.#place.clientHeight) };
  }

  #seek(event: MouseEvent): void {
    if (!this.#plot) return;
    const box = this.#plot.over.getBoundingClientRect();
    this.onSeek(this.#plot.posToVal(event.clientX - box.left, "x"));
  }
}

/** The index of the value nearest to another in an increasing list. */
export function nearest(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  return Math.abs(values[high] - value) < Math.abs(values[low] - value) ? high : low;
}
