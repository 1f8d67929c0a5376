import { drawingOn, element } from "../dom";
import type { Theme } from "../document/schema";
import type { PlacedLayer } from "./geometry";

/** Pixels of the field, which is smooth and may be coarse. */
const COLUMNS = 96;
const ROWS = 160;

/** The opacity that the field comes near to where it is thickest. */
const STRONGEST = 0.34;

/** The share of its height that an edge's curve has covered at a share of its width (as the lines themselves: level ends). */
function rise(width: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < width) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return t * t * (3 - 2 * t);
}

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** A faint field of all weights between two layers, where only the strongest are drawn as lines. */
export class DensityField {
  readonly canvas = element("canvas");
  readonly #rises = Float32Array.from({ length: COLUMNS }, (_, column) => rise((column + 0.5) / COLUMNS));
  #full = 0;

  constructor() {
    this.canvas.width = COLUMNS;
    this.canvas.height = ROWS;
  }

  /** Paints it. `density` holds mean positive and negative weights, `[2, groups of to, groups of from]`. */
  paint(density: Float32Array, from: PlacedLayer, to: PlacedLayer, theme: Theme): { left: number; top: number; width: number; height: number } {
    const groupsFrom = Math.min(from.count, 48);
    const groupsTo = density.length / 2 / groupsFrom;
    const top = Math.min(from.top, to.top);
    const height = Math.max(from.bottom, to.bottom) - top;
    const leave = lanes(from, groupsFrom).map((lane) => ((lane - top) / height) * ROWS);
    const arrive = lanes(to, groupsTo).map((lane) => ((lane - top) / height) * ROWS);
    const drawing = drawingOn(this.canvas);
    const image = drawing.createImageData(COLUMNS, ROWS);
    const positive = new Float32Array(ROWS + 1);
    const negative = new Float32Array(ROWS + 1);
    const half = density.length / 2;
    // The thickest field seen so far fixes the scale: change is seen and not rescaled away.
    this.#full = Math.max(this.#full, (density.reduce((sum, value) => sum + value, 0) / ROWS) * 1.6);
    const [up, down] = [channels(theme.positive), channels(theme.negative)];
    for (let column = 0; column < COLUMNS; column++) {
      positive.fill(0);
      negative.fill(0);
      const share = this.#rises[column];
      for (let t = 0, bin = 0; t < groupsTo; t++)
        for (let f = 0; f < groupsFrom; f++, bin++) {
          const row = Math.min(ROWS - 1, Math.max(0, leave[f] * (1 - share) + arrive[t] * share - 0.5));
          const above = Math.floor(row);
          const below = row - above;
          positive[above] += density[bin] * (1 - below);
          positive[above + 1] += density[bin] * below;
          negative[above] += density[half + bin] * (1 - below);
          negative[above + 1] += density[half + bin] * below;
        }
      for (let row = 0; row < ROWS; row++) {
        const total = positive[row] + negative[row];
        const at = 4 * (row * COLUMNS + column);
        const part = total > 0 ? positive[row] / total : 0.5;
        for (let c = 0; c < 3; c++) image.data[at + c] = down[c] + (up[c] - down[c]) * part;
        image.data[at + 3] = this.#full > 0 ? 255 * STRONGEST * (1 - Math.exp(-total / this.#full)) : 0;
      }
    }
    drawing.putImageData(image, 0, 0);
    return { left: from.edgesOut, top, width: Math.max(1, to.edgesIn - from.edgesOut), height };
  }
}

/** The mean height at which the units of each group leave or arrive. */
function lanes(layer: PlacedLayer, groups: number): number[] {
  const sums = new Array<number>(groups).fill(0);
  const counts = new Array<number>(groups).fill(0);
  for (let unit = 0; unit < layer.count; unit++) {
    const group = Math.floor((unit * groups) / layer.count);
    sums[group] += layer.lane(unit);
    counts[group]++;
  }
  return sums.map((sum, group) => sum / Math.max(1, counts[group]));
}
