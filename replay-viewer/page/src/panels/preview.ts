import { context, element } from "../dom";
import type { Network } from "../stage/network";
import type { Source } from "../document/source";
import { place, type Geometry } from "../stage/geometry";
import { Picture, type Shot } from "../stage/picture";

const WIDTH = 224;
const HEIGHT = 118;

/** Lines between two layers in so small a picture. */
const LINES = 120;

/** What is to be seen at a place of the timeline, before one goes there. */
export class Preview {
  readonly element = element("div", { class: "preview", hidden: "", "aria-hidden": "true" });
  readonly #canvas = element("canvas");
  readonly #words = element("p");
  readonly #picture: Picture;
  #geometry: Geometry | undefined;

  constructor(
    private readonly source: Source,
    network: Network,
  ) {
    this.#picture = new Picture(source.document, network);
    this.element.append(this.#canvas, this.#words);
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Shows a frame, or only its words while it is not here yet. */
  show(words: string[], shot: Shot | undefined, x: number): void {
    this.element.hidden = false;
    this.#words.textContent = words.join(" · ");
    const parent = this.element.offsetParent?.getBoundingClientRect();
    this.element.style.left = `${Math.max(8, Math.min(x - (parent?.left ?? 0) - WIDTH / 2 - 8, (parent?.width ?? 0) - WIDTH - 24))}px`;
    const drawing = context(this.#canvas, WIDTH, HEIGHT);
    drawing.clearRect(0, 0, WIDTH, HEIGHT);
    if (!shot) return;
    const { document, tensors } = this.source;
    this.#geometry ??= place(document.layouts, tensors, WIDTH, HEIGHT, { left: 6, right: 6, top: 6, bottom: 6 }, new Set());
    this.#picture.compose({ ...shot, strongest: shot.strongest === 0 ? LINES : Math.min(LINES, shot.strongest), focus: undefined, selection: undefined }, this.#geometry);
    this.#picture.paintBare(drawing);
  }
}
