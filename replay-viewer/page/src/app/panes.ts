import type { Source, Wish } from "../document/source";
import { count } from "../format";
import type { Network, Selection } from "../stage/network";
import type { Shot } from "../stage/picture";
import type { Pointed, Stage } from "../stage/stage";
import type { Look } from "../state/theme";
import type { View } from "../state/view";
import { Pane, type Moment } from "./pane";

/** What is to be seen, and when. */
export interface Seen {
  readonly view: Readonly<View>;
  readonly look: Look;
  /** May lie between two recorded epochs. */
  readonly epoch: number;
  readonly playing: boolean;
  /** One goes from epoch to epoch: what is not drawn can wait. */
  readonly hasty: boolean;
  readonly pointed: Pointed;
  /** An epoch that is looked at beforehand. */
  readonly previewed: number | undefined;
}

/** What of an epoch a view wants beside units and weights. */
export const wishOf = ({ sample, lines }: Readonly<View>): Wish => ({ sample: sample < 0 ? undefined : sample, gradient: lines === "gradient", drawn: false });

/** One recording at one epoch or at two, or two recordings at one epoch: side by side, or as their difference. */
export class Panes {
  readonly all: readonly [Pane, Pane];
  /** What is drawn, a moment a pane; of a difference that alone. */
  moments: readonly (Moment | undefined)[] = [];

  constructor(private readonly sources: readonly Source[]) {
    // The second pane shows the other recording, or the same at another epoch.
    this.all = [new Pane(sources[0]), new Pane(sources.at(1) ?? sources[0])];
  }

  get network(): Network {
    return this.all[0].network;
  }

  get stage(): Stage {
    return this.all[0].stage;
  }

  /** Two things are compared. */
  comparing({ then }: Readonly<View>): boolean {
    return this.sources.length > 1 || then >= 0;
  }

  /** The difference of two is seen. */
  differing(view: Readonly<View>): boolean {
    return this.comparing(view) && view.show === "difference";
  }

  /** The panes that are seen. */
  shown(view: Readonly<View>): readonly Pane[] {
    return this.comparing(view) && view.show === "side" ? this.all : [this.all[0]];
  }

  /** Says above each pane what it shows, where there is more than one thing to show. */
  caption(view: Readonly<View>, epoch: number): void {
    const two = this.sources.length > 1;
    const [a, b] = two ? this.sources.map((source, i) => `${"AB"[i]}: ${source.document.title}`) : [`epoch ${count(view.then)}`, `epoch ${count(epoch)}`];
    const side = this.shown(view).length > 1;
    const less = two ? "difference: B less A" : `difference: epoch ${count(epoch)} less epoch ${count(view.then)}`;
    this.all[0].stage.caption = side ? a : this.differing(view) ? less : "";
    this.all[1].stage.caption = side ? b : "";
  }

  /** Everything that is wanted is here. */
  here(seen: Seen): boolean {
    return this.#fetch(seen).every((moment) => moment !== undefined);
  }

  /** Draws what is here, and asks for what is not. `unlike`: what is to be subtracted has other layers. */
  compose(seen: Seen): "drawn" | "waiting" | "unlike" {
    const { view } = seen;
    const moments = this.#fetch(seen);
    if (moments.some((moment) => moment === undefined)) return "waiting";
    if (this.differing(view)) {
      const [first, second] = moments;
      const difference = first && second && this.all[0].less(second, first);
      if (!difference) return "unlike";
      this.moments = [difference];
    } else this.moments = moments;
    this.moments.forEach((moment, i) => {
      if (moment) this.all[i].stage.draw(this.shot(moment, this.all[i].network, seen), view.renderer);
    });
    return "drawn";
  }

  /** How a moment is to be drawn. */
  shot({ frame, before }: Moment, network: Network, { view, look, pointed }: Seen): Shot {
    const { fill, ring, lines, strongest, sample, pin } = view;
    const selection: Selection = network.select(pin);
    const unit = pointed && "unit" in pointed ? pointed.unit : undefined;
    return {
      frame, before, fill, ring, lines, strongest, selection, look, sample: sample >= 0,
      difference: this.differing(view), focus: unit ?? (selection && "unit" in selection ? selection.unit : undefined),
    };
  }

  /** The lines that are drawn at first are all that is seen of the weights. */
  #suffices({ view, playing, pointed }: Seen): boolean {
    const { lines, strongest, zoom, pin } = view;
    const { edges } = this.sources[0].document;
    return lines === "weight" && strongest === 0 && zoom === 1 && !playing && !pointed && !this.differing(view) && this.sources.length === 1
      && (pin === "" || this.network.findLayer(pin) >= 0) && edges.some(({ drawn, total }) => drawn < total);
  }

  /** The moments that are wanted, as far as they are here. */
  #fetch(seen: Seen): (Moment | undefined)[] {
    const { view, epoch, playing, hasty, previewed } = seen;
    const suffices = this.#suffices(seen);
    const wish: Wish = { ...wishOf(view), drawn: suffices && hasty };
    const changes = view.lines === "change";
    const own = this.sources.length > 1 || view.then < 0;
    const [a, b] = this.all;
    const epochs = this.comparing(view) ? (own ? [epoch, epoch] : [view.then, epoch]) : [epoch];
    const moments = epochs.map((at, i) => this.all[i].at(at, wishOf(view), suffices));
    const extra = previewed === undefined ? [] : [a.index(previewed)];
    if (own) epochs.forEach((at, i) => { this.all[i].source.fetch([...this.all[i].wanted(at, playing, changes), ...(i === 0 ? extra : [])], wish); });
    else a.source.fetch([a.index(view.then), ...b.wanted(epoch, playing, changes), ...extra], wish);
    return moments;
  }
}
