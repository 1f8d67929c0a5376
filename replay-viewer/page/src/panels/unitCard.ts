import { element } from "../dom";
import type { Theme } from "../document/schema";
import { number } from "../format";
import { connections, type Connection } from "../stage/connections";
import type { Network, Unit } from "../stage/network";

/** Connections that are told of each unit. */
const MOST = 6;

/** What is known of one unit at one epoch. */
export class UnitCard {
  readonly element = element("div", { class: "card", hidden: "" });

  constructor(
    private readonly network: Network,
    private readonly largest: number,
  ) {}

  hide(): void {
    this.element.hidden = true;
  }

  /** Shows a unit beside its circle, within the stage. */
  show(unit: Unit, position: number, pinned: boolean, theme: Theme, circle: { x: number; y: number; radius: number }): void {
    const layer = this.network.layers[unit.layer];
    const label = layer.info.labels.at(unit.index);
    const facts = element("dl");
    const fact = (name: string, value: number | undefined): void => {
      if (value !== undefined) facts.append(element("dt", {}, name), element("dd", {}, number(value)));
    };
    fact("bias", layer.bias?.valueAt(position, unit.index));
    fact("saturation", layer.saturation?.valueAt(position, unit.index));
    fact("mean activation", layer.activation?.valueAt(position, unit.index));
    const strongest = connections(this.network, unit, position, MOST);
    this.element.replaceChildren(
      element("h3", {}, this.network.name(unit), element("span", {}, label ?? layer.info.title), ...(pinned ? [element("span", { class: "pinned" }, "pinned")] : [])),
      facts,
      ...(strongest.length > 0 ? [element("h4", {}, "strongest connections"), this.#list(strongest, theme)] : []));
    this.element.hidden = false;
    this.#move(circle);
  }

  #list(strongest: Connection[], theme: Theme): HTMLElement {
    const rows = strongest.map(({ unit, weight, incoming }) => {
      const bar = element("i", { class: "bar" });
      bar.style.width = `${Math.max(2, (100 * Math.abs(weight)) / this.largest).toFixed(1)}%`;
      bar.style.background = weight > 0 ? theme.positive : theme.negative;
      return element("li", {},
        element("span", { class: "other" }, `${incoming ? "←" : "→"} ${this.network.name(unit)}`),
        element("span", { class: "bar-room" }, bar),
        element("span", { class: "weight" }, number(weight)));
    });
    return element("ul", {}, ...rows);
  }

  /** To the side of the circle that has more room. */
  #move({ x, y, radius }: { x: number; y: number; radius: number }): void {
    const room = this.element.parentElement;
    if (!room) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const gap = radius + 14;
    const left = x + gap + width <= room.clientWidth ? x + gap : x - gap - width;
    this.element.style.left = `${Math.max(4, Math.min(left, room.clientWidth - width - 4))}px`;
    this.element.style.top = `${Math.max(4, Math.min(y - height / 2, room.clientHeight - height - 4))}px`;
  }
}
