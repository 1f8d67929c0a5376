import { element } from "../dom";
import type { Opened } from "../document/source";
import { count, score } from "../format";
import { nearest } from "./chart";

interface Figure {
  readonly name: string;
  readonly title: string;
  readonly epochs: number[];
  readonly values: Float32Array;
}

/** The epoch and its figures, in words. */
export class Readout {
  readonly element = element("p", { class: "readout" });
  readonly #figures: Figure[];

  constructor(private readonly opened: Opened) {
    // Of each chart one figure: how well it does on what it was not trained on; of the loss what is trained on.
    this.#figures = opened.document.charts.flatMap((chart) => {
      const series = chart.title === "loss" ? chart.series.at(0) : chart.series.at(-1);
      if (!series) return [];
      const name = series.name === "training" ? chart.title : `${series.name} ${chart.title}`;
      return [{ name, title: chart.title, epochs: Array.from(opened.tensors.floats(series.epochs)), values: opened.tensors.floats(series.values) }];
    });
  }

  /** The words for an epoch. */
  words(epoch: number): string[] {
    const { epochs } = this.opened.document;
    return [
      `epoch ${count(epoch)} of ${count(epochs[epochs.length - 1])}`,
      ...this.#figures.map((figure) => `${figure.name} ${score(figure.title, figure.values[nearest(figure.epochs, epoch)])}`),
    ];
  }

  show(epoch: number): void {
    const [first, ...others] = this.words(epoch);
    this.element.replaceChildren(element("strong", {}, first), ...others.map((words) => element("span", {}, words)));
  }
}
