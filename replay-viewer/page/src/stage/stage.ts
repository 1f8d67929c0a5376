import { context, element } from "../dom";
import type { Source } from "../document/source";
import type { View } from "../state/view";
import { place, through, unitAt, type Geometry } from "./geometry";
import { GlPainter } from "./gl";
import { labelRoom, NOTE_HEIGHT, TITLE_HEIGHT } from "./labels";
import { Minimap } from "./minimap";
import { LineRaster } from "./raster";
import { same, type Edge, type Network, type Selection, type Unit } from "./network";
import { Picture, type Shot } from "./picture";
import { about, CENTRE, moved, zoomOf, ZoomGestures, type Gaze } from "./zoom";

/** Pixels left free at the sides. */
const MARGIN = 18;

/** Half of what the title of a layer takes. */
const TITLE_HALF = 58;

/** Pixels from a line within which it is meant. */
const EDGE_REACH = 5;

/** What is under the pointer. */
export type Pointed = { readonly unit: Unit } | { readonly edge: Edge; readonly x: number; readonly y: number } | undefined;

/** The network, drawn at a moment, to be looked at closely and pointed at. */
export class Stage {
  readonly element = element("div", { class: "stage" });
  readonly picture: Picture;
  onPoint: (pointed: Pointed) => void = () => undefined;
  onPick: (selection: Selection) => void = () => undefined;
  /** A layer's title was clicked twice. */
  onCollapse: (layer: number) => void = () => undefined;
  onGaze: (gaze: Gaze) => void = () => undefined;
  /** The stage has another size and wants to be drawn. */
  onResize: () => void = () => undefined;

  readonly #under = element("canvas", { class: "under", "aria-hidden": "true" });
  readonly #glCanvas = element("canvas", { class: "lines", "aria-hidden": "true", hidden: "" });
  readonly #rasterCanvas = element("canvas", { class: "lines", "aria-hidden": "true", hidden: "" });
  readonly #raster = new LineRaster(this.#rasterCanvas);
  readonly #canvas = element("canvas", { class: "picture", role: "img" });
  readonly #caption = element("p", { class: "stage-caption" });
  readonly #minimap = new Minimap();
  readonly #gestures: ZoomGestures;
  #gl: GlPainter | undefined;
  #glWanted: View["renderer"] | undefined;
  #whole: Geometry | undefined;
  #geometry: Geometry | undefined;
  #collapsed: ReadonlySet<number> = new Set();
  #gaze = CENTRE;
  #pointed: Pointed;

