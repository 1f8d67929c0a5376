import { button, element } from "../dom";
import type { Frame } from "../document/source";
import { number } from "../format";
import type { Edge } from "../stage/network";
import type { Look } from "../state/theme";
import type { Desk, Section } from "./inspector";
import { Plot } from "./plot";

/** A weight: its value now and over all epochs. */
export class EdgeSection implements Section {
  readonly element: HTMLElement;
  readonly #facts = element("dl", { class: "facts" });
  readonly #plot = new Plot("weight", number);
  #told: { frame: Frame; epoch: number; look: Look } | undefined;
  #dressed: Look | undefined;

  constructor(private readonly desk: Desk, private readonly edge: Edge) {
    const { network, source } = desk;
    const { from, to, kernel } = network.edges[edge.set];
    const ends = [{ layer: from, index: edge.source }, { layer: to, index: edge.target }].map((unit) => button(network.name(unit), () => { desk.onPick({ unit }); }, undefined, { class: "link" }));
    this.element = element("div", {}, element("h3", {}, element("strong", {}, kernel ? "kernel (norm)" : "weight"), " from ", ends[0], " to ", ends[1]), this.#facts, this.#plot.element);
    this.#plot.onSeek = desk.onSeek;
    void source.edge(edge.set, edge.source, edge.target).then((history) => {
      if (history) this.#plot.set([{ name: "", epochs: history.epochs, values: history.values }]);
      this.#dressed = undefined;
      if (this.#told) this.show(this.#told.frame, this.#told.epoch, this.#told.look);
    });
  }

  show(frame: Frame, epoch: number, look: Look): void {
    this.#told = { frame, epoch, look };
    const { from } = this.desk.network.edges[this.edge.set];
    const edges = frame.edges[this.edge.set];
    const place = valueAt(frame, this.edge);
    const facts: [string, number][] = [["weight", edges?.weight[place] ?? Number.NaN]];
    const activation = frame.layers[from].units.get("activation") ?? frame.layers[from].units.get("mean_activation");
    if (edges && activation) facts.push(["weight × activation", edges.weight[place] * activation[this.edge.source]]);
    if (edges?.gradient) facts.push(["gradient", edges.gradient[place]]);
    this.#facts.replaceChildren(...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, number(value))]));
    if (this.#dressed !== look) {
      this.#dressed = look;
      this.#plot.dress(look.theme, look.accent);
    }
    this.#plot.show(epoch);
  }
}

/** The place of a weight in a frame; −1 if it is not there. */
export function valueAt(frame: Frame, { set, source, target }: Edge): number {
  const edges = frame.edges[set];
  if (!edges) return -1;
  for (let i = 0; i < edges.source.length; i++) if (edges.source[i] === source && edges.target[i] === target) return i;
  return -1;
}
