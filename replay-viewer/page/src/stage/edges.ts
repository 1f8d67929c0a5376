import type { Strokes, Theme } from "../document/schema";
import type { PlacedLayer } from "./geometry";
import type { NetworkEdges } from "./network";

/** The class of a weight that is not drawn. */
const NONE = 0xffff;

/** How edges are to look. */
export interface EdgeLook {
  readonly strokes: Strokes;
  readonly theme: Theme;
  /** Pixels of the line of the largest weight. */
  readonly lineWidth: number;
  /** Factor of the opacity: below 1 edges recede. */
  readonly strength: number;
  /** No line is fainter. */
  readonly faintest: number;
}

/** The edges of one unit at one end of them. */
export interface Touching {
  readonly end: "source" | "target";
  readonly unit: number;
}

/**
 * Draws the weights between two layers as curves, weakest first. Weights of one class and sign are one stroke:
 * thousands of curves a frame cost tens of strokes. Buffers are kept between frames.
 */
export class EdgePainter {
  readonly #weights: Float32Array;
  readonly #sizes: Float32Array;
  readonly #classes: Uint16Array;
  readonly #order: Uint32Array;
  #ends = new Uint32Array(0);

  constructor(readonly edges: NetworkEdges) {
    const { width } = edges.weight;
    this.#weights = new Float32Array(width);
    this.#sizes = new Float32Array(width);
    this.#classes = new Uint16Array(width);
    this.#order = new Uint32Array(width);
  }

  /** Takes the weights at a position between frames. */
  at(position: number, strokes: Strokes): void {
    this.edges.weight.at(position, this.#weights);
    this.#sort(strokes.largest, strokes.classes.length, this.#threshold());
  }

  /** Draws all that is to be drawn, or what touches one unit. */
  draw(drawing: CanvasRenderingContext2D, from: PlacedLayer, to: PlacedLayer, look: EdgeLook, only?: Touching): void {
    const { theme, strokes: { classes } } = look;
    drawing.lineJoin = "round";
    let start = 0;
    for (let shade = 0; shade < 2 * classes.length; shade++) {
      const end = this.#ends[shade];
      if (end > start) {
        const stroke = classes[shade >> 1];
        drawing.beginPath();
        for (let k = start; k < end; k++) this.#trace(drawing, from, to, this.#order[k], only);
        drawing.strokeStyle = shade & 1 ? theme.positive : theme.negative;
        drawing.globalAlpha = Math.max(stroke.opacity * look.strength, look.faintest);
        drawing.lineWidth = stroke.width * look.lineWidth;
        drawing.stroke();
      }
      start = end;
    }
    drawing.globalAlpha = 1;
  }

  /** From the unit straight to its block's side, a curve to the next block's side, straight to the unit there. */
  #trace(drawing: CanvasRenderingContext2D, from: PlacedLayer, to: PlacedLayer, edge: number, only: Touching | undefined): void {
    if (only && this.edges[only.end][edge] !== only.unit) return;
    const source = this.edges.source[edge];
    const target = this.edges.target[edge];
    const leave = from.lane(source);
    const arrive = to.lane(target);
    const middle = (from.edgesOut + to.edgesIn) / 2;
    drawing.moveTo(from.x(source), from.y(source));
    if (from.edgesOut !== from.x(source)) drawing.lineTo(from.edgesOut, leave);
    drawing.bezierCurveTo(middle, leave, middle, arrive, to.edgesIn, arrive);
    if (to.edgesIn !== to.x(target)) drawing.lineTo(to.x(target), to.y(target));
  }

  /** The size that a weight must have to be among the strongest that are drawn. */
  #threshold(): number {
    const { drawn } = this.edges.info;
    if (drawn >= this.#weights.length) return 0;
    for (let i = 0; i < this.#sizes.length; i++) {
      const size = Math.abs(this.#weights[i]);
      this.#sizes[i] = Number.isFinite(size) ? size : 0;
    }
    this.#sizes.sort();
    return this.#sizes[this.#sizes.length - drawn];
  }

  /** Sorts the weights into classes by counting: #order holds them class by class, #ends where each class ends. */
  #sort(largest: number, classes: number, threshold: number): void {
    const ends = (this.#ends = this.#ends.length === 2 * classes + 1 ? this.#ends.fill(0) : new Uint32Array(2 * classes + 1));
    for (let i = 0; i < this.#weights.length; i++) {
      const weight = this.#weights[i];
      const size = Math.abs(weight);
      // A zero has no line, nor has what is not a number.
      if (!(size > 0 && size >= threshold)) {
        this.#classes[i] = NONE;
        continue;
      }
      const shade = 2 * Math.min(classes - 1, Math.floor((size / largest) * classes)) + (weight > 0 ? 1 : 0);
      this.#classes[i] = shade;
      ends[shade + 1]++;
    }
    for (let shade = 1; shade < ends.length; shade++) ends[shade] += ends[shade - 1];
    for (let i = 0; i < this.#weights.length; i++) {
      const shade = this.#classes[i];
      if (shade !== NONE) this.#order[ends[shade]++] = i;
    }
  }
}
