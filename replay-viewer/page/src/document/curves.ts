import type { PageDocument } from "./schema";
import type { Curve } from "./source";
import type { Tensors } from "./tensors";

/** The curves of a document, and the epochs of their points. */
export function curvesOf(document: PageDocument, tensors: Tensors): { curves: Curve[]; epochs: number[] } {
  const curves = document.charts.flatMap((chart) => chart.series.map((series): Curve =>
    ({ title: chart.title, name: series.name, key: series.values, values: Array.from(tensors.floats(series.values)) })));
  const first = document.charts.at(0)?.series.at(0);
  return { curves, epochs: first ? Array.from(tensors.floats(first.epochs)) : [...document.epochs] };
}
