import { element } from "../dom";
import type { Playback } from "../state/playback";
import { place } from "./transport";

/** The two ends of the range that is played: dragged along the timeline, or moved by arrow keys. */
export class RangeHandles {
  readonly element = element("div", { class: "handles", hidden: "" });
  readonly #band = element("div", { class: "band" });
  readonly #ends: { first: HTMLElement; last: HTMLElement };

  constructor(
    private readonly playback: Playback,
    private readonly epochs: () => readonly number[],
    private readonly onChange: () => void,
  ) {
    this.#ends = { first: this.#handle("first", "Start of the range"), last: this.#handle("last", "End of the range") };
    this.element.append(this.#band, this.#ends.first, this.#ends.last);
  }

  /** Begins the range at a frame; a second time at the same one ends it. */
  from(frame: number): void {
    const last = this.playback.range?.last ?? this.playback.last;
    this.#set(this.playback.range?.first === frame ? 0 : frame, Math.max(frame, last));
  }

  /** Ends the range at a frame. */
  to(frame: number): void {
    const first = this.playback.range?.first ?? 0;
    this.#set(Math.min(first, frame), this.playback.range?.last === frame ? this.playback.last : frame);
  }

  show(): void {
    const { range, last } = this.playback;
    this.element.hidden = !range;
    if (!range) return;
    const share = (frame: number): number => frame / Math.max(1, last);
    this.#band.style.left = place(share(range.first));
    this.#band.style.right = `calc(100% - (${place(share(range.last))}))`;
    for (const end of ["first", "last"] as const) {
      const handle = this.#ends[end];
      handle.style.left = place(share(range[end]));
      handle.setAttribute("aria-valuemax", String(last));
      handle.setAttribute("aria-valuenow", String(range[end]));
      handle.setAttribute("aria-valuetext", `epoch ${this.epochs()[range[end]]}`);
    }
  }

  #handle(end: "first" | "last", label: string): HTMLElement {
    const handle = element("div", { class: `handle ${end}`, role: "slider", tabindex: "0", "aria-label": label, "aria-valuemin": "0" });
    handle.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
      if (by === 0) return;
      event.preventDefault();
      event.stopPropagation();
      this.#move(end, (this.playback.range?.[end] ?? 0) + by);
    });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = this.element.getBoundingClientRect();
      this.#move(end, Math.round(((event.clientX - box.left - 8) / Math.max(1, box.width - 16)) * this.playback.last));
    });
    return handle;
  }

  #move(end: "first" | "last", frame: number): void {
    const { range } = this.playback;
    if (!range) return;
    if (end === "first") this.#set(Math.max(0, Math.min(frame, range.last)), range.last);
    else this.#set(range.first, Math.min(this.playback.last, Math.max(frame, range.first)));
  }

  #set(first: number, last: number): void {
    this.playback.range = first === 0 && last === this.playback.last ? undefined : { first, last };
    this.onChange();
  }
}
