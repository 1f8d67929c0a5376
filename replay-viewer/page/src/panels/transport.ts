import { button, element } from "../dom";
import type { Finding } from "../document/schema";
import type { Playback } from "../state/playback";
import { nearest } from "./epochAxis";
import { icon, type Icon } from "./icons";
import { RangeHandles } from "./rangeHandles";

/** Speeds to choose from; keys and the address allow any between. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 10];

/** Play, step, scrub, speed, the range that is played, and what the diagnostics found on the way. */
export class Transport {
  readonly element = element("div", { class: "transport", role: "group", "aria-label": "Playback" });
  onChange: () => void = () => undefined;
  /** The pointer is over a place of the timeline, or over none. */
  onPreview: (frame: number | undefined, x: number) => void = () => undefined;
  onFinding: (finding: Finding) => void = () => undefined;

  readonly #play: HTMLButtonElement;
  readonly #loop: HTMLButtonElement;
  readonly #smooth: HTMLButtonElement;
  readonly #slider = element("input", { type: "range", min: "0", step: "any", "aria-label": "Epoch" });
  readonly #speed = element("select", { "aria-label": "Speed", title: "Speed (− and +)" });
  readonly #marks = element("div", { class: "marks" });
  readonly #handles: RangeHandles;
  readonly #range = element("span", { class: "range" });
  readonly #live = element("span", { class: "live", hidden: "" }, "live");
  readonly timeline: HTMLElement;
  #findings = -1;

  constructor(
    private readonly playback: Playback,
    private readonly epochs: () => readonly number[],
  ) {
    const act = (action: () => void) => (): void => {
      action();
      this.onChange();
    };
    const tool = (name: Icon, label: string, action: () => void): HTMLButtonElement => button(label, act(action), icon(name));
    this.#play = tool("play", "Play (Space)", () => { playback.toggle(); });
    this.#play.classList.add("primary");
    this.#loop = tool("loop", "Loop (L)", () => { playback.loop = !playback.loop; });
    this.#smooth = tool("smooth", "Interpolate between epochs (I)", () => { playback.smooth = !playback.smooth; });
    this.#slider.addEventListener("input", act(() => {
      playback.playing = false;
      const position = this.#slider.valueAsNumber;
      playback.seek(playback.smooth ? position : Math.round(position));
    }));
    // Let go, the slider comes to rest on a recorded epoch.
    this.#slider.addEventListener("change", act(() => { playback.seek(Math.round(playback.position)); }));
    this.#speed.addEventListener("change", act(() => { playback.speed = Number(this.#speed.value); }));
    this.#handles = new RangeHandles(playback, epochs, () => { this.onChange(); });
    this.timeline = element("div", { class: "timeline" }, this.#marks, this.#slider, this.#handles.element);
    this.timeline.addEventListener("pointermove", (event) => {
      const box = this.#slider.getBoundingClientRect();
      const share = (event.clientX - box.left - 8) / Math.max(1, box.width - 16);
      if (event.pointerType === "touch") return;
      // While the slider is dragged the stage itself shows the place.
      if (event.buttons & 1) {
        this.onPreview(undefined, 0);
        return;
      }
      this.onPreview(Math.round(Math.min(1, Math.max(0, share)) * playback.last), event.clientX);
    });
    this.timeline.addEventListener("pointerleave", () => { this.onPreview(undefined, 0); });
    this.element.append(
      tool("first", "First epoch (Home)", () => { playback.playing = false; playback.seek(0); }),
      tool("back", "One epoch back (Left)", () => { playback.step(-1); }),
      this.#play,
      tool("on", "One epoch on (Right)", () => { playback.step(1); }),
      tool("last", "Last epoch, follows a live run (End)", () => { end(playback); }),
      this.timeline, this.#live, this.#range,
      tool("from", "Play from this epoch ([)", () => { this.#handles.from(playback.frame); }),
      tool("to", "Play up to this epoch (])", () => { this.#handles.to(playback.frame); }),
      this.#loop, this.#smooth, this.#speed);
  }

  /** Shows how the playback stands. `chosen` says how many epochs there are, `live` that more may come. */
  show(chosen: string, live: boolean): void {
    const { playing, loop, smooth, speed, position, frame, following } = this.playback;
    const label = playing ? "Pause (Space)" : "Play (Space)";
    if (this.#play.title !== label) {
      this.#play.title = label;
      this.#play.setAttribute("aria-label", label);
      this.#play.replaceChildren(icon(playing ? "pause" : "play"));
    }
    if (this.#range.textContent !== chosen) this.#range.textContent = chosen;
    this.#loop.setAttribute("aria-pressed", String(loop));
    this.#smooth.setAttribute("aria-pressed", String(smooth));
    this.#slider.max = String(this.playback.last);
    this.#slider.disabled = this.playback.last === 0;
    this.#slider.valueAsNumber = position;
    this.#slider.style.setProperty("--share", `${(100 * position) / Math.max(1, this.playback.last)}%`);
    this.#slider.setAttribute("aria-valuetext", `epoch ${this.epochs()[frame]}`);
    this.#live.hidden = !live;
    this.#live.textContent = following ? "● live, following" : "● live";
    this.#live.classList.toggle("following", following);
    this.#handles.show();
    this.#showSpeed(speed);
  }

  /** Marks what was found along the timeline. */
  mark(findings: readonly Finding[]): void {
    if (findings.length === this.#findings) {
      this.#place();
      return;
    }
    this.#findings = findings.length;
    const epochs = new Map<number, Finding[]>();
    for (const finding of findings) epochs.set(finding.epoch, [...(epochs.get(finding.epoch) ?? []), finding]);
    this.#marks.replaceChildren(...[...epochs].map(([epoch, found]) => {
      const text = `epoch ${epoch}: ${found.map(({ rule, layer }) => `${rule.replaceAll("_", " ")}${layer ? ` in ${layer}` : ""}`).join("; ")}`;
      const mark = button(text, () => { this.onFinding(found[0]); }, "", { class: "mark", "data-epoch": String(epoch) });
      return mark;
    }));
    this.#place();
  }

  #place(): void {
    for (const mark of this.#marks.children) {
      if (!(mark instanceof HTMLElement)) continue;
      const frame = nearest(this.epochs(), Number(mark.dataset.epoch));
      mark.style.left = place(frame / Math.max(1, this.playback.last));
    }
  }

  #showSpeed(speed: number): void {
    if (this.#speed.value === String(speed)) return;
    const speeds = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
    this.#speed.replaceChildren(...speeds.map((value) => element("option", { value: String(value) }, `${value} ×`)));
    this.#speed.value = String(speed);
  }
}

/** Where the middle of the slider's thumb is at a share of its way. */
export const place = (share: number): string => `calc(8px + ${(100 * share).toFixed(3)}% - ${(16 * share).toFixed(3)}px)`;

/** Goes to the last epoch, and stays at the end of a recording that grows. */
export function end(playback: Playback): void {
  playback.playing = false;
  playback.seek(playback.last);
  playback.following = true;
}
