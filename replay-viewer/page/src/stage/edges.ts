import type { Theme } from "../document/schema";
import type { PlacedLayer } from "./geometry";
import type { NetworkEdges } from "./network";

/** Strengths are drawn in this many classes, weakest first: one stroke a class and sign. */
const CLASSES = 24;
/** A line thinner than this share of a pixel cannot be seen and is not drawn. */
const THINNEST = 0.04;

/** The width in pixels of a line of the largest weight. */
export const widest = (height: number): number => Math.max(2, Math.min(6, height / 110));

/** How strongly a weight is drawn, from its share of the largest weight: faint ones recede, so that strong ones are seen. */
export const opacity = (share: number): number => 0.08 + 0.82 * Math.sqrt(share);

/** Draws the weights between two layers as curves; buffers are kept between frames. */
export class EdgePainter {
  readonly #weights: Float32Array;
  readonly #classes: Uint8Array;
  readonly #order: Uint32Array;
  readonly #ends = new Uint32Array(2 * CLASSES + 1);

  constructor(readonly edges: NetworkEdges) {
    this.#weights = new Float32Array(edges.weight.width);
    this.#classes = new Uint8Array(edges.weight.width);
    this.#order = new Uint32Array(edges.weight.width);
  }

  /**
   * Draws at a position between frames.
   * @param largest the largest |weight| of the recording
   * @param lineWidth pixels of the largest weight
   * @param only draws only what touches this unit of one side
   */
  draw(
    drawing: CanvasRenderingContext2D, from: PlacedLayer, to: PlacedLayer, position: number, largest: number, lineWidth: number,
    theme: Theme, strength: number, only?: { side: "source" | "target"; unit: number },
  ): void {
    this.edges.weight.at(position, this.#weights);
    this.#sort(largest, lineWidth, this.#threshold());
    const middle = (from.right + to.left) / 2;
    const touching = only && (only.side === "source" ? this.edges.source : this.edges.target);
    drawing.lineCap = "butt";
    let start = 0;
    for (let shade = 0; shade < 2 * CLASSES; shade++) {
      const end = this.#ends[shade];
      if (end > start) {
        const share = ((shade >> 1) + 0.5) / CLASSES;
        drawing.beginPath();
        for (let k = start; k < end; k++) {
          const i = this.#order[k];
          if (touching && touching[i] !== only.unit) continue;
          const a = 2 * this.edges.source[i];
          const b = 2 * this.edges.target[i];
          const y0 = from.positions[a + 1];
          const y1 = to.positions[b + 1];
          const x0 = from.positions[a] + from.radius;
          const x1 = to.positions[b] - to.radius;
          drawing.moveTo(x0, y0);
          drawing.bezierCurveTo(middle, y0, middle, y1, x1, y1);
        }
        drawing.strokeStyle = shade & 1 ? theme.positive : theme.negative;
        drawing.globalAlpha = opacity(share) * strength;
        drawing.lineWidth = share * lineWidth;
        drawing.stroke();
      }
      start = end;
    }
    drawing.globalAlpha = 1;
  }

  /** The size that a weight must have to be among the strongest that are drawn. */
  #threshold(): number {
    const { drawn } = this.edges.info;
    if (drawn >= this.#weights.length) return 0;
    const sizes = this.#weights.map((weight) => (Number.isFinite(weight) ? Math.abs(weight) : 0)).sort();
    return sizes[sizes.length - drawn];
  }

  /** Sorts the weights into classes, a counting sort: #order holds them class by class, #ends where each class ends. */
  #sort(largest: number, lineWidth: number, threshold: number): void {
    const none = 255;
    this.#ends.fill(0);
    for (let i = 0; i < this.#weights.length; i++) {
      const weight = this.#weights[i];
      const size = Math.abs(weight);
      const share = size / largest;
      if (!(share * lineWidth >= THINNEST) || size < threshold) {
        this.#classes[i] = none;
        continue;
      }
      const shade = 2 * Math.min(CLASSES - 1, Math.floor(share * CLASSES)) + (weight > 0 ? 1 : 0);
      this.#classes[i] = shade;
      this.#ends[shade + 1]++;
    }
    for (let shade = 1; shade < this.#ends.length; shade++) this.#ends[shade] += this.#ends[shade - 1];
    for (let i = 0; i < this.#weights.length; i++) {
      const shade = this.#classes[i];
      if (shade !== none) this.#order[this.#ends[shade]++] = i;
    }
  }
}
