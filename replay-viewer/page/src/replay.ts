import { element } from "./dom";
import type { Opened } from "./document/source";
import { count } from "./format";
import { keys } from "./keys";
import { ChartPanel, nearest } from "./panels/chart";
import { help } from "./panels/help";
import { Legend } from "./panels/legend";
import { Readout } from "./panels/readout";
import { SaturationPanel } from "./panels/saturationPanel";
import { Transport } from "./panels/transport";
import { UnitCard } from "./panels/unitCard";
import { Network, same, type Unit } from "./stage/network";
import { Stage, type Look } from "./stage/stage";
import { read, write, type View } from "./state/address";
import { Playback } from "./state/playback";
import { dress, isDark } from "./state/theme";

/** Milliseconds between two writings of the address: browsers refuse a page that writes it too often. */
const ADDRESS_INTERVAL = 400;

/** The page: one recording, played. */
export class Replay {
  readonly playback: Playback;
  readonly network: Network;
  readonly #document: Opened["document"];
  readonly #stage: Stage;
  readonly #charts: ChartPanel[];
  readonly #saturation: SaturationPanel;
  readonly #legend: Legend;
  readonly #readout: Readout;
  readonly #transport: Transport;
  readonly #card: UnitCard;
  readonly #help = help();
  readonly #announcement = element("p", { class: "unseen", role: "status" });
  readonly #usual: View;
  #look: Look;
  #theme: View["theme"];
  #hovered: Unit | undefined;
  #pinned: Unit | undefined;
  #scheduled = 0;
  #drawn = false;
  #drawnAt: number | undefined;
  #told = "";
  #addressTimer: number | undefined;

  constructor(opened: Opened, page: HTMLElement) {
    const { document: recording, tensors } = opened;
    this.#document = recording;
    this.network = new Network(opened);
    this.playback = new Playback(recording.epochs.length);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#usual = { epoch: recording.epochs[this.playback.last], theme: "auto", speed: 1, loop: false, smooth: !still, unit: "" };
    this.#theme = "auto";
    this.#look = dress(recording.themes, isDark(this.#theme));
    this.#stage = new Stage(opened, this.network);
    this.#charts = recording.charts.map((chart) => new ChartPanel(chart, tensors));
    this.#saturation = new SaturationPanel(this.network, recording.epochs);
    this.#legend = new Legend(recording);
    this.#readout = new Readout(opened);
    this.#transport = new Transport(this.playback, recording.epochs, this.#chosen());
    this.#card = new UnitCard(this.network, recording.strokes.largest);
    this.#build(page);
    this.#connect();
    this.#restore();
  }

  /** Draws in the next frame of the screen. */
  invalidate(): void {
    if (this.#scheduled === 0) this.#scheduled = requestAnimationFrame((now) => { this.#draw(now); });
  }

  /** After a key or a button: draws, tells the epoch to those who listen, and writes the address. */
  changed(): void {
    if (!this.playback.playing) this.#announcement.textContent = this.#readout.words(this.#epoch).join(", ");
    this.#writeAddress();
    this.invalidate();
  }

  toggleTheme(): void {
    this.#theme = isDark(this.#theme) ? "light" : "dark";
    this.#dress();
    this.#writeAddress();
  }

  showHelp(): void {
    if (!this.#help.open) this.#help.showModal();
  }

  /** Pins a unit, or lets go. */
  pin(unit: Unit | undefined): void {
    this.#pinned = unit;
    this.#told = "";
    if (unit) this.#announcement.textContent = this.network.name(unit);
    this.#writeAddress();
    this.invalidate();
  }

  /** Pins the unit that is `by` further in its layer, in the layer that is `layers` further. */
  pinNext(by: number, layers: number): void {
    const from = this.#pinned ?? { layer: Math.min(1, this.network.layers.length - 1), index: by > 0 ? -1 : 0 };
    const wrap = (value: number, size: number): number => ((value % size) + size) % size;
    const layer = wrap(from.layer + layers, this.network.layers.length);
    this.pin({ layer, index: wrap(Math.min(from.index, this.network.layers[layer].info.units - 1) + by, this.network.layers[layer].info.units) });
  }

  get #epoch(): number {
    return this.#document.epochs[this.playback.frame];
  }

  #chosen(): string {
    const { epochs, recordedEpochs } = this.#document;
    return epochs.length < recordedEpochs ? `${count(epochs.length)} of ${count(recordedEpochs)} epochs` : `${count(epochs.length)} epochs`;
  }

