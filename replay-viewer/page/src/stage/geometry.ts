import type { LayerPlace, Layout } from "../document/schema";
import type { Tensors } from "../document/tensors";
import type { Unit } from "./network";

/** Floats a unit in `PlacedLayer.units`. */
const FIELDS = 3;

/** A layer on the screen, in CSS pixels. */
export class PlacedLayer {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;

  constructor(
    /** x and y of each unit's centre, and the height of its edges at the block's sides. */
    readonly units: Float32Array,
    readonly radius: number,
    readonly edgesIn: number,
    readonly edgesOut: number,
  ) {
    const xs = units.filter((_, i) => i % FIELDS === 0);
    const ys = units.filter((_, i) => i % FIELDS === 1);
    this.left = xs.reduce((a, b) => Math.min(a, b)) - radius;
    this.right = xs.reduce((a, b) => Math.max(a, b)) + radius;
    this.top = ys.reduce((a, b) => Math.min(a, b)) - radius;
    this.bottom = ys.reduce((a, b) => Math.max(a, b)) + radius;
  }

  get count(): number {
    return this.units.length / FIELDS;
  }

  x(unit: number): number {
    return this.units[FIELDS * unit];
  }

  y(unit: number): number {
    return this.units[FIELDS * unit + 1];
  }

  lane(unit: number): number {
    return this.units[FIELDS * unit + 2];
  }
}

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where everything is on the screen. */
export interface Geometry {
  readonly layers: PlacedLayer[];
  readonly width: number;
  readonly height: number;
  /** Pixels of the line of the largest weight. */
  readonly lineWidth: number;
}

/**
 * Fits the layout whose proportions are nearest to the box into it: the distances between layers stretch with the box,
 * a layer itself keeps its proportions.
 */
export function place(layouts: Layout[], tensors: Tensors, width: number, height: number, margins: Margins): Geometry {
  const roomX = Math.max(1, width - margins.left - margins.right);
  const roomY = Math.max(1, height - margins.top - margins.bottom);
  const misfit = (layout: Layout): number => Math.abs(Math.log(roomX / roomY / (layout.width / layout.height)));
  const layout = layouts.reduce((best, other) => (misfit(other) < misfit(best) ? other : best));
  const scaleX = roomX / layout.width;
  const scaleY = roomY / layout.height;
  const scale = Math.min(scaleX, scaleY);
  const layers = layout.layers.map((layer: LayerPlace): PlacedLayer => {
    const units = tensors.floats(layer.units);
    const given = new PlacedLayer(units, layer.radius, layer.edgesIn, layer.edgesOut);
    const centreX = (given.left + given.right) / 2;
    const centreY = (given.top + given.bottom) / 2;
    const x = (value: number): number => margins.left + centreX * scaleX + (value - centreX) * scale;
    const y = (value: number): number => margins.top + centreY * scaleY + (value - centreY) * scale;
    return new PlacedLayer(
      units.map((value, i) => (i % FIELDS === 0 ? x(value) : y(value))),
      Math.max(1, layer.radius * scale), x(layer.edgesIn), x(layer.edgesOut));
  });
  return { layers, width, height, lineWidth: Math.max(2, layout.lineWidth * scale) };
}

/** The unit nearest to a point, if it is within reach. */
export function unitAt(geometry: Geometry, x: number, y: number, reach: number): Unit | undefined {
  let nearest: Unit | undefined;
  let least = Infinity;
  geometry.layers.forEach((layer, index) => {
    if (x < layer.left - reach || x > layer.right + reach || y < layer.top - reach || y > layer.bottom + reach) return;
    for (let unit = 0; unit < layer.count; unit++) {
      const distance = Math.hypot(layer.x(unit) - x, layer.y(unit) - y);
      if (distance <= layer.radius + reach && distance < least) {
        least = distance;
        nearest = { layer: index, index: unit };
      }
    }
  });
  return nearest;
}