  constructor(
    private readonly source: Source,
    private readonly network: Network,
  ) {
    this.picture = new Picture(source.document, network);
    this.element.append(this.#under, this.#glCanvas, this.#rasterCanvas, this.#canvas, this.#caption, this.#minimap.element);
    this.#minimap.onLook = (gaze) => { this.onGaze(gaze); };
    this.#gestures = new ZoomGestures(this.#canvas, () => this.#gaze, (gaze) => { this.onGaze(gaze); });
    new ResizeObserver(() => {
      this.#whole = undefined;
      this.onResize();
    }).observe(this.element);
    // The GPU may be taken away at any time: then the canvas goes on.
    this.#glCanvas.addEventListener("webglcontextlost", () => {
      this.#gl = undefined;
      this.#choose();
      this.onResize();
    });
    this.#canvas.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch" && !this.#gestures.active) this.#point(this.#at(event, 3));
    });
    this.#canvas.addEventListener("pointerleave", () => { this.#point(undefined); });
    this.#canvas.addEventListener("click", (event) => {
      if (!this.#gestures.dragged) this.onPick(this.#picked(event));
    });
    this.#canvas.addEventListener("dblclick", (event) => {
      const layer = this.#titleAt(event);
      if (layer >= 0) this.onCollapse(layer);
    });
  }

  /** Pixels of the line of the largest weight. */
  get lineWidth(): number {
    return this.#place().lineWidth;
  }

  /** What a screen reader says of the picture. */
  set description(text: string) {
    if (this.#canvas.getAttribute("aria-label") !== text) this.#canvas.setAttribute("aria-label", text);
  }

  /** What is said above the picture, where several are side by side; empty if nothing. */
  set caption(text: string) {
    this.#caption.textContent = text;
  }

  get geometry(): Geometry {
    return this.#place();
  }

  /** What draws. */
  get renderer(): string {
    return this.#gl ? "webgl" : "canvas";
  }

  /** Looks at a place, with layers collapsed. */
  look(gaze: Gaze, collapsed: ReadonlySet<number>): void {
    if ([...collapsed].join() !== [...this.#collapsed].join()) this.#whole = undefined;
    this.#collapsed = collapsed;
    this.#gaze = gaze;
    this.#geometry = undefined;
  }

  /** The gaze zoomed by a factor about the middle, or moved by shares of the stage. */
  zoomed = (factor: number): Gaze => about(this.#gaze, factor, 0.5, 0.5);
  moved = (dx: number, dy: number): Gaze => moved(this.#gaze, dx, dy);

  /** The gaze that shows a unit large. */
  at(unit: Unit): Gaze {
    const whole = this.#wholePlace();
    const layer = whole.layers[unit.layer];
    return { zoom: Math.max(this.#gaze.zoom, Math.min(20, 26 / layer.radius)), x: layer.x(unit.index) / whole.width, y: layer.y(unit.index) / whole.height };
  }

  /** Where a unit is, in CSS pixels from the stage's corner. */
  centre(unit: Unit): { x: number; y: number; radius: number } {
    const layer = this.#place().layers[unit.layer];
    return { x: layer.x(unit.index), y: layer.y(unit.index), radius: layer.radius };
  }

  /** Draws; what does not touch the unit in focus recedes. */
  draw(shot: Shot, renderer: View["renderer"]): void {
    const geometry = this.#place();
    this.#prepare(renderer);
    const drawing = context(this.#canvas, geometry.width, geometry.height);
    drawing.clearRect(0, 0, geometry.width, geometry.height);
    this.picture.compose(shot, geometry);
    const under = context(this.#under, geometry.width, geometry.height);
    under.clearRect(0, 0, geometry.width, geometry.height);
    this.picture.paint(drawing, { painter: this.#gl ?? this.#raster, under });
    this.#minimap.show(this.#wholePlace(), this.#gaze, shot.look.theme, shot.look.accent);
  }

  /** WebGL2 where it is there and pays, a canvas otherwise. */
  #prepare(renderer: View["renderer"]): void {
    if (this.#glWanted === renderer) return;
    this.#glWanted = renderer;
    this.#gl ??= renderer === "canvas" ? undefined : GlPainter.on(this.#glCanvas, renderer);
    if (renderer === "canvas") this.#gl = undefined;
    this.#choose();
  }

  /** Shows the canvas of what draws. */
  #choose(): void {
    this.#glCanvas.hidden = this.#gl === undefined;
    this.#rasterCanvas.hidden = this.#gl !== undefined;
    this.element.dataset.renderer = this.renderer;
  }

  #wholePlace(): Geometry {
    const { document, tensors } = this.source;
    const { clientWidth: width, clientHeight: height } = this.element;
    this.#whole ??= place(document.layouts, tensors, width, height, {
      left: MARGIN + labelRoom(this.network, 0, width), right: MARGIN + labelRoom(this.network, this.network.layers.length - 1, width), top: TITLE_HEIGHT, bottom: NOTE_HEIGHT, middle: Math.min(TITLE_HALF, 0.06 * width),
    }, this.#collapsed);
    return this.#whole;
  }

  #place(): Geometry {
    const whole = this.#wholePlace();
    if (!this.#geometry || this.#geometry.width !== whole.width || this.#geometry.height !== whole.height)
      this.#geometry = through(whole, zoomOf(this.#gaze, whole.width, whole.height));
    return this.#geometry;
  }

  #at(event: MouseEvent, reach: number): Pointed {
    const box = this.#canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const unit = unitAt(this.#place(), x, y, reach);
    if (unit) return { unit };
    const edge = this.picture.edgeAt(x, y, EDGE_REACH);
    return edge && { edge, x, y };
  }

  #picked(event: MouseEvent): Selection {
    const pointed = this.#at(event, 6);
    if (pointed) return "unit" in pointed ? { unit: pointed.unit } : { edge: pointed.edge };
    const layer = this.#titleAt(event);
    return layer >= 0 ? { layer } : undefined;
  }

  /** The layer whose title is at a point; −1 if none is. */
  #titleAt(event: MouseEvent): number {
    const box = this.#canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return this.#place().layers.findIndex((layer) => {
      const top = Math.max(layer.top, TITLE_HEIGHT);
      return Math.abs(x - (layer.left + layer.right) / 2) < Math.max(80, (layer.right - layer.left) / 2) && y < top - 4 && y > top - TITLE_HEIGHT;
    });
  }

  #point(pointed: Pointed): void {
    const now = pointed && "unit" in pointed ? pointed.unit : undefined;
    const before = this.#pointed && "unit" in this.#pointed ? this.#pointed.unit : undefined;
    const edges = (pointed && "edge" in pointed) === true || (this.#pointed && "edge" in this.#pointed) === true;
    if (same(now, before) && !edges) return;
    this.#pointed = pointed;
    this.#canvas.style.cursor = pointed ? "pointer" : this.#gaze.zoom > 1 ? "grab" : "default";
    this.onPoint(pointed);
  }
}
