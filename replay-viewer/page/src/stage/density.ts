import { drawingOn, element } from "../dom";
import type { EdgeFrame } from "../document/source";
import type { Theme } from "../document/schema";
import type { PlacedLayer } from "./geometry";
import { rgb } from "./ramp";

/** Pixels of the field, which is smooth and may be coarse. */
const COLUMNS = 48;
const ROWS = 160;

/** The most groups of neighbouring units that weights are counted in, as the schema has it. */
const GROUPS = 48;

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

/** Counts all values between two layers by groups of neighbouring units: mean positive and mean negative ones, `[2, groups of to, groups of from]`. */
export class Density {
  #sums = new Float32Array(0);

  of(values: Float32Array, { source, target }: EdgeFrame, unitsFrom: number, unitsTo: number): Float32Array {
    const groupsFrom = Math.min(unitsFrom, GROUPS);
    const groupsTo = Math.min(unitsTo, GROUPS);
    const half = groupsFrom * groupsTo;
    if (this.#sums.length === 2 * half) this.#sums.fill(0);
    else this.#sums = new Float32Array(2 * half);
    const columns = groupOf(unitsFrom, groupsFrom);
    const rows = groupOf(unitsTo, groupsTo);
    for (let i = 0; i < values.length; i++) {
      const bin = rows[target[i]] * groupsFrom + columns[source[i]];
      const value = values[i];
      if (value > 0 && value < Infinity) this.#sums[bin] += value;
      else if (value < 0 && value > -Infinity) this.#sums[half + bin] -= value;
    }
    const share = half / (unitsFrom * unitsTo);
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i] *= share;
    return this.#sums;
  }
}

/** A faint field of all weights between two layers, where only the strongest are drawn as lines. */
export class DensityField {
  readonly canvas = element("canvas");
  readonly #rises = Float32Array.from({ length: COLUMNS }, (_, column) => rise((column + 0.5) / COLUMNS));
  readonly #positive = new Float32Array(ROWS + 1);
  readonly #negative = new Float32Array(ROWS + 1);
  #full = 0;
  #kind = "";

  constructor() {
    this.canvas.width = COLUMNS;
    this.canvas.height = ROWS;
  }

  /**
   * Paints it, and says where it belongs. `density` holds mean positive and negative values, `[2, groups of to, groups of from]`;
   * `kind` names what they are: values of another kind have a scale of their own.
   */
  paint(density: Float32Array, kind: string, from: PlacedLayer, to: PlacedLayer, theme: Theme): { left: number; top: number; width: number; height: number } {
    const groupsFrom = Math.min(from.count, GROUPS);
    const groupsTo = density.length / 2 / groupsFrom;
    const top = Math.min(from.top, to.top);
    const height = Math.max(from.bottom, to.bottom) - top;
    const leave = lanes(from, groupsFrom).map((lane) => ((lane - top) / height) * ROWS - 0.5);
    const arrive = lanes(to, groupsTo).map((lane) => ((lane - top) / height) * ROWS);
    const drawing = drawingOn(this.canvas);
    const image = drawing.createImageData(COLUMNS, ROWS);
    // The thickest field seen so far fixes the scale: change is seen and not rescaled away.
    if (kind !== this.#kind) this.#full = 0;
    this.#kind = kind;
    this.#full = Math.max(this.#full, (density.reduce((sum, value) => sum + value, 0) / ROWS) * 1.6);
    const [up, down] = [rgb(theme.positive), rgb(theme.negative)];
    for (let column = 0; column < COLUMNS; column++) {
      this.#gather(density, leave, arrive, this.#rises[column]);
      for (let row = 0; row < ROWS; row++) {
        const total = this.#positive[row] + this.#negative[row];
        const at = 4 * (row * COLUMNS + column);
        const part = total > 0 ? this.#positive[row] / total : 0.5;
        for (let c = 0; c < 3; c++) image.data[at + c] = down[c] + (up[c] - down[c]) * part;
        image.data[at + 3] = this.#full > 0 ? 255 * STRONGEST * (1 - Math.exp(-total / this.#full)) : 0;
      }
    }
    drawing.putImageData(image, 0, 0);
    return { left: from.edgesOut, top, width: Math.max(1, to.edgesIn - from.edgesOut), height };
  }

  /** Sums, for one column, what passes each row; a value between two rows is shared out to both. */
  #gather(density: Float32Array, leave: Float32Array, arrive: Float32Array, share: number): void {
    const positive = this.#positive.fill(0);
    const negative = this.#negative.fill(0);
    const half = density.length / 2;
    const starts = leave.map((lane) => lane * (1 - share));
    for (let t = 0, bin = 0; t < arrive.length; t++) {
      const end = arrive[t] * share;
      for (let f = 0; f < starts.length; f++, bin++) {
        const row = Math.min(ROWS - 1, Math.max(0, starts[f] + end));
        const above = row | 0;
        const below = row - above;
        positive[above] += density[bin] * (1 - below);
        positive[above + 1] += density[bin] * below;
        negative[above] += density[half + bin] * (1 - below);
        negative[above + 1] += density[half + bin] * below;
      }
    }
  }
}

/** The group of each unit. */
const groupOf = (units: number, groups: number): Uint8Array => Uint8Array.from({ length: units }, (_, unit) => Math.floor((unit * groups) / units));

/** The mean height at which the units of each group leave or arrive. */
function lanes(layer: PlacedLayer, groups: number): Float32Array {
  const sums = new Float32Array(groups);
  const counts = new Float32Array(groups);
  groupOf(layer.count, groups).forEach((group, unit) => {
    sums[group] += layer.lane(unit);
    counts[group]++;
  });
  return sums.map((sum, group) => sum / Math.max(1, counts[group]));
}
