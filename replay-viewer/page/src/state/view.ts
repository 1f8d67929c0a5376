import type { Lines } from "../document/schema";

/** Everything that an address holds after `#`: enough to open the same frame again, seen the same way. */
export interface View {
  /** The recording, and the one beside it; empty for the first and for none. */
  file: string;
  with: string;
  /** The epoch shown. */
  epoch: number;
  /** The epoch that it is compared with; −1 for none. */
  then: number;
  /** What is compared is seen side by side, or as the difference. */
  show: "side" | "difference";
  theme: "light" | "dark" | "auto";
  speed: number;
  loop: boolean;
  smooth: boolean;
  /** The range of epochs that is played; −1 for no end. */
  from: number;
  to: number;
  /** What is pinned: `hidden1.17`, `hidden1.17-input.3`, `hidden1`, or empty. */
  pin: string;
  /** The quantity that colours of units show; empty: each layer's own. */
  fill: string;
  /** The quantity that rings around units show; empty: no rings. */
  ring: string;
  lines: Lines;
  /** The most lines between two layers; 0: as many as can be told apart. */
  strongest: number;
  /** The layers that are collapsed, by name, with commas. */
  collapsed: string;
  /** How much larger than the whole, and which place of the whole (shares of width and height) is in the middle. */
  zoom: number;
  x: number;
  y: number;
  /** The sample of the probe whose activations are shown; −1: the mean of all. */
  sample: number;
  /** What draws; `auto` chooses. */
  renderer: "auto" | "canvas" | "webgl";
}

export const SLOWEST = 0.1;
export const FASTEST = 10;
export const LARGEST_ZOOM = 60;

export const USUAL: View = {
  file: "", with: "", epoch: 0, then: -1, show: "side", theme: "auto", speed: 1, loop: false, smooth: true, from: -1, to: -1, pin: "",
  fill: "", ring: "", lines: "weight", strongest: 0, collapsed: "", zoom: 1, x: 0.5, y: 0.5, sample: -1, renderer: "auto",
};

/** What values are allowed where not every value of the type is. */
const CHOICES: Partial<Record<keyof View, readonly string[]>> = {
  show: ["side", "difference"], theme: ["light", "dark", "auto"], lines: ["weight", "contribution", "change", "gradient"], renderer: ["auto", "canvas", "webgl"],
};

/** Decimals of a number in an address: of the place that is looked at, less than a pixel at the largest zoom. */
export const DECIMALS = 7;

const RANGES: Partial<Record<keyof View, readonly [number, number]>> = {
  speed: [SLOWEST, FASTEST], zoom: [1, LARGEST_ZOOM], x: [0, 1], y: [0, 1], strongest: [0, 1e6], sample: [-1, 1e6],
};

/** Reads a view from an address; what is missing or wrong there is as in `usual`. */
export function read(hash: string, usual: View): View {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const view: Record<string, string | number | boolean> = { ...usual };
  for (const [key, otherwise] of Object.entries(usual) as [keyof View, string | number | boolean][]) {
    const text = fields.get(key);
    if (text !== null) view[key] = value(key, text, otherwise);
  }
  return view as unknown as View;
}

function value(key: keyof View, text: string, otherwise: string | number | boolean): string | number | boolean {
  if (typeof otherwise === "boolean") return text === "1" ? true : text === "0" ? false : otherwise;
  if (typeof otherwise === "string") return (CHOICES[key]?.includes(text) ?? true) ? text : otherwise;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return otherwise;
  const [low, high] = RANGES[key] ?? [-Infinity, Infinity];
  return Math.min(high, Math.max(low, number));
}

/** Writes a view as an address; what is as in `usual` is left out, but for the epoch. */
export function write(view: View, usual: View): string {
  const fields = new URLSearchParams({ epoch: String(view.epoch) });
  for (const [key, is] of Object.entries(view) as [keyof View, string | number | boolean][]) {
    if (key === "epoch" || is === usual[key]) continue;
    fields.set(key, typeof is === "boolean" ? (is ? "1" : "0") : typeof is === "number" ? String(Number(is.toFixed(DECIMALS))) : is);
  }
  return `#${fields.toString()}`;
}
