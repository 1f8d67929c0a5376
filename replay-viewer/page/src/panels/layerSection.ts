import { button, element } from "../dom";
import type { Frame, History } from "../document/source";
import { count } from "../format";
import type { Look } from "../state/theme";
import { Picture } from "../stage/picture";
import { positionIn } from "./epochAxis";
import { bins, Histogram } from "./histogram";
import type { Desk, Section } from "./inspector";
import { Ridges } from "./ridges";

/** Units that are listed. */
const MOST = 300;

/** A layer: how many units are dead, dormant, saturated, and since when; how its values are spread, now and over all epochs. */
export class LayerSection implements Section {
  readonly element: HTMLElement;
  readonly #facts = element("dl", { class: "facts" });
  readonly #units: Histogram;
  readonly #weights = new Histogram("weights at this epoch");
  readonly #ridges = element("div");
  readonly #list = element("div", { class: "deaths" });
  readonly #collapse: HTMLButtonElement;
  #ridge: Ridges | undefined;
  #saturation: History | undefined;
  #told: { frame: Frame; epoch: number; look: Look } | undefined;
  #listed = "";

  constructor(private readonly desk: Desk, private readonly layer: number) {
    const info = desk.network.layers[layer];
    this.#units = new Histogram(`${info.fill.replaceAll("_", " ")} at this epoch`);
    this.#collapse = button("", () => { desk.onCollapse(layer); }, undefined, { class: "small" });
    this.element = element("div", {},
      element("h3", {}, element("strong", {}, info.title), " ", element("span", { class: "state" }, info.caption.join(" · "))), this.#collapse,
      this.#facts, this.#list, ...(info.fill === "" ? [] : [this.#units.element]));
    const set = desk.network.edges.findIndex((edges) => edges.to === layer);
    if (set >= 0) {
      this.element.append(this.#weights.element, this.#ridges);
      void desk.source.ridges(set).then((history) => {
        if (!history) return;
        this.#ridge = new Ridges(history, desk.network.edges[set].reach, "weights, by epoch downwards", desk.onSeek);
        this.#ridges.replaceChildren(this.#ridge.element);
        this.#again();
      });
    }
    if ("saturation" in info.quantities) void desk.source.units(layer, "saturation").then((history) => {
      this.#saturation = history;
      this.#again();
    });
  }

  show(frame: Frame, epoch: number, look: Look): void {
    this.#told = { frame, epoch, look };
    const { network, source } = this.desk;
    const info = network.layers[this.layer];
    this.#collapse.textContent = this.desk.isCollapsed(this.layer) ? "Expand (X)" : "Collapse (X)";
    const { units, dead, dormant } = frame.layers[this.layer];
    const saturation = units.get("saturation");
    const facts: [string, string][] = [["units", count(info.units)]];
    if (info.canDie && Number.isFinite(dead)) facts.push(["dead", count(dead)]);
    if (Number.isFinite(dormant)) facts.push(["dormant", count(dormant)]);
    if (saturation?.some((value) => Number.isFinite(value))) facts.push([info.canDie ? "flat on over 90 % of the probe" : "saturated (over 0.9)", count(saturation.filter((value) => value > 0.9).length)]);
    this.#facts.replaceChildren(...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
    const values = units.get(info.fill);
    const scale = Picture.scaleOf(source.document, this.layer, info.fill, false);
    if (values && scale) this.#units.show(bins(values, scale.low, scale.high, 24), scale.low, scale.high, look.theme);
    const set = network.edges.findIndex((edges) => edges.to === this.layer);
    const histogram = set >= 0 ? frame.edges[set]?.histogram : undefined;
    if (histogram) this.#weights.show(histogram, -network.edges[set].reach, network.edges[set].reach, look.theme);
    this.#ridge?.show(epoch, look.theme, look.accent);
    this.#tellDeaths(epoch);
  }

  /** Which units are out of action at this epoch, and since when. */
  #tellDeaths(epoch: number): void {
    const { network } = this.desk;
    const info = network.layers[this.layer];
    if (!this.#saturation) return;
    const gone = since(this.#saturation, epoch, info.canDie ? 1 : 0.9);
    const listed = gone.map(({ unit, epoch: first }) => `${unit} ${first}`).join();
    if (listed === this.#listed && this.#list.firstChild) return;
    this.#listed = listed;
    const what = info.canDie ? "dead" : "saturated";
    this.#list.replaceChildren(element("h4", {}, gone.length === 0 ? `no unit is ${what} at this epoch` : `${what} units, and since when`),
      element("ul", {}, ...gone.slice(0, MOST).map(({ unit, after, epoch: first }) => element("li", {},
        button(network.name({ layer: this.layer, index: unit }), () => { this.desk.onPick({ unit: { layer: this.layer, index: unit } }); }, undefined, { class: "link" }),
        button(`Go to epoch ${first}`, () => { this.desk.onSeek(first); }, between(after, first), { class: "link" })))),
      ...(gone.length > MOST ? [element("p", { class: "hint" }, `and ${count(gone.length - MOST)} more`)] : []));
  }

  #again(): void {
    if (this.#told) this.show(this.#told.frame, this.#told.epoch, this.#told.look);
  }
}

/** When something came to be that was not yet so at the epoch before: where epochs between were not looked at, from when to when. */
const between = (after: number | undefined, first: number): string =>
  (after === undefined || after === first - 1 ? `epoch ${count(first)}` : `epoch ${count(after + 1)} to ${count(first)}`);

/** A unit whose value has reached a limit. */
export interface Reached {
  readonly unit: number;
  /** The last epoch looked at before it had; nothing if it had from the first. */
  readonly after: number | undefined;
  /** The epoch from which on it has stayed there. */
  readonly epoch: number;
}

/** The units whose value has reached a limit at an epoch; those that have for longest first. */
export function since({ epochs, width, values }: History, epoch: number, limit: number): Reached[] {
  const reached = (row: number, unit: number): boolean => (limit === 1 ? values[row * width + unit] >= 1 : values[row * width + unit] > limit);
  const found: Reached[] = [];
  const now = Math.floor(positionIn(epochs, epoch));
  for (let unit = 0; unit < width; unit++) {
    let row = now;
    if (!reached(row, unit)) continue;
    while (row > 0 && reached(row - 1, unit)) row--;
    found.push({ unit, after: row > 0 ? epochs[row - 1] : undefined, epoch: epochs[row] });
  }
  return found.sort((a, b) => a.epoch - b.epoch || a.unit - b.unit);
}
