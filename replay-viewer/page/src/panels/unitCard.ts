import { element } from "../dom";
import type { Frame } from "../document/source";
import type { Theme } from "../document/schema";
import { number } from "../format";
import { connections } from "../stage/connections";
import type { Edge, Network, Unit } from "../stage/network";

/** Connections that are told of each unit. */
const MOST = 6;

/** Facts that are told first, if they are known. */
const FIRST = ["bias", "saturation", "activation", "mean_activation"];

/** What is known of a unit, by what is told first. */
export function facts(frame: Frame, unit: Unit): [name: string, value: number][] {
  const { units } = frame.layers[unit.layer];
  const names = [...FIRST.filter((name) => units.has(name)), ...[...units.keys()].filter((name) => !FIRST.includes(name) && name !== "dead")];
  return names.map((name) => [name.replaceAll("_", " "), units.get(name)?.[unit.index] ?? Number.NaN]);
}

/** What is known of a unit, or of a weight, at one epoch, beside the pointer. */
export class UnitCard {
  readonly element = element("div", { class: "card", hidden: "" });

  constructor(
    private readonly network: Network,
    private readonly largest: () => number,
  ) {}

  hide(): void {
    this.element.hidden = true;
  }

  /** Shows a unit beside its circle, within the stage. */
  showUnit(unit: Unit, frame: Frame, theme: Theme, circle: { x: number; y: number; radius: number }): void {
    const list = element("dl", {}, ...facts(frame, unit).slice(0, 5).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, number(value))]));
    const strongest = connections(this.network, frame, unit, MOST);
    this.element.replaceChildren(
      element("h3", {}, this.network.name(unit), element("span", {}, this.network.label(unit) ?? this.network.layers[unit.layer].title)), list,
      ...(strongest.length > 0 ? [element("h4", {}, "strongest connections"), element("ul", {}, ...strongest.map(({ unit: other, weight, incoming }) => element("li", {},
        element("span", { class: "other" }, ...nameOf(this.network, other, incoming)), bar(weight, this.largest(), theme), element("span", { class: "weight" }, number(weight)))))] : []));
    this.#show(circle);
  }

  /** Shows a weight beside the pointer. */
  showEdge(edge: Edge, value: number, point: { x: number; y: number }): void {
    const { from, to } = this.network.edges[edge.set];
    this.element.replaceChildren(
      element("h3", {}, "weight"),
      element("dl", {},
        element("dt", {}, "from"), element("dd", {}, this.network.name({ layer: from, index: edge.source })),
        element("dt", {}, "to"), element("dd", {}, this.network.name({ layer: to, index: edge.target })),
        element("dt", {}, "value"), element("dd", {}, number(value))));
    this.#show({ ...point, radius: 4 });
  }

  /** To the side of the circle that has more room. */
  #show({ x, y, radius }: { x: number; y: number; radius: number }): void {
    this.element.hidden = false;
    const room = this.element.parentElement;
    if (!room) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const gap = radius + 14;
    const left = x + gap + width <= room.clientWidth ? x + gap : x - gap - width;
    this.element.style.left = `${Math.max(4, Math.min(left, room.clientWidth - width - 4))}px`;
    this.element.style.top = `${Math.max(4, Math.min(y - height / 2, room.clientHeight - height - 4))}px`;
  }
}

/** The other end of a weight: which way it leads, its name, and what it is called by people. */
export function nameOf(network: Network, unit: Unit, incoming: boolean): (Node | string)[] {
  const label = network.label(unit);
  return [`${incoming ? "←" : "→"} ${network.name(unit)}`, ...(label === undefined || label === String(unit.index) ? [] : [" ", element("span", { class: "label" }, label)])];
}

/** A weight as a bar. */
export function bar(weight: number, largest: number, theme: Theme): HTMLElement {
  const made = element("i", { class: "bar" });
  made.style.width = `${Math.max(2, Math.min(100, (100 * Math.abs(weight)) / (largest || 1))).toFixed(1)}%`;
  made.style.background = weight > 0 ? theme.positive : theme.negative;
  return element("span", { class: "bar-room" }, made);
}
