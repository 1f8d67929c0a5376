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

  /** One value between frames, in a straight line; NaN if either end is missing. */
  valueAt(position: number, index: number): number {
    const frame = Math.min(Math.floor(position), this.count - 1);
    const fraction = position - frame;
    const value = this.value(frame, index);
    return fraction === 0 || frame + 1 >= this.count ? value : value + fraction * (this.value(frame + 1, index) - value);
  }

  /** All values between frames into `result`; NaN if either end is missing. */
  at(position: number, result: Float32Array): void {
    const frame = Math.min(Math.floor(position), this.count - 1);
    const fraction = frame + 1 < this.count ? position - frame : 0;
    const { integers, width, step } = this;
    const start = frame * width;
    const next = fraction === 0 ? start : start + width;
    for (let i = 0; i < width; i++) {
      const a = integers[start + i];
      const b = integers[next + i];
      result[i] = a === MISSING || b === MISSING ? Number.NaN : (a + fraction * (b - a)) * step;
    }
  }
}
