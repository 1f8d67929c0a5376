import { context, element } from "../dom";
import type { PageDocument, Theme } from "../document/schema";
import { number } from "../format";
import { EdgePainter, widest } from "./edges";
import { place, unitAt, type Geometry } from "./geometry";
import { drawNotes, drawTitle, drawUnitLabels, NOTE_HEIGHT, TITLE_HEIGHT } from "./labels";
import { same, type Network, type Unit } from "./network";
import { drawRing, drawUnits, type Ramps } from "./units";

/** How a stage is to look. */
export interface Look {
  readonly theme: Theme;
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
    private readonly document: PageDocument,
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

  /** What a screen reader says of the picture. */
  set description(text: string) {
    this.#canvas.setAttribute("aria-label", text);
  }

  /** Where a unit is, in CSS pixels from the stage's corner. */
  centre(unit: Unit): { x: number; y: number; radius: number } {
    const layer = this.#place().layers[unit.layer];
    return { x: layer.positions[2 * unit.index], y: layer.positions[2 * unit.index + 1], radius: layer.radius };
  }

  /** Draws; what does not touch the unit in focus recedes. */
  draw(position: number, look: Look, focus: Unit | undefined): void {
    const geometry = this.#place();
    const drawing = context(this.#canvas, geometry.width, geometry.height);
    drawing.clearRect(0, 0, geometry.width, geometry.height);
    this.#drawEdges(drawing, geometry, position, look, focus);
    this.network.layers.forEach((layer, index) => {
      const placed = geometry.layers[index];
      drawUnits(drawing, layer, placed, position, this.document.scales, look.ramps, look.theme);
      drawTitle(drawing, layer, placed, this.#caption(index, position), geometry, look.theme);
      drawUnitLabels(drawing, layer, placed, geometry, look.theme);
    });
    if (focus) drawRing(drawing, geometry.layers[focus.layer], focus.index, look.theme.accent);
    drawNotes(drawing, this.network, geometry, look.theme);
  }

  #drawEdges(drawing: CanvasRenderingContext2D, geometry: Geometry, position: number, { theme }: Look, focus: Unit | undefined): void {
    const width = widest(geometry.height);
    for (const painter of this.#painters) {
      const { from, to } = painter.edges.info;
      const source = geometry.layers[from];
      const target = geometry.layers[to];
      const draw = (strength: number, only?: { side: "source" | "target"; unit: number }): void => {
        painter.draw(drawing, source, target, position, this.document.scales.weight, width, theme, strength, only);
      };
      draw(focus ? 0.18 : 1);
      if (focus?.layer === from) draw(1, { side: "source", unit: focus.index });
      else if (focus?.layer === to) draw(1, { side: "target", unit: focus.index });
    }
  }

  /** The caption, with the layer's mean saturation where it is known. */
  #caption(index: number, position: number): string {
    const { info, saturation } = this.network.layers[index];
    if (!saturation) return info.caption;
    let sum = 0;
    for (let i = 0; i < info.units; i++) sum += saturation.valueAt(position, i);
    return `${info.caption} · mean saturation ${number(sum / info.units)}`;
  }

  #place(): Geometry {
    this.#geometry ??= place(this.network, this.document.stage, this.element.clientWidth, this.element.clientHeight, {
      left: 16, right: 16, top: TITLE_HEIGHT, bottom: NOTE_HEIGHT,
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
