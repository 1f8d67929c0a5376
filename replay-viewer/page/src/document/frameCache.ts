import type { Frame } from "./source";

/** The frames used last, up to a number of bytes. */
export class FrameCache {
  readonly #frames = new Map<string, { frame: Frame; bytes: number }>();
  #bytes = 0;

  constructor(private readonly most: number) {}

  has(key: string): boolean {
    return this.#frames.has(key);
  }

  get(key: string): Frame | undefined {
    const found = this.#frames.get(key);
    if (!found) return undefined;
    // Put at the end: the first is always the one that was not used for longest.
    this.#frames.delete(key);
    this.#frames.set(key, found);
    return found.frame;
  }

  set(key: string, frame: Frame): void {
    this.#bytes -= this.#frames.get(key)?.bytes ?? 0;
    const bytes = size(frame);
    this.#frames.set(key, { frame, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#frames) {
      if (this.#bytes <= this.most || this.#frames.size <= 3) break;
      this.#frames.delete(oldest);
      this.#bytes -= freed;
    }
  }

  get bytes(): number {
    return this.#bytes;
  }
}

const size = (frame: Frame): number =>
  frame.layers.reduce((sum, layer) => sum + [...layer.units.values()].reduce((bytes, values) => bytes + values.byteLength, 0), 0)
  + frame.edges.reduce((sum, edges) => sum + (edges?.weight.byteLength ?? 0) + (edges?.gradient?.byteLength ?? 0) + (edges?.density?.byteLength ?? 0), 0);