  #build(page: HTMLElement): void {
    document.title = `${this.#document.title} · replay`;
    const button = (label: string, text: string, action: () => void): HTMLElement => {
      const made = element("button", { type: "button", "aria-label": label, title: label }, text);
      made.addEventListener("click", action);
      return made;
    };
    const header = element("header", {},
      element("h1", {}, this.#document.title), this.#readout.element,
      element("div", { class: "tools" },
        button("Light or dark (T)", "◐", () => { this.toggleTheme(); }),
        button("Keys (?)", "?", () => { this.showHelp(); })));
    this.#stage.element.append(this.#card.element);
    const panels = element("div", { class: "panels" });
    const [first, ...others] = this.#charts.map((chart) => chart.element);
    panels.append(...(this.#charts.length > 0 ? [first] : []), ...(this.#saturation.used ? [this.#saturation.element] : []), ...others);
    page.replaceChildren(header, element("div", { class: "scene" }, this.#stage.element, this.#legend.element), panels,
      this.#transport.element, this.#announcement, this.#help);
  }

  #connect(): void {
    this.#stage.onHover = (unit) => {
      this.#hovered = unit;
      this.#told = "";
      this.invalidate();
    };
    this.#stage.onPick = (unit) => { this.pin(same(unit, this.#pinned) ? undefined : unit); };
    this.#stage.onResize = () => {
      this.#legend.dress(this.#look.theme, this.#stage.lineWidth);
      this.#told = "";
      this.invalidate();
    };
    this.#transport.onChange = () => { this.changed(); };
    const seek = (epoch: number): void => {
      this.playback.playing = false;
      this.playback.seek(nearest(this.#document.epochs, epoch));
      this.changed();
    };
    for (const chart of this.#charts) chart.onSeek = seek;
    this.#saturation.onSeek = seek;
    keys(this);
    window.addEventListener("hashchange", () => { this.#restore(); });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.#dress(); });
    // A screen with another pixel ratio wants sharper or coarser pixels.
    window.addEventListener("resize", () => { this.invalidate(); });
  }

  #restore(): void {
    const view = read(location.hash, this.#usual);
    this.playback.playing = false;
    this.playback.speed = view.speed;
    this.playback.loop = view.loop;
    this.playback.smooth = view.smooth;
    this.playback.seek(nearest(this.#document.epochs, view.epoch));
    this.#pinned = this.network.find(view.unit);
    this.#theme = view.theme;
    this.#told = "";
    this.#dress();
  }

  #writeAddress(): void {
    if (this.#addressTimer !== undefined) return;
    this.#addressTimer = window.setTimeout(() => {
      this.#addressTimer = undefined;
      const { speed, loop, smooth } = this.playback;
      const unit = this.#pinned ? this.network.name(this.#pinned) : "";
      history.replaceState(null, "", write({ epoch: this.#epoch, theme: this.#theme, speed, loop, smooth, unit }, this.#usual));
    }, ADDRESS_INTERVAL);
  }

  #dress(): void {
    this.#look = dress(this.#document.themes, isDark(this.#theme));
    this.#legend.dress(this.#look.theme, this.#stage.lineWidth);
    for (const chart of this.#charts) chart.dress(this.#look.theme);
    this.#saturation.dress(this.#look.ramps.saturation);
    this.#told = "";
    this.invalidate();
  }

  #draw(now: number): void {
    this.#scheduled = 0;
    const wasPlaying = this.playback.playing;
    // A tab that was hidden does not leap ahead by the time it was away.
    if (wasPlaying && this.#drawnAt !== undefined) this.playback.advance(Math.min(0.25, (now - this.#drawnAt) / 1000));
    this.#drawnAt = this.playback.playing ? now : undefined;
    const focus = this.#hovered ?? this.#pinned;
    this.#stage.draw(this.playback.shown, this.#look, focus);
    if (!this.#drawn) performance.mark("first-frame");
    this.#drawn = true;
    this.#tell(focus);
    this.#transport.show();
    if (wasPlaying) {
      if (this.playback.playing) this.#writeAddress();
      else this.changed();
    }
    if (this.playback.playing) this.invalidate();
  }

  /** What changes from epoch to epoch only: figures, markers, the unit's card. */
  #tell(focus: Unit | undefined): void {
    const epoch = this.#epoch;
    const now = `${epoch} ${focus ? this.network.name(focus) : ""}`;
    if (now === this.#told) return;
    this.#told = now;
    this.#readout.show(epoch);
    for (const chart of this.#charts) chart.show(epoch);
    this.#saturation.show(epoch);
    this.#stage.description = `${this.#document.layers.map((layer) => `${layer.title}, ${layer.caption.join(", ")}`).join("; ")}. ${this.#readout.words(epoch).join(", ")}.`;
    if (focus) this.#card.show(focus, this.playback.frame, same(focus, this.#pinned), this.#look.theme, this.#stage.centre(focus));
    else this.#card.hide();
  }
}
