import { button, element } from "../dom";
import type { Frame, History } from "../document/source";
import { number } from "../format";
import { connections } from "../stage/connections";
import type { Unit } from "../stage/network";
import type { Look } from "../state/theme";
import { nearest } from "./epochAxis";
import { HeatMap } from "./heatmap";
import type { Desk, Section } from "./inspector";
import { Plot } from "./plot";
import { bar, facts, nameOf } from "./unitCard";
import { WeightImage } from "./weightImage";

/** Connections that are told. */
const MOST = 12;

/** Quantities whose curves are shown, each on an axis of its own. */
const CURVES = ["saturation", "mean_activation", "bias"];

/** A unit: what is known of it now, its curves, the weights into it over all epochs, its strongest connections. */
export class UnitSection implements Section {
  readonly element: HTMLElement;
  readonly #facts = element("dl", { class: "facts" });
  readonly #connections = element("ul", { class: "connections" });
  readonly #plots: Plot[] = [];
  readonly #curves = element("div");
  readonly #weights = element("div", { class: "weights" });
  #heat: HeatMap | undefined;
  #image: WeightImage | undefined;
  #incoming: History | undefined;
  #told: { frame: Frame; epoch: number; look: Look } | undefined;
  #dressed: Look | undefined;

  constructor(private readonly desk: Desk, private readonly unit: Unit) {
    const { network } = desk;
    const title = network.label(unit) ?? network.layers[unit.layer].title;
    this.element = element("div", {}, element("h3", {}, element("strong", {}, network.name(unit)), " ", element("span", { class: "state" }, title)),
      this.#facts, this.#weights, this.#curves, element("h4", {}, "strongest connections"), this.#connections);
    for (const quantity of CURVES) if (quantity in network.layers[unit.layer].quantities) void this.#curve(quantity);
    void this.#load();
  }

  show(frame: Frame, epoch: number, look: Look): void {
    this.#told = { frame, epoch, look };
    const { network, source } = this.desk;
    this.#facts.replaceChildren(...facts(frame, this.unit).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, number(value))]));
    const largest = source.document.strokes.largest.weight ?? 0;
    this.#connections.replaceChildren(...connections(network, frame, this.unit, MOST).map(({ unit: other, weight, incoming }) => {
      const set = network.edges.findIndex(({ from, to }) => (incoming ? from === other.layer && to === this.unit.layer : from === this.unit.layer && to === other.layer));
      const edge = incoming ? { set, source: other.index, target: this.unit.index } : { set, source: this.unit.index, target: other.index };
      return element("li", {},
        button(`${network.name(other)}${network.label(other) ? `, ${network.label(other) ?? ""}` : ""}`, () => { this.desk.onPick({ unit: other }); }, element("span", {}, ...nameOf(network, other, incoming)), { class: "link" }),
        bar(weight, largest, look.theme),
        button(`The weight between ${network.name(this.unit)} and ${network.name(other)}, ${number(weight)}`, () => { this.desk.onPick({ edge }); }, number(weight), { class: "link weight" }));
    }));
    if (this.#dressed !== look) {
      this.#dressed = look;
      for (const plot of this.#plots) plot.dress(look.theme, look.accent);
      this.#heat?.dress(look.ramps.sign);
    }
    for (const plot of this.#plots) plot.show(epoch);
    this.#heat?.show(epoch);
    if (this.#incoming) this.#image?.show(this.#incoming, nearest(this.#incoming.epochs, epoch), look);
  }

  async #curve(quantity: string): Promise<void> {
    const plot = new Plot(quantity.replaceAll("_", " "), number);
    plot.onSeek = this.desk.onSeek;
    plot.element.classList.add("small");
    this.#plots.push(plot);
    this.#curves.append(plot.element);
    const history = await this.desk.source.units(this.unit.layer, quantity);
    if (!history) {
      plot.element.remove();
      return;
    }
    plot.set([{ name: "", epochs: history.epochs, values: history.values.filter((_, i) => i % history.width === this.unit.index) }]);
    this.#again();
  }

  async #load(): Promise<void> {
    const { network, source } = this.desk;
    const set = network.edges.find((edges) => edges.to === this.unit.layer);
    const history = set && await source.incoming(this.unit.layer, this.unit.index);
    if (!set || !history) return;
    this.#incoming = history;
    const reach = set.reach || 1;
    const kernel = (set.kernel ?? []).reduce((product, axis) => product * axis, 1);
    const from = network.layers[set.from];
    this.#image = WeightImage.of(history.width, from.image, set.kernel, reach);
    this.#heat = new HeatMap(history, {
      title: "incoming weights", sorted: false, low: -reach, high: reach, onSeek: this.desk.onSeek,
      row: (i) => (history.width === from.units ? network.name({ layer: set.from, index: i }) : `${network.name({ layer: set.from, index: Math.floor(i / kernel) })}[${i % kernel}]`),
    });
    this.#weights.replaceChildren(...(this.#image ? [this.#image.element] : []), this.#heat.element);
    const missing = history.values.subarray(0, history.width).filter((value) => Number.isNaN(value)).length;
    if (missing > 0) this.#weights.append(element("p", { class: "hint" }, `This page holds ${history.width - missing} of the ${history.width} weights into this unit; replay serve shows them all.`));
    this.#again();
  }

  #again(): void {
    this.#dressed = undefined;
    if (this.#told) this.show(this.#told.frame, this.#told.epoch, this.#told.look);
  }
}
