import { context, element } from "../dom";
import type { Theme } from "../document/schema";
import type { History } from "../document/source";
import { plain } from "../format";
import { copyButton } from "./copy";
import { nearest } from "./epochAxis";

/** The most ridges: more lie too close to be told apart. */
const MOST = 24;

/** Histograms of several epochs, one behind the other, the first at the back. A click goes to the epoch of a ridge. */
export class Ridges {
  readonly element: HTMLElement;
  readonly #canvas = element("canvas", { role: "img" });
  readonly #plot = element("div", { class: "ridges" }, this.#canvas);
  readonly #rows: number[];
  #theme: Theme | undefined;
  #accent = "";
  #epoch = 0;

  constructor(private readonly history: History, private readonly reach: number, title: string, onSeek: (epoch: number) => void) {
    const last = history.epochs.length - 1;
    const count = Math.min(MOST, history.epochs.length);
    this.#rows = Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * last) / (count - 1))));
    this.element = element("div", { class: "histogram" }, element("h4", {}, title, copyButton(`Copy ${title} as CSV`, () => this.csv())), this.#plot,
      element("div", { class: "ramp-ends" }, element("span", {}, plain(-reach)), element("span", {}, "0"), element("span", {}, plain(reach))));
    this.#canvas.setAttribute("aria-label", title);
    new ResizeObserver(() => { this.#draw(); }).observe(this.#plot);
    this.#plot.addEventListener("click", (event) => {
      const box = this.#plot.getBoundingClientRect();
      const share = (event.clientY - box.top - box.height * 0.25) / (box.height * 0.75);
      onSeek(history.epochs[this.#rows[Math.min(count - 1, Math.max(0, Math.round(share * (count - 1))))]]);
    });
  }

  show(epoch: number, theme: Theme, accent: string): void {
    this.#epoch = epoch;
    this.#theme = theme;
    this.#accent = accent;
    this.#draw();
  }

  csv(): string {
    const { epochs, values, width } = this.history;
    const step = (2 * this.reach) / width;
    const head = ["epoch", ...Array.from({ length: width }, (_, bin) => plain(-this.reach + (bin + 0.5) * step).replace("−", "-"))].join(",");
    return [head, ...epochs.map((epoch, row) => [epoch, ...values.subarray(row * width, (row + 1) * width)].join(","))].join("\n") + "\n";
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    const theme = this.#theme;
    if (!theme || width === 0 || height === 0) return;
    const drawing = context(this.#canvas, width, height);
    drawing.clearRect(0, 0, width, height);
    const { values, width: bins, epochs } = this.history;
    const most = values.reduce((a, b) => (Number.isFinite(b) ? Math.max(a, b) : a), 1e-9);
    const shown = nearest(this.#rows.map((row) => epochs[row]), this.#epoch);
    this.#rows.forEach((row, i) => {
      const base = height * 0.25 + (height * 0.75 - 2) * (this.#rows.length === 1 ? 1 : i / (this.#rows.length - 1));
      drawing.beginPath();
      for (let bin = 0; bin < bins; bin++) {
        const value = values[row * bins + bin];
        const y = base - Math.sqrt((Number.isFinite(value) ? value : 0) / most) * height * 0.24;
        if (bin === 0) drawing.moveTo(0, y);
        else drawing.lineTo((bin / (bins - 1)) * width, y);
      }
      drawing.strokeStyle = i === shown ? this.#accent : theme.muted;
      drawing.lineWidth = i === shown ? 2 : 1;
      drawing.stroke();
    });
  }
}
