import type { Frame } from "../document/source";
import type { Network, Unit } from "./network";

/** A weight that ends or begins at a unit. */
export interface Connection {
  readonly unit: Unit;
  readonly weight: number;
  /** The weight leads to the unit that was asked for. */
  readonly incoming: boolean;
}

/** The strongest weights at a unit, strongest first. */
export function connections(network: Network, frame: Frame, unit: Unit, most: number): Connection[] {
  const found: Connection[] = [];
  network.edges.forEach(({ from, to }, set) => {
    const edges = frame.edges[set];
    if (!edges || (from !== unit.layer && to !== unit.layer)) return;
    const incoming = to === unit.layer;
    const [near, far] = incoming ? [edges.target, edges.source] : [edges.source, edges.target];
    for (let i = 0; i < near.length; i++) {
      const weight = edges.weight[i];
      if (near[i] === unit.index && weight !== 0 && Number.isFinite(weight)) found.push({ unit: { layer: incoming ? from : to, index: far[i] }, weight, incoming });
    }
  });
  return found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, most);
}
