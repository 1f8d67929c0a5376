/** Where epochs lie along a picture that gives every frame a column, as wide as the epochs it stands for. */
export class EpochAxis {
  readonly #edges: number[];

  constructor(readonly epochs: readonly number[]) {
    const middles = epochs.slice(1).map((epoch, i) => (epoch + epochs[i]) / 2);
    const first = epochs[0];
    const last = epochs[epochs.length - 1];
    this.#edges = [
      middles.length > 0 ? 2 * first - middles[0] : first - 0.5,
      ...middles,
      middles.length > 0 ? 2 * last - middles[middles.length - 1] : last + 0.5,
    ];
  }

  /** Where an epoch is, from 0 to 1. */
  share(epoch: number): number {
    const start = this.#edges[0];
    return (epoch - start) / (this.#edges[this.#edges.length - 1] - start);
  }

  /** The epoch at a place from 0 to 1. */
  epoch(share: number): number {
    const start = this.#edges[0];
    return start + share * (this.#edges[this.#edges.length - 1] - start);
  }

  /** Where the column of a frame begins and ends, from 0 to 1. */
  left(frame: number): number {
    return this.share(this.#edges[frame]);
  }

  right(frame: number): number {
    return this.share(this.#edges[frame + 1]);
  }

  /** Round epochs, at most `most`, for labels. */
  ticks(most: number): number[] {
    const first = this.epochs[0];
    const last = this.epochs[this.epochs.length - 1];
    const rough = Math.max(1, (last - first) / most);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough);
    const ticks: number[] = [];
    for (let tick = Math.ceil(first / step) * step; tick <= last; tick += step) ticks.push(tick);
    return ticks;
  }
}

/** The index of the value nearest to another in an increasing list. */
export function nearest(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  return Math.abs(values[high] - value) < Math.abs(values[low] - value) ? high : low;
}

/** Where a value lies in an increasing list, between its places: 2.5 is half way from place 2 to place 3. Never outside the list. */
export function positionIn(values: readonly number[], value: number): number {
  const last = values.length - 1;
  if (value <= values[0]) return 0;
  if (value >= values[last]) return last;
  let low = nearest(values, value);
  if (values[low] > value) low--;
  return low + (value - values[low]) / (values[low + 1] - values[low]);
}
