import { element } from "../dom";
import type { Entry, Finding } from "../document/schema";
import type { Source, Wish } from "../document/source";
import { count, score } from "../format";
import { Controls } from "../panels/controls";
import { nearest, positionIn } from "../panels/epochAxis";
import { help } from "../panels/help";
import { Inspector } from "../panels/inspector";
import { Plot } from "../panels/plot";
import { Preview } from "../panels/preview";
import { Readout } from "../panels/readout";
import { SaturationPanel } from "../panels/saturationPanel";
import { search, SearchBox } from "../panels/search";
import { Transport } from "../panels/transport";
import { valueAt } from "../panels/edgeSection";
import { UnitCard } from "../panels/unitCard";
import type { Shot } from "../stage/picture";
import type { Network, Selection, Unit } from "../stage/network";
import type { Pointed, Stage } from "../stage/stage";
import type { Gaze } from "../stage/zoom";
import { Playback } from "../state/playback";
import { dress, isDark, type Look } from "../state/theme";
import { read, USUAL, write, type View } from "../state/view";
import { keys } from "./keys";
import { build } from "./build";
import { Pane, type Moment } from "./pane";

/** Milliseconds between two writings of the address: browsers refuse a page that writes it too often. */
const ADDRESS_INTERVAL = 400;

/** The page: one recording, played, or two. */
export class Replay {
  readonly playback: Playback;
  readonly element = element("div", { class: "app" });
  readonly #panes: Pane[];
  readonly #plots: Plot[];
  readonly #saturation: SaturationPanel;
  readonly #controls: Controls;
  readonly #inspector: Inspector;
  readonly #readout: Readout;
  readonly #transport: Transport;
  readonly #preview: Preview;
  readonly #cards: UnitCard[];
  readonly #search: SearchBox;
  readonly #help: HTMLDialogElement;
  readonly #trouble = element("p", { class: "trouble", role: "alert", hidden: "" });
  readonly #announcement = element("p", { class: "unseen", role: "status" });
  readonly #usual: View;
  #view: View;
  #look: Look;
  #epochs: number[] = [];
  #moments: (Moment | undefined)[] = [];
  #pointed: Pointed;
  #pointedPane = 0;
  #previewed: { frame: number; x: number } | undefined;
  #scheduled = 0;
  #drawn = false;
  #drawnAt: number | undefined;
  #told = "";
  #addressTimer: number | undefined;

  /** @param sources one recording, or two to be compared @param entries what else the server holds @param open opens other recordings of it */
  constructor(readonly sources: readonly Source[], readonly entries: readonly Entry[], private readonly open: (view: Partial<View>) => void) {
    const [source] = sources;
    const recording = source.document;
    this.#merge();
    this.playback = new Playback(this.#epochs.length);
    this.playback.following = recording.live;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#usual = { ...USUAL, epoch: this.#epochs[this.playback.last], smooth: !still };
    this.#view = read(location.hash, this.#usual);
    this.#look = dress(recording.themes, isDark(this.#view.theme));
    // The second pane shows the other recording, or the same at another epoch.
    this.#panes = [new Pane(source), new Pane(sources.at(1) ?? source)];
    this.#plots = recording.charts.map(({ title }) => new Plot(title, (value) => score(title, value)));
    this.#saturation = new SaturationPanel(source);
    this.#controls = new Controls(recording);
    this.#inspector = new Inspector({
      source, network: this.network,
      onSeek: (epoch) => { this.seek(epoch); }, onPick: (selection) => { this.pick(selection); }, onCollapse: (layer) => { this.collapse(layer); },
      isCollapsed: (layer) => this.#isCollapsed(layer),
    });
    this.#readout = new Readout(source);
    this.#transport = new Transport(this.playback, () => this.#epochs);
    this.#preview = new Preview(source, this.network);
    this.#cards = this.#panes.map((pane) => new UnitCard(pane.network, () => recording.strokes.largest.weight ?? 0));
    this.#search = new SearchBox((question) => search(question, this.network, this.#moments[0]?.frame));
    this.#help = help(`${recording.software} · ${recording.run} · ${this.#chosen()}`);
    this.#panes.forEach((pane, i) => { pane.stage.element.append(this.#cards[i].element); });
    this.element.append(...build(this, {
      title: recording.title, stages: this.#panes.map((pane) => pane.stage.element), plots: this.#plots.map((plot) => plot.element),
      saturation: this.#saturation.used ? this.#saturation.element : undefined, controls: this.#controls.element, inspector: this.#inspector.element,
      readout: this.#readout.element, transport: this.#transport.element, search: this.#search.element, preview: this.#preview.element,
      others: [this.#trouble, this.#announcement, this.#help],
    }));
    this.#connect();
    this.#fillPlots();
    this.#restore();
  }

