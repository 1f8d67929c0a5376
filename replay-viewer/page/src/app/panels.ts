import type { Source } from "../document/source";
import { score } from "../format";
import { Controls } from "../panels/controls";
import { valueAt } from "../panels/edgeSection";
import { positionIn } from "../panels/epochAxis";
import { Inspector, type Desk } from "../panels/inspector";
import { Plot } from "../panels/plot";
import { Preview } from "../panels/preview";
import { Readout } from "../panels/readout";
import { SaturationPanel } from "../panels/saturationPanel";
import { UnitCard } from "../panels/unitCard";
import type { Look } from "../state/theme";
import { wishOf, type Panes, type Seen } from "./panes";
import type { Pane } from "./pane";

/** What surrounds the network: figures, curves, legend, details, and the card beside the pointer. */
export class Panels {
  readonly plots: readonly Plot[];
  readonly saturation: SaturationPanel;
  readonly controls: Controls;
  readonly inspector: Inspector;
  readonly readout: Readout;
  readonly preview: Preview;
  readonly #cards: readonly UnitCard[];

  constructor(private readonly sources: readonly Source[], private readonly panes: Panes, desk: Omit<Desk, "source" | "network">) {
    const [source] = sources;
    const { document } = source;
    this.plots = document.charts.map(({ title }) => new Plot(title, (value) => score(title, value)));
    this.saturation = new SaturationPanel(source);
    this.controls = new Controls(document);
    this.inspector = new Inspector({ source, network: panes.network, ...desk });
    this.readout = new Readout(source);
    this.preview = new Preview(source, panes.network);
    this.#cards = panes.all.map((pane) => {
      const card = new UnitCard(pane.network, () => document.strokes.largest.weight ?? 0);
      pane.stage.element.append(card.element);
      return card;
    });
    for (const plot of this.plots) plot.onSeek = desk.onSeek;
    this.saturation.onSeek = desk.onSeek;
    this.#fill();
  }

  /** The curves as tables. */
  csv(): string {
    return this.plots.map((plot) => plot.csv()).join("\n");
  }

  /** More was recorded. */
  grow(): void {
    this.#fill();
    this.saturation.grow();
  }

  /** Other colours. */
  dress(look: Look): void {
    for (const plot of this.plots) plot.dress(look.theme, look.accent);
    this.saturation.dress(look.ramps.saturation);
  }

  /** Tells of an epoch: what changes from epoch to epoch only. */
  tell(epoch: number, seen: Seen, pointedPane: number): void {
    const { view, look } = seen;
    const { moments, stage } = this.panes;
    this.readout.show(epoch);
    for (const plot of this.plots) plot.show(epoch);
    this.saturation.show(epoch);
    this.controls.show(view, look, stage.lineWidth, stage.picture.hasFields);
    const last = moments.at(-1);
    if (last) this.inspector.show(last.frame, epoch, look);
    this.panes.caption(view, epoch);
    for (const pane of this.panes.shown(view)) pane.stage.description = this.#describe(pane, epoch);
    this.#card(seen, pointedPane);
  }

  /** Shows an epoch beforehand, above a place of the timeline. */
  look(epoch: number, x: number, seen: Seen): void {
    const [pane] = this.panes.all;
    const frame = pane.source.frame(Math.round(positionIn(pane.source.document.epochs, epoch)), wishOf(seen.view));
    const shot = frame && { ...this.panes.shot({ frame, before: undefined }, pane.network, seen), difference: false };
    this.preview.show(this.readout.words(epoch), shot, x);
  }

  #fill(): void {
    for (const plot of this.plots) plot.set(this.sources.flatMap((source, i) => source.curves.filter((curve) => curve.title === plot.title).map((curve) =>
      ({ name: this.sources.length > 1 ? `${"AB"[i]} ${curve.name}` : curve.name, epochs: source.curveEpochs, values: curve.values }))));
  }

  #describe(pane: Pane, epoch: number): string {
    const layers = pane.network.layers.map((layer) => `${layer.title}, ${layer.caption.join(", ")}`).join("; ");
    return `${layers}. ${this.readout.words(epoch).join(", ")}.`;
  }

  #card({ pointed, look }: Seen, place: number): void {
    for (const card of this.#cards) card.hide();
    const frame = this.panes.moments[place]?.frame ?? this.panes.moments[0]?.frame;
    if (!pointed || !frame) return;
    const card = this.#cards[place];
    if ("unit" in pointed) card.showUnit(pointed.unit, frame, look.theme, this.panes.all[place].stage.centre(pointed.unit));
    else card.showEdge(pointed.edge, frame.edges[pointed.edge.set]?.weight[valueAt(frame, pointed.edge)] ?? Number.NaN, pointed);
  }
}
