import { drawingOn, element } from "../dom";
import type { History } from "../document/source";
import type { Look } from "../state/theme";

/** The weights into a unit as the picture that they look at: a picture a channel, or a kernel a channel. */
export class WeightImage {
  readonly element = element("div", { class: "weight-image" });
  readonly #canvas = element("canvas", { role: "img", "aria-label": "Incoming weights, laid out as the image they look at" });

  private constructor(private readonly tiles: number, private readonly rows: number, private readonly columns: number, private readonly reach: number) {
    this.element.append(element("h4", {}, "incoming weights as an image"), this.#canvas);
    this.#canvas.width = this.#across * (columns + 1) - 1;
    this.#canvas.height = Math.ceil(tiles / this.#across) * (rows + 1) - 1;
    const scale = Math.max(1, Math.min(16, Math.floor(200 / this.#canvas.width)));
    this.#canvas.style.width = `${this.#canvas.width * scale}px`;
    this.#canvas.style.height = `${this.#canvas.height * scale}px`;
  }

  /** An image, where the weights are laid out as one. */
  static of(width: number, image: readonly [number, number, number] | undefined, kernel: readonly number[] | undefined, reach: number): WeightImage | undefined {
    if (kernel?.length === 2) return new WeightImage(width / (kernel[0] * kernel[1]), kernel[0], kernel[1], reach);
    return image?.[0] !== undefined && image[0] * image[1] * image[2] === width ? new WeightImage(image[0], image[1], image[2], reach) : undefined;
  }

  get #across(): number {
    return Math.max(1, Math.min(this.tiles, Math.floor(100 / (this.columns + 1))));
  }

  show(history: History, row: number, look: Look): void {
    const drawing = drawingOn(this.#canvas);
    const { width, height } = this.#canvas;
    const image = drawing.createImageData(width, height);
    const size = this.rows * this.columns;
    for (let i = 0; i < this.tiles * size; i++) {
      const tile = Math.floor(i / size);
      const x = (tile % this.#across) * (this.columns + 1) + (i % this.columns);
      const y = Math.floor(tile / this.#across) * (this.rows + 1) + (Math.floor(i / this.columns) % this.rows);
      look.ramps.sign.write((history.values[row * history.width + i] / this.reach + 1) / 2, image.data, y * width + x);
    }
    drawing.putImageData(image, 0, 0);
  }
}
