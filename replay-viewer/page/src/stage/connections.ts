import type { Network, NetworkEdges, Unit } from "./network";

/** A weight that ends or begins at a unit. */
export interface Connection {
  readonly unit: Unit;
  readonly weight: number;
  /** The weight leads to the unit that was asked for. */
  readonly incoming: boolean;
}

const ends = (edges: NetworkEdges, unit: Unit): { near: Uint32Array; far: Uint32Array; layer: number; incoming: boolean } | undefined => {
  if (edges.info.to === unit.layer) return { near: edges.target, far: edges.source, layer: edges.info.from, incoming: true };
  if (edges.info.from === unit.layer) return { near: edges.source, far: edges.target, layer: edges.info.to, incoming: false };
  return undefined;
};

/** The strongest weights at a unit, strongest first, at a position between frames. */
export function connections(network: Network, unit: Unit, position: number, most: number): Connection[] {
  const found: Connection[] = [];
  for (const edges of network.edges) {
    const side = ends(edges, unit);
    if (!side) continue;
    for (let i = 0; i < side.near.length; i++) {
      if (side.near[i] !== unit.index) continue;
      const weight = edges.weight.valueAt(position, i);
      if (weight !== 0 && Number.isFinite(weight)) found.push({ unit: { layer: side.layer, index: side.far[i] }, weight, incoming: side.incoming });
    }
  }
  return found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, most);
}
