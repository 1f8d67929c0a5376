import { context, element } from "../dom";
import type { Theme } from "../document/schema";
import { plain } from "../format";
import { copyButton } from "./copy";

/** Shares of values in equal bins, as bars. */
export class Histogram {
  readonly #canvas = element("canvas", { role: "img" });
  readonly #plot = element("div", { class: "bars" }, this.#canvas);
  readonly #low = element("span");
  readonly #high = element("span");
  readonly element: HTMLElement;
  #shares: ArrayLike<number> = [];
  #range: readonly [number, number] = [0, 1];
  #theme: Theme | undefined;

  constructor(private readonly title: string) {
    this.element = element("div", { class: "histogram" }, element("h4", {}, title, copyButton(`Copy ${title} as CSV`, () => this.csv())), this.#plot, element("div", { class: "ramp-ends" }, this.#low, this.#high));
    new ResizeObserver(() => { this.#draw(); }).observe(this.#plot);
  }

  show(shares: ArrayLike<number>, low: number, high: number, theme: Theme): void {
    this.#shares = shares;
    this.#range = [low, high];
    this.#theme = theme;
    this.#low.textContent = plain(low);
    this.#high.textContent = plain(high);
    this.#draw();
  }

  csv(): string {
    const [low, high] = this.#range;
    const width = (high - low) / this.#shares.length;
    return ["from,to,share", ...Array.from(this.#shares, (share, i) => `${low + i * width},${low + (i + 1) * width},${share}`)].join("\n") + "\n";
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (!this.#theme || width === 0 || height === 0) return;
    const drawing = context(this.#canvas, width, height);
    drawing.clearRect(0, 0, width, height);
    drawing.fillStyle = this.#theme.muted;
    const most = Array.from(this.#shares).reduce((a, b) => Math.max(a, b), 1e-9);
    const step = width / this.#shares.length;
    // By the square root, so that what is rare is still seen.
    for (let i = 0; i < this.#shares.length; i++) {
      const tall = Math.sqrt(this.#shares[i] / most) * height;
      drawing.fillRect(i * step + 0.5, height - tall, Math.max(1, step - 1), tall);
    }
    this.#canvas.setAttribute("aria-label", `${this.title}, from ${this.#range[0]} to ${this.#range[1]}`);
  }
}

/** Counts finite values into equal bins. */
export function bins(values: Float32Array, low: number, high: number, count: number): number[] {
  const shares = new Array<number>(count).fill(0);
  for (const value of values) {
    if (Number.isFinite(value)) shares[Math.min(count - 1, Math.max(0, Math.floor(((value - low) / (high - low || 1)) * count)))] += 1 / values.length;
  }
  return shares;
}
