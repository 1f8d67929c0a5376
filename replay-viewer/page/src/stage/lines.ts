import type { Lines } from "../document/schema";
import type { EdgeFrame, Frame } from "../document/source";
import type { Network } from "./network";

/** Makes of frames what lines show. Buffers are kept. */
export class LineValues {
  readonly #buffers: (Float32Array | undefined)[] = [];

  constructor(private readonly network: Network) {}

  /** A value an edge of a set; nothing if it is not known. `before` is the frame of the epoch before, for changes. */
  of(set: number, frame: Frame, before: Frame | undefined, lines: Lines, sample: boolean): Float32Array | undefined {
    const edges = frame.edges[set];
    if (!edges) return undefined;
    switch (lines) {
      case "weight": return edges.weight;
      case "gradient": return edges.gradient;
      case "change": return this.#change(set, edges, before?.edges[set]);
      case "contribution": {
        const { units } = frame.layers[this.network.edges[set].from];
        const activation = (sample ? units.get("activation") : undefined) ?? units.get("mean_activation");
        return activation && this.#filled(set, edges, (i) => edges.weight[i] * activation[edges.source[i]]);
      }
    }
  }

  #change(set: number, edges: EdgeFrame, before: EdgeFrame | undefined): Float32Array | undefined {
    if (before?.source !== edges.source) return undefined;
    return this.#filled(set, edges, (i) => edges.weight[i] - before.weight[i]);
  }

  #filled(set: number, edges: EdgeFrame, value: (i: number) => number): Float32Array {
    const { length } = edges.weight;
    let buffer = this.#buffers[set];
    if (buffer?.length !== length) this.#buffers[set] = buffer = new Float32Array(length);
    for (let i = 0; i < length; i++) buffer[i] = value(i);
    return buffer;
  }
}
