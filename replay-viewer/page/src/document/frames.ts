/** Stands for a value that is missing or not finite. */
const MISSING = -32768;

/** Values `[frames, width]`, quantised to 16 bits: value = integer · step. */
export class Frames {
  readonly count: number;

  constructor(
    readonly width: number,
    readonly step: number,
    readonly integers: Int16Array,
  ) {
    this.count = integers.length / width;
  }

  /** Undoes the encoding: each frame holds zig-zag differences to the frame before, low bytes first, then high bytes. */
  static decode(bytes: Uint8Array, frames: number, width: number, step: number): Frames {
    const integers = new Int16Array(frames * width);
    for (let frame = 0; frame < frames; frame++) {
      const low = frame * width * 2;
      const high = low + width;
      const start = frame * width;
      for (let i = 0; i < width; i++) {
        const zigzag = bytes[low + i] | (bytes[high + i] << 8);
        const difference = (zigzag >>> 1) ^ -(zigzag & 1);
        // The array wraps at 16 bits, as the encoder does.
        integers[start + i] = (frame > 0 ? integers[start - width + i] : 0) + difference;
      }
    }
    return new Frames(width, step, integers);
  }

  /** One value; NaN if it is missing. */
  value(frame: number, index: number): number {
    const integer = this.integers[frame * this.width + index];
    return integer === MISSING ? Number.NaN : integer * this.step;
  }

  /** All values of a frame into `result`. */
  at(frame: number, result: Float32Array): void {
    for (let i = 0; i < this.width; i++) result[i] = this.value(frame, i);
  }
}
