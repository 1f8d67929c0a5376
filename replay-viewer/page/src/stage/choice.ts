/** The class of a value that is not drawn. */
const NONE = 0xffff;

/** Classes of |value| that the search for the strongest counts into: the upper half of a float's bits, without its sign. */
const BUCKETS = 1 << 15;

/** Says whether an edge may be drawn. */
export type Allowed = (edge: number) => boolean;

/**
 * Chooses the strongest of the edges between two layers and sorts them into classes of |value| and sign, weakest first: what is
 * drawn alike is drawn at once. Buffers are kept between frames.
 */
export class EdgeChoice {
  /** The edges chosen, class by class. */
  order = new Uint32Array(0);
  /** Where each class ends in `order`; even places hold negative values, odd ones positive. */
  ends = new Uint32Array(0);
  /** Edges chosen. */
  count = 0;
  /** Edges that were to choose from: those that have a line at all. */
  drawable = 0;
  readonly #counts = new Uint32Array(BUCKETS);
  #room = new Uint16Array(0);
  #classes = this.#room;

  /** Chooses at most `most` of the values; what is zero or no number has no line. */
  choose(values: Float32Array, most: number, largest: number, classes: number, allowed?: Allowed): void {
    // Frames of the strongest alone and of all take turns while one scrubs.
    if (this.#room.length < values.length) {
      this.#room = new Uint16Array(values.length);
      this.order = new Uint32Array(values.length);
    }
    this.#classes = this.#room.subarray(0, values.length);
    this.ends = this.ends.length === 2 * classes + 1 ? this.ends.fill(0) : new Uint32Array(2 * classes + 1);
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    const bucket = most >= values.length && !allowed ? 0 : this.#weakest(bits, values, most, allowed);
    const chosen = this.#classes.fill(NONE);
    let above = 0;
    const last: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const place = (bits[i] & 0x7fffffff) >>> 16;
      if (place < bucket || !drawable(values[i]) || (allowed && !allowed(i))) continue;
      if (place === bucket && bucket > 0) last.push(i);
      else {
        chosen[i] = classOf(values[i], largest, classes);
        above++;
      }
    }
    // Of the weakest bucket only the strongest still have room.
    if (last.length > most - above) last.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b).length = Math.max(0, most - above);
    for (const i of last) chosen[i] = classOf(values[i], largest, classes);
    this.count = above + last.length;
    if (bucket === 0) this.drawable = this.count;
    this.#sort();
  }

  /** The bucket of the weakest value that is still among the strongest; 0 if all are. */
  #weakest(bits: Uint32Array, values: Float32Array, most: number, allowed?: Allowed): number {
    const counts = this.#counts.fill(0);
    this.drawable = 0;
    for (let i = 0; i < bits.length; i++) {
      if (!drawable(values[i]) || (allowed && !allowed(i))) continue;
      counts[(bits[i] & 0x7fffffff) >>> 16]++;
      this.drawable++;
    }
    let found = 0;
    for (let bucket = BUCKETS - 1; bucket > 0; bucket--) {
      found += counts[bucket];
      if (found >= most) return bucket;
    }
    return 0;
  }

  /** By counting. */
  #sort(): void {
    const { ends } = this;
    for (const shade of this.#classes) if (shade !== NONE) ends[shade + 1]++;
    for (let shade = 1; shade < ends.length; shade++) ends[shade] += ends[shade - 1];
    for (let i = 0; i < this.#classes.length; i++) {
      const shade = this.#classes[i];
      if (shade !== NONE) this.order[ends[shade]++] = i;
    }
  }
}

const drawable = (value: number): boolean => value !== 0 && Number.isFinite(value);

const classOf = (value: number, largest: number, classes: number): number =>
  2 * Math.min(classes - 1, Math.floor((Math.abs(value) / largest) * classes)) + (value > 0 ? 1 : 0);
