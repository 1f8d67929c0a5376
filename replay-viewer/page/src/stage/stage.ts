import { context, element } from "../dom";
import type { Theme } from "../document/schema";
import type { Opened } from "../document/source";
import { count, share } from "../format";
import { EdgePainter, type EdgeLook } from "./edges";
import { place, unitAt, type Geometry } from "./geometry";
import { drawNotes, drawTitle, drawUnitLabels, labelRoom, NOTE_HEIGHT, TITLE_HEIGHT } from "./labels";
import { same, type Network, type Unit } from "./network";
import { drawRing, drawUnits, type Ramps } from "./units";

/** Pixels left free at the sides. */
const MARGIN = 16;

/** How strongly edges are drawn that do not touch the unit in focus, and how strongly at least those that do. */
const RECEDED = 0.18;
const FOCUSED = 0.4;

/** How a stage is to look. */
export interface Look {
  readonly theme: Theme;
  /** The colour of what a person has chosen. */
  readonly accent: string;
  readonly ramps: Ramps;
}

/** The network, drawn on a canvas at a position between frames. */
export class Stage {
  readonly element = element("div", { class: "stage" });
  /** The unit under the pointer changed. */
  onHover: (unit: Unit | undefined) => void = () => undefined;
  /** A unit, or the empty stage, was clicked. */
  onPick: (unit: Unit | undefined) => void = () => undefined;
  /** The stage has another size and wants to be drawn. */
  onResize: () => void = () => undefined;

  readonly #canvas = element("canvas", { role: "img" });
  readonly #painters: EdgePainter[];
  #geometry: Geometry | undefined;
  #hovered: Unit | undefined;

  constructor(
    private readonly opened: Opened,
    private readonly network: Network,
  ) {
    this.#painters = network.edges.map((edges) => new EdgePainter(edges));
    this.element.append(this.#canvas);
    new ResizeObserver(() => {
      this.#geometry = undefined;
      this.onResize();
    }).observe(this.element);
    this.#canvas.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch") this.#hover(this.#at(event, 3));
    });
    this.#canvas.addEventListener("pointerleave", () => {
      this.#hover(undefined);
    });
    this.#canvas.addEventListener("click", (event) => {
      this.onPick(this.#at(event, 8));
    });
  }

  /** Pixels of the line of the largest weight. */
  get lineWidth(): number {
    return this.#place().lineWidth;
  }

  /** What a screen reader says of the picture. */
  set description(text: string) {
    this.#canvas.setAttribute("aria-label", text);
  }

  /** Where a unit is, in CSS pixels from the stage's corner. */
  centre(unit: Unit): { x: number; y: number; radius: number } {
    const layer = this.#place().layers[unit.layer];
    return { x: layer.x(unit.index), y: layer.y(unit.index), radius: layer.radius };
  }

  /** Draws; what does not touch the unit in focus recedes. */
  draw(position: number, look: Look, focus: Unit | undefined): void {
    const geometry = this.#place();
    const drawing = context(this.#canvas, geometry.width, geometry.height);
    drawing.clearRect(0, 0, geometry.width, geometry.height);
    this.#drawEdges(drawing, geometry, position, look, focus);
    this.network.layers.forEach((layer, index) => {
      const placed = geometry.layers[index];
      drawUnits(drawing, layer, placed, this.opened.document.fills[layer.info.fill], position, look.ramps, look.theme);
      drawTitle(drawing, layer, placed, this.#caption(index, position), geometry, look.theme);
      drawUnitLabels(drawing, layer, placed, geometry, look.theme);
    });
    if (focus) drawRing(drawing, geometry.layers[focus.layer], focus.index, look.accent);
    drawNotes(drawing, this.network, position, geometry, look.theme);
  }

  #drawEdges(drawing: CanvasRenderingContext2D, geometry: Geometry, position: number, { theme }: Look, focus: Unit | undefined): void {
    const { strokes } = this.opened.document;
    const look: EdgeLook = { strokes, theme, lineWidth: geometry.lineWidth, strength: 1, faintest: 0 };
    const focused = { ...look, faintest: FOCUSED };
    for (const painter of this.#painters) {
      const { from, to } = painter.edges.info;
      const [source, target] = [geometry.layers[from], geometry.layers[to]];
      painter.at(position, strokes);
      painter.draw(drawing, source, target, focus ? { ...look, strength: RECEDED } : look);
      if (focus?.layer === from) painter.draw(drawing, source, target, focused, { end: "source", unit: focus.index });
      else if (focus?.layer === to) painter.draw(drawing, source, target, focused, { end: "target", unit: focus.index });
    }
  }

  /** What is said of a layer at a position, with its mean saturation and its dead units where they are known. */
  #caption(index: number, position: number): string {
    const { info, saturation, dead } = this.network.layers[index];
    const parts = [...info.caption];
    if (saturation) {
      let sum = 0;
      for (let i = 0; i < info.units; i++) sum += saturation.valueAt(position, i);
      parts.push(`mean saturation ${share(sum / info.units)}`);
    }
    const deaths = dead?.value(Math.floor(position), 0) ?? Number.NaN;
    if (Number.isFinite(deaths)) parts.push(`${count(deaths)} dead`);
    return parts.join(" · ");
  }

  #place(): Geometry {
    const { document, tensors } = this.opened;
    this.#geometry ??= place(document.layouts, tensors, this.element.clientWidth, this.element.clientHeight, {
      left: MARGIN, right: MARGIN + labelRoom(this.network), top: TITLE_HEIGHT, bottom: NOTE_HEIGHT,
    });
    return this.#geometry;
  }

  #at(event: MouseEvent, reach: number): Unit | undefined {
    const box = this.#canvas.getBoundingClientRect();
    return unitAt(this.#place(), event.clientX - box.left, event.clientY - box.top, reach);
  }

  #hover(unit: Unit | undefined): void {
    if (same(unit, this.#hovered)) return;
    this.#hovered = unit;
    this.#canvas.style.cursor = unit ? "pointer" : "default";
    this.onHover(unit);
  }
}
