import { element } from "../dom";
import type { Playback } from "../state/playback";

/** Speeds to choose from; keys and the address allow any between. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 10];

const icon = (path: string): SVGSVGElement => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
};

const ICONS = {
  first: "M6 5h2v14H6zM20 5v14L9 12z",
  back: "M15 5h2v14h-2zM13 5v14L4 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  on: "M7 5h2v14H7zM11 5v14l9-7z",
  last: "M16 5h2v14h-2zM4 5v14l11-7z",
  loop: "M7 7h9v3l5-4-5-4v3H5v7h2zM17 17H8v-3l-5 4 5 4v-3h11v-7h-2z",
  smooth: "M3 18c5 0 5-12 9-12s4 12 9 12v-2c-5 0-5-12-9-12S8 16 3 16z",
};

/** Play, step, scrub, speed. */
export class Transport {
  readonly element = element("div", { class: "transport", role: "group", "aria-label": "Playback" });
  onChange: () => void = () => undefined;

  readonly #play: HTMLButtonElement;
  readonly #loop: HTMLButtonElement;
  readonly #smooth: HTMLButtonElement;
  readonly #slider = element("input", { type: "range", min: "0", step: "any", "aria-label": "Epoch" });
  readonly #speed = element("select", { "aria-label": "Speed", title: "Speed (− and +)" });
  readonly #range = element("span", { class: "range" });

  constructor(
    private readonly playback: Playback,
    private readonly epochs: readonly number[],
    chosen: string,
  ) {
    const act = (action: () => void) => (): void => {
      action();
      this.onChange();
    };
    const button = (name: keyof typeof ICONS, label: string, action: () => void): HTMLButtonElement => {
      const made = element("button", { type: "button", "aria-label": label, title: label }, icon(ICONS[name]));
      made.addEventListener("click", act(action));
      return made;
    };
    this.#play = button("play", "Play (Space)", () => { playback.toggle(); });
    this.#play.classList.add("primary");
    this.#loop = button("loop", "Loop (L)", () => { playback.loop = !playback.loop; });
    this.#smooth = button("smooth", "Interpolate between epochs (I)", () => { playback.smooth = !playback.smooth; });
    this.#slider.max = String(playback.last);
    this.#slider.disabled = playback.last === 0;
    this.#slider.addEventListener("input", act(() => {
      playback.playing = false;
      const position = this.#slider.valueAsNumber;
      playback.seek(playback.smooth ? position : Math.round(position));
    }));
    // Let go, the slider comes to rest on a recorded epoch.
    this.#slider.addEventListener("change", act(() => { playback.seek(Math.round(playback.position)); }));
    this.#speed.addEventListener("change", act(() => { playback.speed = Number(this.#speed.value); }));
    this.#range.textContent = chosen;
    this.element.append(
      button("first", "First epoch (Home)", () => { playback.playing = false; playback.seek(0); }),
      button("back", "One epoch back (Left)", () => { playback.step(-1); }),
      this.#play,
      button("on", "One epoch on (Right)", () => { playback.step(1); }),
      button("last", "Last epoch (End)", () => { playback.playing = false; playback.seek(playback.last); }),
      this.#slider, this.#range, this.#speed, this.#loop, this.#smooth);
  }

  /** Shows how the playback stands. */
  show(): void {
    const { playing, loop, smooth, speed, position, frame } = this.playback;
    const label = playing ? "Pause (Space)" : "Play (Space)";
    if (this.#play.title !== label) {
      this.#play.title = label;
      this.#play.setAttribute("aria-label", label);
      this.#play.replaceChildren(icon(playing ? ICONS.pause : ICONS.play));
    }
    this.#loop.setAttribute("aria-pressed", String(loop));
    this.#smooth.setAttribute("aria-pressed", String(smooth));
    this.#slider.valueAsNumber = position;
    this.#slider.style.setProperty("--share", `${(100 * position) / Math.max(1, this.playback.last)}%`);
    this.#slider.setAttribute("aria-valuetext", `epoch ${this.epochs[frame]}`);
    this.#showSpeed(speed);
  }

  #showSpeed(speed: number): void {
    if (this.#speed.value === String(speed)) return;
    const speeds = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
    this.#speed.replaceChildren(...speeds.map((value) => element("option", { value: String(value) }, `${value} ×`)));
    this.#speed.value = String(speed);
  }
}
