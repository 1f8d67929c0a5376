import type { EdgeSet, Layer, PageDocument } from "./schema";
import type { EdgeFrame, Frame, LayerFrame } from "./source";

/** Where a frame's values come from: by a tensor's name its values, or nothing. */
export type Values = (name: string) => Float32Array | undefined;

/** The ends of edges. */
export interface Ends {
  readonly source: Uint32Array;
  readonly target: Uint32Array;
}

/** The ends of all weights between two layers, row-major `[to, from]`. */
export function allEnds(document: PageDocument, set: EdgeSet): Ends {
  const width = document.layers[set.from].units;
  const source = new Uint32Array(set.total);
  const target = new Uint32Array(set.total);
  for (let i = 0; i < set.total; i++) {
    source[i] = i % width;
    target[i] = Math.floor(i / width);
  }
  return { source, target };
}

function layerFrame(layer: Layer, values: Values): LayerFrame {
  const units = new Map<string, Float32Array>();
  for (const quantity of Object.keys(layer.quantities)) {
    const known = values(`${layer.name}.${quantity}`);
    if (known) units.set(quantity, known);
  }
  const saturation = units.get("saturation");
  if (layer.canDie && saturation) units.set("dead", saturation.map((value) => (Number.isFinite(value) ? Number(value >= 1) : Number.NaN)));
  const one = (name: string): number => values(`${layer.name}.${name}`)?.[0] ?? Number.NaN;
  return { units, dead: one("dead"), dormant: one("dormant") };
}

function edgeFrame(set: EdgeSet, values: Values, ends: Ends): EdgeFrame | undefined {
  const weight = values(set.name);
  if (!weight) return undefined;
  return {
    ...ends, weight,
    gradient: values(`${set.name}.gradient`),
    histogram: values(`${set.name}.histogram`),
    density: values(`${set.name}.density`),
    notFinite: values(`${set.name}.not_finite`)?.[0] ?? 0,
  };
}

/** Puts a frame together. */
export function makeFrame(document: PageDocument, epoch: number, values: Values, ends: (set: number) => Ends): Frame {
  return {
    epoch,
    layers: document.layers.map((layer) => layerFrame(layer, values)),
    edges: document.edges.map((set, i) => edgeFrame(set, values, ends(i))),
  };
}
