import { context, element } from "../dom";
import type { Theme } from "../document/schema";
import type { Geometry } from "./geometry";
import { bounded, CENTRE, type Gaze } from "./zoom";

const WIDTH = 168;

/** The whole network, small, with a frame around what is seen. Only while not all is. */
export class Minimap {
  readonly element = element("div", { class: "minimap", hidden: "" });
  onLook: (gaze: Gaze) => void = () => undefined;
  readonly #canvas = element("canvas", { "aria-hidden": "true" });
  #gaze = CENTRE;

  constructor() {
    this.element.append(this.#canvas);
    const look = (event: PointerEvent): void => {
      const box = this.#canvas.getBoundingClientRect();
      this.onLook(bounded({ ...this.#gaze, x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }));
    };
    this.#canvas.addEventListener("pointerdown", (event) => {
      this.#canvas.setPointerCapture(event.pointerId);
      look(event);
    });
    this.#canvas.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) look(event);
    });
  }

  show(whole: Geometry, gaze: Gaze, theme: Theme, accent: string): void {
    this.#gaze = gaze;
    this.element.hidden = gaze.zoom === 1;
    if (gaze.zoom === 1) return;
    const height = Math.round((WIDTH * whole.height) / whole.width);
    const drawing = context(this.#canvas, WIDTH, height);
    const scale = WIDTH / whole.width;
    drawing.clearRect(0, 0, WIDTH, height);
    drawing.fillStyle = theme.muted;
    for (const layer of whole.layers) drawing.fillRect(layer.left * scale, layer.top * scale, Math.max(2, (layer.right - layer.left) * scale), (layer.bottom - layer.top) * scale);
    drawing.strokeStyle = accent;
    drawing.lineWidth = 2;
    const [w, h] = [WIDTH / gaze.zoom, height / gaze.zoom];
    drawing.strokeRect(gaze.x * WIDTH - w / 2, gaze.y * height - h / 2, w, h);
  }
}
