import { context, drawingOn, element } from "../dom";
import type { Frames } from "../document/frames";
import type { NetworkLayer } from "../stage/network";
import type { Ramp } from "../stage/ramp";
import type { EpochAxis } from "./epochAxis";

/** The saturation of every unit of a layer, by epoch. */
export class HeatMap {
  readonly element: HTMLElement;
  readonly #canvas = element("canvas", { role: "img" });
  readonly #marker = element("div", { class: "marker" });
  readonly #plot = element("div", { class: "heat-plot" }, this.#canvas, this.#marker);
  readonly #order: number[];
  #ramp: Ramp | undefined;
  #image: HTMLCanvasElement | undefined;
  #epoch = 0;

  constructor(
    layer: NetworkLayer,
    private readonly values: Frames,
    private readonly axis: EpochAxis,
    onSeek: (epoch: number) => void,
  ) {
    // Units by their last value, so that what happens to a share of a layer is seen as a shape.
    const last = values.count - 1;
    this.#order = Array.from({ length: values.width }, (_, i) => i).sort((a, b) => (values.value(last, a) || 0) - (values.value(last, b) || 0));
    this.#canvas.setAttribute("aria-label", `Saturation of the ${values.width} units of ${layer.info.title}, by epoch`);
    this.element = element("div", { class: "heat" }, element("span", { class: "heat-name" }, layer.info.title), this.#plot);
    new ResizeObserver(() => { this.#draw(); }).observe(this.#plot);
    const seek = (event: PointerEvent): void => {
      const box = this.#plot.getBoundingClientRect();
      onSeek(axis.epoch((event.clientX - box.left) / box.width));
    };
    this.#plot.addEventListener("pointerdown", seek);
    this.#plot.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) seek(event);
    });
  }

  dress(ramp: Ramp): void {
    this.#ramp = ramp;
    this.#image = undefined;
    this.#draw();
  }

  show(epoch: number): void {
    this.#epoch = epoch;
    this.#marker.style.transform = `translateX(${(this.axis.share(epoch) * this.#plot.clientWidth).toFixed(1)}px)`;
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (!this.#ramp || width === 0 || height === 0) return;
    this.#image ??= this.#paint(this.#ramp);
    const drawing = context(this.#canvas, width, height);
    drawing.imageSmoothingEnabled = this.values.width > height;
    drawing.clearRect(0, 0, width, height);
    for (let frame = 0; frame < this.values.count; frame++) {
      const left = Math.round(this.axis.left(frame) * width);
      const right = Math.round(this.axis.right(frame) * width);
      if (right > left) drawing.drawImage(this.#image, frame, 0, 1, this.values.width, left, 0, right - left, height);
    }
    this.show(this.#epoch);
  }

  /** One pixel a unit and frame. */
  #paint(ramp: Ramp): HTMLCanvasElement {
    const { count, width } = this.values;
    const image = element("canvas");
    image.width = count;
    image.height = width;
    const drawing = drawingOn(image);
    const pixels = drawing.createImageData(count, width);
    for (let frame = 0; frame < count; frame++)
      for (let row = 0; row < width; row++) ramp.write(this.values.value(frame, this.#order[row]), pixels.data, row * count + frame);
    drawing.putImageData(pixels, 0, 0);
    return image;
  }
}
