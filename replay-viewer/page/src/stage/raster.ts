import { context, drawingOn } from "../dom";
import type { EdgeFrame } from "../document/source";
import type { EdgeChoice } from "./choice";
import type { EdgeLook, ScreenPainter } from "./edges";
import type { Geometry, PlacedLayer } from "./geometry";
import { rgb } from "./ramp";

/** Places along a curve that are looked up; between them it is straight. */
const PLACES = 1024;

/** By the share of an edge's width: the share of its height that the curve with level ends has covered, and how steep it is there. */
const RISE = new Float32Array(PLACES + 2);
const SLOPE = new Float32Array(PLACES + 2);
for (let place = 0; place <= PLACES + 1; place++) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 24; step++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < place / PLACES) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  RISE[place] = t * t * (3 - 2 * t);
  SLOPE[place] = (6 * t * (1 - t)) / (1.5 - 3 * t + 3 * t * t);
}

/** Two channels of a pixel, side by side with room between them, so that both are mixed at once; and one half in each, for rounding. */
const PAIR = 0x00ff00ff;
const HALF = 0x00800080;

/**
 * Draws edges pixel by pixel where there is no GPU: an edge runs from left to right, so each column holds one short piece of it. Some times as
 * fast as a canvas strokes wide curves, and the same picture as the shaders of WebGL2 make.
 */
export class LineRaster implements ScreenPainter {
  #image = new ImageData(1, 1);
  /** Premultiplied, red lowest. */
  #pixels = new Uint32Array(this.#image.data.buffer);
  #width = 1;
  #height = 1;
  #scale = 1;
  readonly #curve = new Curve();

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** Begins a picture. */
  clear(geometry: Geometry): void {
    context(this.canvas, geometry.width, geometry.height, false);
    const { width, height } = this.canvas;
    this.#scale = width / geometry.width;
    if (width === this.#width && height === this.#height) {
      this.#pixels.fill(0);
      return;
    }
    [this.#width, this.#height] = [width, height];
    this.#image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  edges(edges: EdgeFrame, choice: EdgeChoice, from: PlacedLayer, to: PlacedLayer, look: EdgeLook): void {
    const scale = this.#scale;
    const [out, into] = [from.edgesOut * scale, to.edgesIn * scale];
    const curve = this.#curve.fit(out, into, this.#width);
    let start = 0;
    look.strokes.classes.forEach((stroke, index) => {
      for (const sign of [0, 1]) {
        const end = choice.ends[2 * index + sign];
        const half = (stroke.width * look.lineWidth * scale) / 2;
        const strength = Math.max(stroke.opacity * look.strength, look.faintest) * Math.min(1, 2 * half) * 256;
        const [r, g, b] = rgb(sign === 1 ? look.theme.positive : look.theme.negative);
        const [redBlue, alphaGreen] = [r | (b << 16), g | (255 << 16)];
        for (let k = start; k < end; k++) {
          const edge = choice.order[k];
          const source = edges.source[edge];
          const target = edges.target[edge];
          const leave = from.lane(source) * scale;
          const arrive = to.lane(target) * scale;
          this.#piece(from.x(source) * scale, from.y(source) * scale, out, leave, undefined, half, strength, redBlue, alphaGreen);
          this.#piece(out, leave, into, arrive, curve, half, strength, redBlue, alphaGreen);
          this.#piece(into, arrive, to.x(target) * scale, to.y(target) * scale, undefined, half, strength, redBlue, alphaGreen);
        }
        start = end;
      }
    });
  }

  /** Ends a picture: shows it. */
  show(): void {
    const pixels = this.#pixels;
    // A canvas takes colours that are not multiplied by their alpha.
    for (let i = 0; i < pixels.length; i++) {
      const pixel = pixels[i];
      if (pixel === 0) continue;
      const alpha = pixel >>> 24;
      if (alpha === 255 || alpha === 0) continue;
      const factor = 255 / alpha;
      const r = Math.min(255, (pixel & 255) * factor + 0.5) | 0;
      const g = Math.min(255, ((pixel >>> 8) & 255) * factor + 0.5) | 0;
      const b = Math.min(255, ((pixel >>> 16) & 255) * factor + 0.5) | 0;
      pixels[i] = (alpha << 24) | (b << 16) | (g << 8) | r;
    }
    drawingOn(this.canvas).putImageData(this.#image, 0, 0);
  }

  /** A piece from left to right, along a curve or straight: in each column the rows that it covers, by how much. */
  #piece(x0: number, y0: number, x1: number, y1: number, curve: Curve | undefined, half: number, strength: number, redBlue: number, alphaGreen: number): void {
    const length = x1 - x0;
    const first = Math.max(0, Math.round(x0));
    const last = Math.min(this.#width, Math.round(x1));
    if (last <= first) return;
    const height = y1 - y0;
    const rise = height / length;
    const pixels = this.#pixels;
    const width = this.#width;
    const bottom = this.#height - 1;
    const reach = half + 0.5;
    let steep = Math.sqrt(1 + rise * rise);
    // Nothing is made anew in these loops: they run through a million pixels a frame.
    for (let column = first; column < last; column++) {
      let middle = y0 - 0.5;
      if (curve) {
        middle += height * curve.covered[column];
        const slope = rise * curve.slope[column];
        steep = Math.sqrt(1 + slope * slope);
      } else middle += height * Math.min(1, Math.max(0, (column + 0.5 - x0) / length));
      const span = reach * steep;
      const top = Math.max(0, Math.ceil(middle - span));
      const end = Math.min(bottom, Math.floor(middle + span));
      const fall = 1 / steep;
      for (let row = top, at = top * width + column; row <= end; row++, at += width) {
        const cover = reach - Math.abs(row - middle) * fall;
        const part = (cover < 1 ? cover * strength : strength) | 0;
        if (part === 0) continue;
        const rest = 256 - part;
        const pixel = pixels[at];
        const even = (Math.imul(redBlue, part) + Math.imul(pixel & PAIR, rest) + HALF) >>> 8;
        const odd = Math.imul(alphaGreen, part) + Math.imul((pixel >>> 8) & PAIR, rest) + HALF;
        pixels[at] = (even & PAIR) | (odd & ~PAIR);
      }
    }
  }
}

/** Where the edges between two layers are in each column of pixels: all of them curve alike. */
class Curve {
  /** The share of an edge's height that is covered at the middle of a column. */
  covered = new Float32Array(0);
  /** How steep it is there. */
  slope = new Float32Array(0);

  /** Fits it between two places; its buffers are kept. */
  fit(from: number, to: number, columns: number): this {
    if (this.covered.length < columns) [this.covered, this.slope] = [new Float32Array(columns), new Float32Array(columns)];
    const last = Math.min(columns, Math.round(to));
    for (let column = Math.max(0, Math.round(from)); column < last; column++) {
      const place = Math.min(1, Math.max(0, (column + 0.5 - from) / (to - from))) * PLACES;
      const below = place | 0;
      this.covered[column] = RISE[below] + (place - below) * (RISE[below + 1] - RISE[below]);
      this.slope[column] = SLOPE[below];
    }
    return this;
  }
}
