import { element } from "../dom";
import type { Entry, Finding } from "../document/schema";
import type { Source } from "../document/source";
import { count } from "../format";
import { nearest } from "../panels/epochAxis";
import { help } from "../panels/help";
import { search, SearchBox } from "../panels/search";
import { Transport } from "../panels/transport";
import type { Network, Selection, Unit } from "../stage/network";
import type { Pointed, Stage } from "../stage/stage";
import { CENTRE, type Gaze } from "../stage/zoom";
import { Playback } from "../state/playback";
import { dress, isDark, type Look } from "../state/theme";
import { DECIMALS, read, USUAL, write, type View } from "../state/view";
import { Address } from "./address";
import { build } from "./build";
import { keys } from "./keys";
import { Panels } from "./panels";
import { Panes, type Seen } from "./panes";

/** Milliseconds without a step from epoch to epoch before all is fetched of the one that is shown. */
const REST = 250;

/** The page: one recording, played, or two. */
export class Replay {
  readonly playback: Playback;
  readonly element = element("div", { class: "app" });
  readonly #panes: Panes;
  readonly #panels: Panels;
  readonly #transport: Transport;
  readonly #search: SearchBox;
  readonly #help: HTMLDialogElement;
  readonly #trouble = element("p", { class: "trouble", role: "alert", hidden: "" });
  readonly #announcement = element("p", { class: "unseen", role: "status" });
  readonly #address = new Address(() => write({ ...this.#view, epoch: this.epoch }, this.#usual));
  readonly #usual: View;
  #view: View;
  #look: Look;
  /** The timeline: the epochs of all recordings. */
  #epochs: number[] = [];
  #pointed: Pointed;
  #pointedPane = 0;
  #previewed: { frame: number; x: number } | undefined;
  #scheduled = 0;
  #drawn = false;
  #ready = false;
  #hasty = true;
  #resting: number | undefined;
  #drawnAt: number | undefined;
  #told = "";

  /** @param sources one recording, or two to be compared @param entries what else the server holds @param open opens other recordings of it */
  constructor(readonly sources: readonly Source[], readonly entries: readonly Entry[], private readonly open: (view: Partial<View>) => void) {
    const { title, live, themes, software, run } = sources[0].document;
    this.#merge();
    this.playback = new Playback(this.#epochs.length);
    this.playback.following = live;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#usual = { ...USUAL, epoch: this.#epochs[this.playback.last], smooth: !still };
    this.#view = read(location.hash, this.#usual);
    this.#look = dress(themes, isDark(this.#view.theme));
    this.#panes = new Panes(sources);
    this.#panels = new Panels(sources, this.#panes, {
      onSeek: (epoch) => { this.seek(epoch); }, onPick: (selection) => { this.pick(selection); },
      onCollapse: (layer) => { this.collapse(layer); }, isCollapsed: (layer) => this.#collapsed().has(layer),
    });
    this.#transport = new Transport(this.playback, () => this.#epochs);
    this.#search = new SearchBox((question) => search(question, this.network, this.#panes.moments[0]?.frame));
    this.#help = help(`${software} · ${run} · ${this.#chosen()}`);
    const { plots, saturation, controls, inspector, readout, preview } = this.#panels;
    this.element.append(...build(this, {
      title, stages: this.#panes.all.map((pane) => pane.stage.element), plots: plots.map((plot) => plot.element),
      saturation: saturation.used ? saturation.element : undefined, controls: controls.element, inspector: inspector.element,
      readout: readout.element, transport: this.#transport.element, search: this.#search.element, preview: preview.element,
      others: [this.#trouble, this.#announcement, this.#help],
    }));
    this.#connect();
    this.#restore();
    this.#hurry();
  }

  get network(): Network {
    return this.#panes.network;
  }

  get view(): Readonly<View> {
    return this.#view;
  }

  get look(): Look {
    return this.#look;
  }

  /** The epoch that is told. */
  get epoch(): number {
    return this.#epochs[this.playback.frame];
  }

