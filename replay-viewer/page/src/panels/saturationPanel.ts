import { element } from "../dom";
import { count } from "../format";
import type { Network } from "../stage/network";
import type { Ramp } from "../stage/ramp";
import { EpochAxis } from "./epochAxis";
import { HeatMap } from "./heatmap";

/** The saturation of every unit of every layer that can saturate, by epoch. */
export class SaturationPanel {
  readonly element = element("section", { class: "panel saturation", "aria-label": "Saturation of every unit, by epoch" });
  onSeek: (epoch: number) => void = () => undefined;
  readonly #maps: HeatMap[] = [];

  constructor(network: Network, epochs: readonly number[]) {
    const axis = new EpochAxis(epochs);
    this.element.append(element("h2", {}, "saturation of each unit, by epoch ", element("span", { class: "values" }, "sorted by its last value")));
    const maps = element("div", { class: "heats" });
    for (const layer of network.layers) {
      if (!layer.saturation) continue;
      const map = new HeatMap(layer, layer.saturation, axis, (epoch) => { this.onSeek(epoch); });
      this.#maps.push(map);
      maps.append(map.element);
    }
    const ticks = element("div", { class: "ticks", "aria-hidden": "true" });
    for (const tick of axis.ticks(6)) {
      const label = element("span", {}, count(tick));
      label.style.left = `${(100 * axis.share(tick)).toFixed(2)}%`;
      ticks.append(label);
    }
    this.element.append(maps, ticks);
  }

  /** There is something to show. */
  get used(): boolean {
    return this.#maps.length > 0;
  }

  dress(ramp: Ramp): void {
    for (const map of this.#maps) map.dress(ramp);
  }

  show(epoch: number): void {
    for (const map of this.#maps) map.show(epoch);
  }
}
