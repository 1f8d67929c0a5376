import { context, drawingOn, element } from "../dom";
import type { History } from "../document/source";
import type { Ramp } from "../stage/ramp";
import { copyButton } from "./copy";
import { csvText } from "./csv";
import { EpochAxis } from "./epochAxis";

/** How a heat map is to be read. */
export interface HeatMapOptions {
  readonly title: string;
  /** What a row is called, in a table. */
  readonly row: (index: number) => string;
  /** Rows by their last value, so that what happens to a share of a layer is seen as a shape. */
  readonly sorted: boolean;
  readonly low: number;
  readonly high: number;
  readonly onSeek: (epoch: number) => void;
}

/** Values by epoch, a row each. A click goes to the epoch clicked. */
export class HeatMap {
  readonly element: HTMLElement;
  readonly #canvas = element("canvas", { role: "img" });
  readonly #marker = element("div", { class: "marker" });
  readonly #plot = element("div", { class: "heat-plot" }, this.#canvas, this.#marker);
  readonly #order: number[];
  readonly #axis: EpochAxis;
  #ramp: Ramp | undefined;
  #image: HTMLCanvasElement | undefined;
  #epoch = 0;

  constructor(
    private readonly history: History,
    private readonly options: HeatMapOptions,
  ) {
    const { values, width, epochs } = history;
    this.#axis = new EpochAxis(epochs);
    this.#order = Array.from({ length: width }, (_, i) => i);
    const last = (epochs.length - 1) * width;
    if (options.sorted) this.#order.sort((a, b) => (values[last + a] || 0) - (values[last + b] || 0));
    this.#canvas.setAttribute("aria-label", `${options.title}: ${width} rows, by epoch`);
    this.element = element("div", { class: "heat" },
      element("span", { class: "heat-name" }, options.title, copyButton(`Copy ${options.title} as CSV`, () => this.csv())), this.#plot);
    new ResizeObserver(() => { this.#draw(); }).observe(this.#plot);
    const seek = (event: PointerEvent): void => {
      const box = this.#plot.getBoundingClientRect();
      options.onSeek(this.#axis.epoch((event.clientX - box.left) / box.width));
    };
    this.#plot.addEventListener("pointerdown", seek);
    this.#plot.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) seek(event);
    });
  }

  get axis(): EpochAxis {
    return this.#axis;
  }

  dress(ramp: Ramp): void {
    this.#ramp = ramp;
    this.#image = undefined;
    this.#draw();
  }

  show(epoch: number): void {
    this.#epoch = epoch;
    this.#marker.style.transform = `translateX(${(this.#axis.share(epoch) * this.#plot.clientWidth).toFixed(1)}px)`;
  }

  csv(): string {
    const { epochs, values, width } = this.history;
    const head = ["epoch", ...Array.from({ length: width }, (_, i) => csvText(this.options.row(i)))].join(",");
    return [head, ...epochs.map((epoch, row) => [epoch, ...Array.from(values.subarray(row * width, (row + 1) * width), (value) => (Number.isFinite(value) ? value : ""))].join(","))].join("\n") + "\n";
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (!this.#ramp || width === 0 || height === 0) return;
    this.#image ??= this.#paint(this.#ramp);
    const drawing = context(this.#canvas, width, height);
    drawing.imageSmoothingEnabled = false;
    drawing.clearRect(0, 0, width, height);
    const { image, rows } = this.#image.height > height ? { image: flattened(this.#image, height), rows: height } : { image: this.#image, rows: this.#image.height };
    for (let frame = 0; frame < this.history.epochs.length; frame++) {
      const left = Math.round(this.#axis.left(frame) * width);
      const right = Math.round(this.#axis.right(frame) * width);
      if (right > left) drawing.drawImage(image, frame, 0, 1, rows, left, 0, right - left, height);
    }
    this.show(this.#epoch);
  }

  /** One pixel a row and frame. */
  #paint(ramp: Ramp): HTMLCanvasElement {
    const { epochs, width, values } = this.history;
    const { low, high } = this.options;
    const image = element("canvas");
    image.width = epochs.length;
    image.height = width;
    const drawing = drawingOn(image);
    const pixels = drawing.createImageData(epochs.length, width);
    for (let frame = 0; frame < epochs.length; frame++)
      for (let row = 0; row < width; row++) ramp.write((values[frame * width + this.#order[row]] - low) / (high - low || 1), pixels.data, row * epochs.length + frame);
    drawing.putImageData(pixels, 0, 0);
    return image;
  }
}

/** An image of fewer rows, each the mean of those it stands for. Columns are not mixed. */
function flattened(image: HTMLCanvasElement, rows: number): HTMLCanvasElement {
  const flat = element("canvas");
  flat.width = image.width;
  flat.height = rows;
  const drawing = drawingOn(flat);
  drawing.imageSmoothingQuality = "high";
  drawing.drawImage(image, 0, 0, image.width, rows);
  return flat;
}
