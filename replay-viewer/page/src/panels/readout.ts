import { element } from "../dom";
import type { Source } from "../document/source";
import { count, score } from "../format";
import { nearest } from "./epochAxis";

/** The epoch and its figures, in words. */
export class Readout {
  readonly element = element("p", { class: "readout" });

  constructor(private readonly source: Source) {}

  /** The words for an epoch: of each chart one figure, how well it does on what it was not trained on; of the loss what is trained on. */
  words(epoch: number): string[] {
    const { document, curves, curveEpochs } = this.source;
    const at = nearest(curveEpochs, epoch);
    return [
      `epoch ${count(epoch)} of ${count(document.epochs[document.epochs.length - 1])}`,
      ...document.charts.flatMap(({ title }) => {
        const own = curves.filter((curve) => curve.title === title);
        const curve = title === "loss" ? own.at(0) : own.at(-1);
        return curve ? [`${curve.name === "training" ? title : `${curve.name} ${title}`} ${score(title, curve.values[at])}`] : [];
      }),
    ];
  }

  show(epoch: number): void {
    const [first, ...others] = this.words(epoch);
    this.element.replaceChildren(element("strong", {}, first), ...others.map((words) => element("span", {}, words)));
  }
}
