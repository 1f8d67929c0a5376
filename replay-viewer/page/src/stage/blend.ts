import type { EdgeFrame, Frame, LayerFrame } from "../document/source";

/** Mixes frames into buffers that are kept: what lies between two epochs, or the difference of two. */
export class Blender {
  readonly #buffers = new Map<string, Float32Array>();

  /** What lies between two frames. What only one of them has stays as the nearer one has it. */
  between(before: Frame, after: Frame | undefined, share: number): Frame {
    if (!after || share === 0) return before;
    return this.#mix(before, after, 1 - share, share, share < 0.5 ? before : after);
  }

  /** `now` less `then`. Counts are those of `now`. */
  difference(now: Frame, then: Frame): Frame {
    return this.#mix(then, now, -1, 1, now);
  }

  #mix(a: Frame, b: Frame, shareA: number, shareB: number, nearer: Frame): Frame {
    const values = (key: string, x: Float32Array, y: Float32Array): Float32Array => {
      let buffer = this.#buffers.get(key);
      if (buffer?.length !== x.length) this.#buffers.set(key, (buffer = new Float32Array(x.length)));
      for (let i = 0; i < x.length; i++) buffer[i] = shareA * x[i] + shareB * y[i];
      return buffer;
    };
    const layer = (i: number): LayerFrame => {
      const units = new Map<string, Float32Array>();
      for (const [quantity, x] of a.layers[i].units) {
        const y = b.layers[i].units.get(quantity);
        if (y?.length === x.length) units.set(quantity, x === y && shareA + shareB === 1 ? x : values(`${i} ${quantity}`, x, y));
      }
      return { ...nearer.layers[i], units };
    };
    const edges = (i: number): EdgeFrame | undefined => {
      const x = a.edges[i];
      const y = b.edges[i];
      // Other weights are the strongest at either end: nothing can be said of what lies between.
      if (!x || x.source !== y?.source) return nearer.edges[i];
      const mixed = (name: "weight" | "gradient" | "density"): Float32Array | undefined => {
        const [p, q] = [x[name], y[name]];
        return p && q ? values(`edges ${i} ${name}`, p, q) : undefined;
      };
      return { ...(nearer.edges[i] ?? x), weight: mixed("weight") ?? x.weight, gradient: mixed("gradient"), density: mixed("density") };
    };
    return { epoch: nearer.epoch, layers: a.layers.map((_, i) => layer(i)), edges: a.edges.map((_, i) => edges(i)) };
  }
}
