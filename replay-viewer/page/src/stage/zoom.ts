import { LARGEST_ZOOM } from "../state/view";
import type { Zoom } from "./geometry";

/** Where one looks: how much larger than the whole, and which place of the whole, in shares of its size, is in the middle. */
export interface Gaze {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** The whole. */
export const CENTRE: Gaze = { zoom: 1, x: 0.5, y: 0.5 };

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** A gaze that shows nothing beyond the edges. */
export function bounded({ zoom, x, y }: Gaze): Gaze {
  const scale = clamp(zoom, 1, LARGEST_ZOOM);
  const half = 0.5 / scale;
  return { zoom: scale, x: clamp(x, half, 1 - half), y: clamp(y, half, 1 - half) };
}

/** A gaze as a mapping of places. */
export const zoomOf = ({ zoom, x, y }: Gaze, width: number, height: number): Zoom =>
  ({ scale: zoom, x: width * (0.5 - x * zoom), y: height * (0.5 - y * zoom) });

/** The gaze after zooming by a factor about a point of the stage, in shares of its size, which stays where it is. */
export function about(gaze: Gaze, factor: number, px: number, py: number): Gaze {
  const zoom = clamp(gaze.zoom * factor, 1, LARGEST_ZOOM);
  const fixedX = gaze.x + (px - 0.5) / gaze.zoom;
  const fixedY = gaze.y + (py - 0.5) / gaze.zoom;
  return bounded({ zoom, x: fixedX - (px - 0.5) / zoom, y: fixedY - (py - 0.5) / zoom });
}

/** The gaze moved by shares of the stage's size. */
export const moved = (gaze: Gaze, dx: number, dy: number): Gaze => bounded({ ...gaze, x: gaze.x + dx / gaze.zoom, y: gaze.y + dy / gaze.zoom });

/** Pixels that a finger or a mouse may move and still click. */
const STILL = 5;

/** Turns wheel, drag and pinch on an element into zooming and panning. Says so by the gaze it was given and gets back. */
export class ZoomGestures {
  readonly #pointers = new Map<number, { x: number; y: number }>();
  #travelled = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly gaze: () => Gaze,
    private readonly look: (gaze: Gaze) => void,
  ) {
    element.addEventListener("wheel", (event) => { this.#wheel(event); }, { passive: false });
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (this.#pointers.size === 1) this.#travelled = 0;
    });
    element.addEventListener("pointermove", (event) => { this.#move(event); });
    for (const end of ["pointerup", "pointercancel"] as const) element.addEventListener(end, (event) => { this.#pointers.delete(event.pointerId); });
  }

  /** The pointer that was just lifted dragged something, and clicked nothing. */
  get dragged(): boolean {
    return this.#travelled > STILL;
  }

  get active(): boolean {
    return this.#pointers.size > 0 && this.dragged;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const box = this.element.getBoundingClientRect();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    this.look(about(this.gaze(), 2 ** (-pixels / 240), (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const box = this.element.getBoundingClientRect();
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    this.#travelled += Math.hypot(now.x - before.x, now.y - before.y);
    this.#pointers.set(event.pointerId, now);
    if (this.#travelled <= STILL) return;
    if (!this.element.hasPointerCapture(event.pointerId)) this.element.setPointerCapture(event.pointerId);
    const other = others.at(0);
    let gaze = this.gaze();
    if (other) {
      const spread = (a: { x: number; y: number }): number => Math.hypot(a.x - other.x, a.y - other.y);
      gaze = about(gaze, spread(now) / Math.max(1, spread(before)), ((now.x + other.x) / 2 - box.left) / box.width, ((now.y + other.y) / 2 - box.top) / box.height);
    }
    const share = other ? 0.5 : 1;
    this.look(moved(gaze, (share * (before.x - now.x)) / box.width, (share * (before.y - now.y)) / box.height));
  }
}