  /** The stages that are seen. */
  get stages(): Stage[] {
    return this.#panes.shown(this.#view).map((pane) => pane.stage);
  }

  /** The words for the epoch. */
  get words(): string[] {
    return this.#panels.readout.words(this.epoch);
  }

  /** Two things are compared. */
  get comparing(): boolean {
    return this.#panes.comparing(this.#view);
  }

  /** Opens other recordings, as the address will say. */
  leave(view: Partial<View>): void {
    this.link();
    this.open(view);
  }

  /** Writes the address at once, and gives it back. */
  link(): string {
    return this.#address.now();
  }

  /** Draws in the next frame of the screen. */
  invalidate(): void {
    if (this.#scheduled === 0) this.#scheduled = requestAnimationFrame((now) => { this.#draw(now); });
  }

  /** After a key or a button: draws, tells the epoch to those who listen, and writes the address. */
  changed(): void {
    if (!this.playback.playing) this.#announcement.textContent = this.words.join(", ");
    const { speed, loop, smooth, range } = this.playback;
    this.#view = { ...this.#view, speed, loop, smooth, from: range ? this.#epochs[range.first] : -1, to: range ? this.#epochs[range.last] : -1 };
    this.#address.write();
    this.#hurry();
    this.invalidate();
  }

  /** Sees something else, or in another way. */
  change(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#told = "";
    this.#apply();
    this.#address.write();
  }

  seek(epoch: number): void {
    this.playback.playing = false;
    this.playback.seek(nearest(this.#epochs, epoch));
    this.changed();
  }

  pick(selection: Selection): void {
    const name = this.network.selectionName(selection);
    if (name !== "") this.#announcement.textContent = name;
    this.change({ pin: name });
  }

  /** Pins the unit that is `by` further in its layer, in the layer that is `layers` further. */
  pinNext(by: number, layers: number): void {
    const from = this.#pinnedUnit() ?? { layer: Math.min(1, this.network.layers.length - 1), index: by > 0 ? -1 : 0 };
    const wrap = (value: number, size: number): number => ((value % size) + size) % size;
    const layer = wrap(from.layer + layers, this.network.layers.length);
    const { units } = this.network.layers[layer];
    this.pick({ unit: { layer, index: wrap(Math.min(from.index, units - 1) + by, units) } });
  }

  zoom(factor: number): void { this.#gaze(this.#panes.stage.zoomed(factor)); }
  move(dx: number, dy: number): void { this.#gaze(this.#panes.stage.moved(dx, dy)); }
  whole(): void { this.#gaze(CENTRE); }

  lookAtPinned(): void {
    const unit = this.#pinnedUnit();
    if (unit) this.#gaze(this.#panes.stage.at(unit));
  }

  collapse(layer: number): void {
    const collapsed = this.#collapsed();
    if (!collapsed.delete(layer)) collapsed.add(layer);
    this.change({ collapsed: [...collapsed].map((index) => this.network.layers[index].name).join(",") });
  }

  collapsePinned(): void {
    const selection = this.network.select(this.#view.pin);
    if (selection && "layer" in selection) this.collapse(selection.layer);
    else if (selection && "unit" in selection) this.collapse(selection.unit.layer);
  }

  /** Compares with the epoch shown, or stops comparing. */
  compareEpoch(): void {
    if (this.sources.length > 1) this.toggleDifference();
    else this.change({ then: this.#view.then >= 0 ? -1 : this.epoch });
  }

  toggleDifference(): void {
    this.change({ show: this.#view.show === "side" ? "difference" : "side" });
  }

  toggleTheme(): void {
    this.change({ theme: isDark(this.#view.theme) ? "light" : "dark" });
    this.#dress();
  }

  /** The curves as tables. */
  csv(): string { return this.#panels.csv(); }

  find(): void { this.#search.focus(); }

  showHelp(): void {
    if (!this.#help.open) this.#help.showModal();
  }

  /** What is to be seen now. */
  get #seen(): Seen {
    const { shown, playing } = this.playback;
    const low = Math.floor(shown);
    const next = this.#epochs.at(low + 1) ?? this.#epochs[low];
    return {
      view: this.#view, look: this.#look, playing, hasty: this.#hasty, pointed: this.#pointed,
      epoch: this.#epochs[low] + (shown - low) * (next - this.#epochs[low]),
      previewed: this.#previewed && this.#epochs[this.#previewed.frame],
    };
  }

  #collapsed(): Set<number> {
    return new Set(this.#view.collapsed.split(",").map((name) => this.network.findLayer(name)).filter((layer) => layer >= 0));
  }

  #pinnedUnit(): Unit | undefined {
    const selection = this.network.select(this.#view.pin);
    return selection && "unit" in selection ? selection.unit : undefined;
  }

  #chosen(): string {
    const { epochs, recordedEpochs } = this.sources[0].document;
    return epochs.length < recordedEpochs ? `${count(epochs.length)} of ${count(recordedEpochs)} epochs` : `${count(epochs.length)} epochs`;
  }

  /** One timeline for all recordings. */
  #merge(): void {
    this.#epochs = [...new Set(this.sources.flatMap((source) => source.document.epochs))].sort((a, b) => a - b);
  }

  #connect(): void {
    this.#panes.all.forEach(({ stage, network }, i) => {
      stage.onPoint = (pointed) => {
        this.#pointed = pointed;
        this.#pointedPane = i;
        this.#again();
      };
      stage.onPick = (selection) => {
        const name = network.selectionName(selection);
        this.pick(this.network.select(name === this.#view.pin ? "" : name));
      };
      stage.onCollapse = (layer) => { this.collapse(layer); };
      stage.onGaze = (gaze) => { this.#gaze(gaze); };
      stage.onResize = () => { this.#again(); };
    });
    for (const source of this.sources) {
      source.onFrame = () => { this.#arrived(); };
      source.onChange = () => { this.#grow(); };
    }
    this.#panels.controls.onChange = (change) => { this.change(change); };
    this.#search.onPick = (selection) => { this.pick(selection); };
    this.#transport.onChange = () => { this.changed(); };
    this.#transport.onPreview = (frame, x) => {
      this.#previewed = frame === undefined ? undefined : { frame, x };
      this.invalidate();
    };
    this.#transport.onFinding = (finding) => { this.#goTo(finding); };
    keys(this);
    window.addEventListener("hashchange", () => {
      const view = read(location.hash, this.#usual);
      const other = (name: string, source: Source | undefined): boolean => name !== "" && name !== source?.name;
      if (this.entries.length > 0 && (other(view.file, this.sources[0]) || other(view.with, this.sources.at(1)))) this.open({});
      else this.#restore();
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.#dress(); });
    // A screen with another pixel ratio wants sharper or coarser pixels.
    window.addEventListener("resize", () => { this.invalidate(); });
  }

  /** What was waited for is drawn at once: the screen's next frame may be nearly over when it begins. What was fetched beforehand changes nothing that is seen. */
  #arrived(): void {
    if (!this.#ready && !this.playback.playing) {
      cancelAnimationFrame(this.#scheduled);
      this.#draw(performance.now());
    } else if (!this.#ready || this.#previewed) this.invalidate();
  }

  /** Asks now for what is not here, and not only when the screen has its next frame: first for what is drawn, at rest for the whole. */
  #hurry(): void {
    this.#hasty = !this.playback.playing;
    this.#panes.here(this.#seen);
    clearTimeout(this.#resting);
    this.#resting = window.setTimeout(() => {
      this.#hasty = false;
      this.#panes.here(this.#seen);
    }, REST);
  }

  #goTo(finding: Finding): void {
    this.seek(finding.epoch);
    const layer = this.network.findLayer(finding.layer);
    if (layer >= 0) this.pick(finding.units.length === 1 ? { unit: { layer, index: finding.units[0] } } : { layer });
  }

  #grow(): void {
    const { range, following } = this.playback;
    this.#merge();
    this.playback.frames = this.#epochs.length;
    this.playback.following = following;
    this.#usual.epoch = this.#epochs[this.playback.last];
    this.playback.range = range;
    this.#panels.grow();
    const trouble = this.sources.map((source) => source.trouble).find((text) => text !== "") ?? "";
    this.#trouble.textContent = trouble;
    this.#trouble.hidden = trouble === "";
    this.#told = "";
    this.#apply();
  }

  #restore(): void {
    const view = read(location.hash, this.#usual);
    const live = this.playback.following && !location.hash.includes("epoch=");
    this.playback.playing = false;
    this.playback.speed = view.speed;
    this.playback.loop = view.loop;
    this.playback.smooth = view.smooth;
    this.playback.range = view.from < 0 && view.to < 0 ? undefined
      : { first: nearest(this.#epochs, Math.max(0, view.from)), last: view.to < 0 ? this.playback.last : Math.max(nearest(this.#epochs, view.from), nearest(this.#epochs, view.to)) };
    this.playback.seek(nearest(this.#epochs, view.epoch));
    this.playback.following = live;
    // An address that is passed on says which of several recordings it is about.
    this.#view = this.entries.length > 1 ? { ...view, file: this.sources[0].name, with: this.sources.at(1)?.name ?? "" } : view;
    this.#dress();
    this.change({ pin: this.network.selectionName(this.network.select(view.pin)) });
  }

  /** Looks at a place, no more exactly than the address can say it. */
  #gaze({ zoom, x, y }: Gaze): void {
    const said = (value: number): number => Number(value.toFixed(DECIMALS));
    this.change({ zoom: said(zoom), x: said(x), y: said(y) });
  }

  /** Gives the view to everything that shows it. */
  #apply(): void {
    const { zoom, x, y, pin } = this.#view;
    for (const pane of this.#panes.all) pane.stage.look({ zoom, x, y }, this.#collapsed());
    const side = this.stages.length > 1;
    this.element.dataset.panes = side ? "2" : "1";
    this.#panes.all[1].stage.element.hidden = !side;
    this.#panels.inspector.select(this.network.select(pin));
    this.#transport.mark(this.sources.flatMap((source) => source.document.findings));
    this.invalidate();
  }

  #dress(): void {
    this.#look = dress(this.sources[0].document.themes, isDark(this.#view.theme));
    this.#panels.dress(this.#look);
    this.#again();
  }

  /** Draws, and tells everything anew. */
  #again(): void {
    this.#told = "";
    this.invalidate();
  }

  #draw(now: number): void {
    this.#scheduled = 0;
    const wasPlaying = this.playback.playing;
    // A tab that was hidden does not leap ahead by the time it was away, and what is not here yet is waited for.
    if (wasPlaying && this.#drawnAt !== undefined && this.#panes.here(this.#seen)) this.playback.advance(Math.min(0.25, (now - this.#drawnAt) / 1000));
    this.#ready = this.#compose();
    this.#drawnAt = this.playback.playing ? now : undefined;
    this.element.dataset.waiting = String(!this.#ready);
    this.#tell();
    this.#transport.show(this.#chosen(), this.sources.some((source) => source.document.live));
    if (this.#previewed) this.#panels.look(this.#epochs[this.#previewed.frame], this.#previewed.x, this.#seen);
    else this.#panels.preview.hide();
    if (wasPlaying) {
      if (this.playback.playing) this.#address.write();
      else this.changed();
    }
    if (this.playback.playing && (this.#ready || this.playback.loop)) this.invalidate();
  }

  /** Draws what is here; false if something was not. */
  #compose(): boolean {
    const state = this.#panes.compose(this.#seen);
    if (state === "unlike") this.change({ show: "side" });
    return state !== "waiting";
  }

  /** What changes from epoch to epoch only: figures, markers, details. */
  #tell(): void {
    if (!this.#panes.moments[0]) return;
    if (!this.#drawn) performance.mark("first-frame");
    this.#drawn = true;
    this.#search.arrived();
    const now = `${this.epoch} ${this.#view.pin}`;
    if (now === this.#told) return;
    this.#told = now;
    this.#panels.tell(this.epoch, this.#seen, this.#pointedPane);
  }
}
