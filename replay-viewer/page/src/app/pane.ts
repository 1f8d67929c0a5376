import type { Frame, Source, Wish } from "../document/source";
import { positionIn } from "../panels/epochAxis";
import { Blender } from "../stage/blend";
import { Network } from "../stage/network";
import { Stage } from "../stage/stage";

/** A frame that can be drawn. */
export interface Moment {
  readonly frame: Frame;
  /** The frame of the epoch before. */
  readonly before: Frame | undefined;
}

/** One recording on a stage: finds the frames for an epoch, or asks for them. */
export class Pane {
  readonly network: Network;
  readonly stage: Stage;
  readonly #blender = new Blender();
  readonly #difference = new Blender();

  constructor(readonly source: Source) {
    this.network = new Network(source.document);
    this.stage = new Stage(source, this.network);
  }

  /** The frame nearest before or at an epoch. */
  index(epoch: number): number {
    return Math.floor(positionIn(this.source.document.epochs, epoch));
  }

  /** What is to be seen at an epoch, which may lie between two; nothing while it is not here. Where the lines that are drawn suffice, they alone, at the nearest epoch. */
  at(epoch: number, wish: Wish, drawnSuffices: boolean): Moment | undefined {
    const position = positionIn(this.source.document.epochs, epoch);
    const index = Math.floor(position);
    const frame = this.source.frame(index, wish);
    const next = position > index ? this.source.frame(index + 1, wish) : undefined;
    if (!frame || (position > index && !next)) {
      const drawn = drawnSuffices ? this.source.frame(Math.round(position), { ...wish, drawn: true }) : undefined;
      return drawn && { frame: drawn, before: undefined };
    }
    return { frame: this.#blender.between(frame, next, position - index), before: index > 0 ? this.source.frame(index - 1, wish) : undefined };
  }

  /** One moment less another. Nothing if their networks differ. */
  less(now: Moment, then: Moment): Moment | undefined {
    const alike = now.frame.layers.length === then.frame.layers.length && now.frame.edges.every((edges, i) => edges?.weight.length === then.frame.edges[i]?.weight.length);
    return alike ? { frame: this.#difference.difference(now.frame, then.frame), before: undefined } : undefined;
  }

  /** The frames wanted for an epoch, and those after it that will be wanted while it plays. */
  wanted(epoch: number, playing: boolean, changes: boolean): number[] {
    const { length } = this.source.document.epochs;
    const position = positionIn(this.source.document.epochs, epoch);
    const index = Math.floor(position);
    const wanted = [...(playing ? [] : [Math.round(position)]), index, ...(position > index || playing ? [index + 1] : []), ...(changes ? [index - 1] : []), ...(playing ? [index + 2, index + 3] : [index + 1, index - 1])];
    return [...new Set(wanted)].filter((frame) => frame >= 0 && frame < length);
  }
}
