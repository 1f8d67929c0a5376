import { element } from "../dom";
import type { Source } from "../document/source";
import { count } from "../format";
import type { Ramp } from "../stage/ramp";
import { HeatMap } from "./heatmap";

/** Milliseconds between two looks at a recording that grows. */
const PAUSE = 1500;

/** The saturation of every unit of every layer that can saturate, by epoch. */
export class SaturationPanel {
  readonly element = element("section", { class: "panel saturation", "aria-label": "Saturation of every unit, by epoch" });
  onSeek: (epoch: number) => void = () => undefined;
  readonly #place = element("div", { class: "heats" });
  readonly #ticks = element("div", { class: "ticks", "aria-hidden": "true" });
  #maps: HeatMap[] = [];
  #ramp: Ramp | undefined;
  #epoch = 0;
  #waiting = false;

  constructor(private readonly source: Source) {
    this.element.append(element("h2", {}, "saturation of each unit, by epoch ", element("span", { class: "values" }, "sorted by its last value")), this.#place, this.#ticks);
    if (this.used) void this.#fill();
  }

  /** There is something to show. */
  get used(): boolean {
    return this.source.document.layers.some((layer) => "saturation" in layer.quantities);
  }

  /** More was recorded: looks again, but not all the time. */
  grow(): void {
    if (this.#waiting || !this.used) return;
    this.#waiting = true;
    setTimeout(() => {
      this.#waiting = false;
      void this.#fill();
    }, PAUSE);
  }

  dress(ramp: Ramp): void {
    this.#ramp = ramp;
    for (const map of this.#maps) map.dress(ramp);
  }

  show(epoch: number): void {
    this.#epoch = epoch;
    for (const map of this.#maps) map.show(epoch);
  }

  async #fill(): Promise<void> {
    const { layers } = this.source.document;
    const histories = await Promise.all(layers.map((layer, index) => ("saturation" in layer.quantities ? this.source.units(index, "saturation") : Promise.resolve(undefined))));
    this.#maps = histories.flatMap((history, index) => (history
      ? [new HeatMap(history, { title: layers[index].title, row: (unit) => `${layers[index].name}.${unit}`, sorted: true, low: 0, high: 1, onSeek: (epoch) => { this.onSeek(epoch); } })]
      : []));
    this.#place.replaceChildren(...this.#maps.map((map) => map.element));
    this.element.classList.toggle("many", this.#maps.length > 1);
    this.#label();
    if (this.#ramp) this.dress(this.#ramp);
    this.show(this.#epoch);
  }

  #label(): void {
    const axis = this.#maps.at(0)?.axis;
    this.#ticks.replaceChildren(...(axis?.ticks(6) ?? []).map((tick) => {
      const label = element("span", {}, count(tick));
      label.style.left = `${(100 * (axis?.share(tick) ?? 0)).toFixed(2)}%`;
      return label;
    }));
  }
}