  get network(): Network {
    return this.#panes[0].network;
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
    return this.#shown().map((pane) => pane.stage);
  }

  /** The words for the epoch. */
  get words(): string[] {
    return this.#readout.words(this.epoch);
  }

  /** Two things are compared. */
  get comparing(): boolean {
    return this.sources.length > 1 || this.#view.then >= 0;
  }

  /** Opens other recordings, as the address will say. */
  leave(view: Partial<View>): void {
    this.link();
    this.open(view);
  }

  /** Writes the address at once, and gives it back. */
  link(): string {
    history.replaceState(null, "", this.#address());
    return location.href;
  }

  /** Draws in the next frame of the screen. */
  invalidate(): void {
    if (this.#scheduled === 0) this.#scheduled = requestAnimationFrame((now) => { this.#draw(now); });
  }

  /** After a key or a button: draws, tells the epoch to those who listen, and writes the address. */
  changed(): void {
    if (!this.playback.playing) this.#announcement.textContent = this.#readout.words(this.epoch).join(", ");
    const { speed, loop, smooth, range } = this.playback;
    this.#view = { ...this.#view, speed, loop, smooth, from: range ? this.#epochs[range.first] : -1, to: range ? this.#epochs[range.last] : -1 };
    this.#writeAddress();
    this.invalidate();
  }

  /** Sees something else, or in another way. */
  change(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#told = "";
    this.#apply();
    this.#writeAddress();
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
    const pinned = this.#pinnedUnit();
    const from = pinned ?? { layer: Math.min(1, this.network.layers.length - 1), index: by > 0 ? -1 : 0 };
    const wrap = (value: number, size: number): number => ((value % size) + size) % size;
    const layer = wrap(from.layer + layers, this.network.layers.length);
    const { units } = this.network.layers[layer];
    this.pick({ unit: { layer, index: wrap(Math.min(from.index, units - 1) + by, units) } });
  }

  zoom(factor: number): void { this.#gaze(this.#panes[0].stage.zoomed(factor)); }
  move(dx: number, dy: number): void { this.#gaze(this.#panes[0].stage.moved(dx, dy)); }
  whole(): void { this.#gaze({ zoom: 1, x: 0.5, y: 0.5 }); }

  lookAtPinned(): void {
    const unit = this.#pinnedUnit();
    if (unit) this.#gaze(this.#panes[0].stage.at(unit));
  }

  collapse(layer: number): void {
    const { name } = this.network.layers[layer];
    const collapsed = this.#view.collapsed.split(",").filter((other) => other !== "");
    this.change({ collapsed: (this.#isCollapsed(layer) ? collapsed.filter((other) => other !== name) : [...collapsed, name]).join(",") });
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

  /** The curves as tables. */
  csv(): string {
    return this.#plots.map((plot) => plot.csv()).join("\n");
  }

  toggleDifference(): void {
    this.change({ show: this.#view.show === "side" ? "difference" : "side" });
  }

  toggleTheme(): void {
    this.change({ theme: isDark(this.#view.theme) ? "light" : "dark" });
    this.#dress();
  }

  find(): void { this.#search.focus(); }

  showHelp(): void {
    if (!this.#help.open) this.#help.showModal();
  }

  /** The epoch drawn, which may lie between two. */
  get #shownEpoch(): number {
    const { shown } = this.playback;
    const low = Math.floor(shown);
    return this.#epochs[low] + (shown - low) * ((this.#epochs[low + 1] ?? this.#epochs[low]) - this.#epochs[low]);
  }

  get #wish(): Wish {
    return { sample: this.#view.sample < 0 ? undefined : this.#view.sample, gradient: this.#view.lines === "gradient" };
  }

  /** The panes that are seen. */
  #shown(): Pane[] {
    return this.comparing && this.#view.show === "side" ? this.#panes : [this.#panes[0]];
  }

  #isCollapsed(layer: number): boolean {
    return this.#view.collapsed.split(",").includes(this.network.layers[layer].name);
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
    this.#panes.forEach((pane, i) => {
      pane.stage.onPoint = (pointed) => {
        this.#pointed = pointed;
        this.#pointedPane = i;
        this.#told = "";
        this.invalidate();
      };
      pane.stage.onPick = (selection) => {
        const name = pane.network.selectionName(selection);
        this.pick(this.network.select(name === this.#view.pin ? "" : name));
      };
      pane.stage.onCollapse = (layer) => { this.collapse(layer); };
      pane.stage.onGaze = (gaze) => { this.#gaze(gaze); };
      pane.stage.onResize = () => {
        this.#told = "";
        this.invalidate();
      };
    });
    for (const source of this.sources) {
      source.onFrame = () => { this.invalidate(); };
      source.onChange = () => { this.#grow(); };
    }
    const seek = (epoch: number): void => { this.seek(epoch); };
    for (const plot of this.#plots) plot.onSeek = seek;
    this.#saturation.onSeek = seek;
    this.#controls.onChange = (change) => { this.change(change); };
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

  #goTo(finding: Finding): void {
    this.seek(finding.epoch);
    const layer = this.network.findLayer(finding.layer);
    if (layer >= 0) this.pick(finding.units.length === 1 ? { unit: { layer, index: finding.units[0] } } : { layer });
  }

  #grow(): void {
    const following = this.playback.following;
    const { range } = this.playback;
    this.#merge();
    this.playback.frames = this.#epochs.length;
    this.playback.following = following;
    this.#usual.epoch = this.#epochs[this.playback.last];
    this.playback.range = range;
    this.#fillPlots();
    this.#saturation.grow();
    const trouble = this.sources.map((source) => source.trouble).find((text) => text !== "") ?? "";
    this.#trouble.textContent = trouble;
    this.#trouble.hidden = trouble === "";
    this.#told = "";
    this.#apply();
  }

  #fillPlots(): void {
    for (const plot of this.#plots) plot.set(this.sources.flatMap((source, i) => source.curves.filter((curve) => curve.title === plot.title).map((curve) =>
      ({ name: this.sources.length > 1 ? `${"AB"[i]} ${curve.name}` : curve.name, epochs: source.curveEpochs, values: curve.values }))));
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

  #gaze({ zoom, x, y }: Gaze): void {
    this.change({ zoom, x, y });
  }

  /** Gives the view to everything that shows it. */
  #apply(): void {
    const { zoom, x, y } = this.#view;
    const collapsed = new Set(this.#view.collapsed.split(",").map((name) => this.network.findLayer(name)).filter((layer) => layer >= 0));
    for (const pane of this.#panes) pane.stage.look({ zoom, x, y }, collapsed);
    const side = this.#shown().length > 1;
    this.element.dataset.panes = side ? "2" : "1";
    this.#panes[1].stage.element.hidden = !side;
    const captions = this.sources.length > 1 ? this.sources.map((source, i) => `${"AB"[i]}: ${source.document.title}`) : [`epoch ${count(this.#view.then)}`, `epoch ${count(this.epoch)}`];
    const difference = this.comparing && !side;
    this.#panes.forEach((pane, i) => {
      pane.stage.caption = side ? captions[i] : i === 0 && difference ? (this.sources.length > 1 ? "difference: B less A" : `difference: the epoch shown less epoch ${count(this.#view.then)}`) : "";
    });
    this.#inspector.select(this.network.select(this.#view.pin));
    this.#transport.mark(this.sources.flatMap((source) => source.document.findings));
    this.invalidate();
  }

  #address(): string {
    return write({ ...this.#view, epoch: this.epoch }, this.#usual);
  }

  #writeAddress(): void {
    if (this.#addressTimer !== undefined) return;
    this.#addressTimer = window.setTimeout(() => {
      this.#addressTimer = undefined;
      history.replaceState(null, "", this.#address());
    }, ADDRESS_INTERVAL);
  }

  #dress(): void {
    this.#look = dress(this.sources[0].document.themes, isDark(this.#view.theme));
    for (const plot of this.#plots) plot.dress(this.#look.theme, this.#look.accent);
    this.#saturation.dress(this.#look.ramps.saturation);
    this.#told = "";
    this.invalidate();
  }

  #draw(now: number): void {
    this.#scheduled = 0;
    const wasPlaying = this.playback.playing;
    const ready = this.#compose();
    // A tab that was hidden does not leap ahead by the time it was away, and what is not here yet is waited for.
    if (wasPlaying && ready && this.#drawnAt !== undefined) {
      this.playback.advance(Math.min(0.25, (now - this.#drawnAt) / 1000));
      this.#compose();
    }
    this.#drawnAt = this.playback.playing ? now : undefined;
    this.element.dataset.waiting = String(!ready);
    if (this.#moments[0]) {
      if (!this.#drawn) performance.mark("first-frame");
      this.#drawn = true;
      this.#tell();
    }
    this.#transport.show(this.#chosen(), this.sources.some((source) => source.document.live));
    this.#showPreview();
    if (wasPlaying) {
      if (this.playback.playing) this.#writeAddress();
      else this.changed();
    }
    if (this.playback.playing && (ready || this.playback.loop)) this.invalidate();
  }

  /** Draws what is here, and asks for what is not; false if something was not. */
  #compose(): boolean {
    const epoch = this.#shownEpoch;
    const wish = this.#wish;
    const changes = this.#view.lines === "change";
    const { then } = this.#view;
    const own = this.sources.length > 1 || then < 0;
    const [a, b] = this.#panes;
    const epochs = this.comparing ? (own ? [epoch, epoch] : [then, epoch]) : [epoch];
    const moments = epochs.map((at, i) => this.#panes[i].at(at, wish));
    const extra = this.#previewed ? [a.index(this.#epochs[this.#previewed.frame])] : [];
    if (own) this.#panes.slice(0, epochs.length).forEach((pane, i) => { pane.source.fetch([...pane.wanted(epochs[i], this.playback.playing, changes), ...(i === 0 ? extra : [])], wish); });
    else a.source.fetch([a.index(then), ...b.wanted(epoch, this.playback.playing, changes), ...extra], wish);
    if (moments.some((moment) => moment === undefined)) return false;
    if (this.comparing && this.#view.show === "difference") {
      const [first, second] = moments;
      this.#moments = [first && second && a.less(second, first)];
      if (!this.#moments[0]) {
        this.change({ show: "side" });
        return true;
      }
    } else this.#moments = moments;
    this.#moments.forEach((moment, i) => {
      if (moment) this.#panes[i].stage.draw(this.#shot(moment, this.#panes[i].network), this.#view.renderer);
    });
    return true;
  }

  #shot({ frame, before }: Moment, network: Network): Shot {
    const { fill, ring, lines, strongest, sample, pin, show } = this.#view;
    const selection = network.select(pin);
    const pointed = this.#pointed && "unit" in this.#pointed ? this.#pointed.unit : undefined;
    return {
      frame, before, fill, ring, lines, strongest, selection, look: this.#look, sample: sample >= 0,
      difference: this.comparing && show === "difference", focus: pointed ?? (selection && "unit" in selection ? selection.unit : undefined),
    };
  }

  /** What changes from epoch to epoch only: figures, markers, details. */
  #tell(): void {
    const epoch = this.epoch;
    const moment = this.#moments[0];
    const now = `${epoch} ${this.#view.pin}`;
    if (!moment || now === this.#told) return;
    this.#told = now;
    this.#readout.show(epoch);
    for (const plot of this.#plots) plot.show(epoch);
    this.#saturation.show(epoch);
    this.#controls.show(this.#view, this.#look, this.#panes[0].stage.lineWidth, this.#panes[0].stage.picture.hasFields);
    const shown = this.#moments.at(-1) ?? moment;
    this.#inspector.show(shown.frame, epoch, this.#look);
    this.#shown().forEach((pane) => { pane.stage.description = this.#describe(pane, epoch); });
    this.#card();
  }

  #describe(pane: Pane, epoch: number): string {
    const layers = pane.network.layers.map((layer) => `${layer.title}, ${layer.caption.join(", ")}`).join("; ");
    return `${layers}. ${this.#readout.words(epoch).join(", ")}.`;
  }

  #card(): void {
    for (const card of this.#cards) card.hide();
    const frame = this.#moments[this.#pointedPane]?.frame ?? this.#moments[0]?.frame;
    if (!this.#pointed || !frame) return;
    const card = this.#cards[this.#pointedPane];
    if ("unit" in this.#pointed) card.showUnit(this.#pointed.unit, frame, this.#look.theme, this.#panes[this.#pointedPane].stage.centre(this.#pointed.unit));
    else card.showEdge(this.#pointed.edge, frame.edges[this.#pointed.edge.set]?.weight[valueAt(frame, this.#pointed.edge)] ?? Number.NaN, this.#pointed);
  }

  #showPreview(): void {
    if (!this.#previewed) {
      this.#preview.hide();
      return;
    }
    const epoch = this.#epochs[this.#previewed.frame];
    const [pane] = this.#panes;
    const frame = pane.source.frame(Math.round(positionIn(pane.source.document.epochs, epoch)), this.#wish);
    const shot = frame && { ...this.#shot({ frame, before: undefined }, pane.network), difference: false };
    this.#preview.show(this.#readout.words(epoch), shot, this.#previewed.x);
  }
}
