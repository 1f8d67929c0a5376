/** A ramp of colours, looked up by a share between 0 and 1. */
export class Ramp {
  static readonly steps = 256;
  /** The colours it was made of. */
  readonly stops: readonly string[];
  readonly #colours: string[];
  readonly #bytes: Uint8ClampedArray;

  /** @param stops colours `#rrggbb` from the low to the high end, evenly spaced; at least one */
  constructor(stops: readonly string[], readonly missing: string) {
    this.stops = stops;
    const channels = stops.map(rgb);
    this.#bytes = new Uint8ClampedArray(3 * Ramp.steps);
    this.#colours = Array.from({ length: Ramp.steps }, (_, step) => {
      const place = (step / (Ramp.steps - 1)) * (channels.length - 1);
      const low = Math.floor(place);
      const high = Math.min(low + 1, channels.length - 1);
      const mixed = channels[low].map((channel, c) => Math.round(channel + (place - low) * (channels[high][c] - channel)));
      this.#bytes.set(mixed, 3 * step);
      return hex(mixed);
    });
  }

  /** A colour `#rrggbb`; the missing one's for what is no number. */
  colour(share: number): string {
    return Number.isFinite(share) ? this.#colours[Ramp.#step(share)] : this.missing;
  }

  /** Writes a pixel, RGBA; a missing value is transparent. */
  write(share: number, pixels: Uint8ClampedArray, pixel: number): void {
    const at = 4 * pixel;
    if (!Number.isFinite(share)) {
      pixels[at + 3] = 0;
      return;
    }
    const step = 3 * Ramp.#step(share);
    pixels[at] = this.#bytes[step];
    pixels[at + 1] = this.#bytes[step + 1];
    pixels[at + 2] = this.#bytes[step + 2];
    pixels[at + 3] = 255;
  }

  static #step(share: number): number {
    return Math.round(Math.min(1, Math.max(0, share)) * (Ramp.steps - 1));
  }
}

/** The channels of `#rrggbb`. */
export const rgb = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const hex = (channels: number[]): string => `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;

/** A colour between two. */
export const mix = (from: string, to: string, share: number): string => {
  const [a, b] = [rgb(from), rgb(to)];
  return hex(a.map((channel, c) => Math.round(channel + share * (b[c] - channel))));
};
