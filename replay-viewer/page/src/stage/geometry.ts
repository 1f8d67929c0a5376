import type { Layout } from "../document/schema";
import type { Tensors } from "../document/tensors";
import type { Unit } from "./network";

/** Floats a unit in `PlacedLayer.units`. */
const FIELDS = 3;

/** Half the width of a layer that is collapsed. */
const STRIP = 7;

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
    /** Drawn as a strip with a line a unit. */
    readonly collapsed = false,
  ) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < units.length; i += FIELDS) {
      left = Math.min(left, units[i]);
      right = Math.max(right, units[i]);
      top = Math.min(top, units[i + 1]);
      bottom = Math.max(bottom, units[i + 1]);
    }
    this.left = left - (collapsed ? STRIP : radius);
    this.right = right + (collapsed ? STRIP : radius);
    this.top = top - radius;
    this.bottom = bottom + radius;
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

  /** The layer as seen through a zoom. */
  through({ scale, x, y }: Zoom): PlacedLayer {
    return new PlacedLayer(
      this.units.map((value, i) => (i % FIELDS === 0 ? value * scale + x : value * scale + y)),
      this.radius * scale, this.edgesIn * scale + x, this.edgesOut * scale + x, this.collapsed);
  }
}

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Pixels from the sides to the middle of the first and the last layer at least, for their titles; nothing: no need. */
  readonly middle?: number;
}

/** How the stage is seen: a place at (px, py) appears at (px · scale + x, py · scale + y). */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };

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
 * a layer itself keeps its proportions. Layers that are collapsed are strips and leave their room to the others.
 */
export function place(layouts: Layout[], tensors: Tensors, width: number, height: number, margins: Margins, collapsed: ReadonlySet<number>): Geometry {
  const roomX = Math.max(1, width - margins.left - margins.right);
  const roomY = Math.max(1, height - margins.top - margins.bottom);
  const misfit = (layout: Layout): number => Math.abs(Math.log(roomX / roomY / (layout.width / layout.height)));
  const layout = layouts.reduce((best, other) => (misfit(other) < misfit(best) ? other : best));
  const scale = Math.min(roomX / layout.width, roomY / layout.height);
  const scaleY = roomY / layout.height;
  const given = layout.layers.map((layer) => new PlacedLayer(tensors.floats(layer.units), layer.radius, layer.edgesIn, layer.edgesOut));
  const widths = given.map((layer, i) => (collapsed.has(i) ? 2 * STRIP : (layer.right - layer.left) * scale));
  const gaps = given.slice(1).map((layer, i) => Math.max(layer.left - given[i].right, layer.radius));
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  // A title is wider than a layer of a single unit.
  const spare = (margin: number, layerWidth: number): number => Math.max(0, (margins.middle ?? 0) - margin - layerWidth / 2);
  const [before, after] = [spare(margins.left, widths[0]), spare(margins.right, widths[widths.length - 1])];
  const stretch = Math.max(0, roomX - before - after - sum(widths)) / Math.max(1, sum(gaps));
  let left = margins.left + (gaps.length === 0 ? (roomX - sum(widths)) / 2 : before);
  const layers = given.map((layer, i) => {
    const start = left;
    left += widths[i] + (i < gaps.length ? gaps[i] * stretch : 0);
    if (collapsed.has(i)) return strip(layer.count, start + STRIP, margins.top, roomY);
    const centreY = (layer.top + layer.bottom) / 2;
    const x = (value: number): number => start + (value - layer.left) * scale;
    const y = (value: number): number => margins.top + centreY * scaleY + (value - centreY) * scale;
    return new PlacedLayer(layer.units.map((value, k) => (k % FIELDS === 0 ? x(value) : y(value))), Math.max(1, layer.radius * scale), x(layer.edgesIn), x(layer.edgesOut));
  });
  return { layers, width, height, lineWidth: Math.max(2, layout.lineWidth * scale) };
}

/** Units one above the other, as tall as there is room, but not taller than they are wide. */
function strip(count: number, x: number, top: number, room: number): PlacedLayer {
  const pitch = Math.min(room / count, 2 * STRIP);
  const first = top + (room - pitch * count) / 2 + pitch / 2;
  const units = new Float32Array(FIELDS * count);
  for (let i = 0; i < count; i++) units.set([x, first + i * pitch, first + i * pitch], FIELDS * i);
  return new PlacedLayer(units, pitch / 2, x, x, true);
}

/** The geometry as seen through a zoom. Lines become wider, but not as fast as units become larger. */
export const through = (geometry: Geometry, zoom: Zoom): Geometry => (zoom.scale === 1 && zoom.x === 0 && zoom.y === 0
  ? geometry
  : { ...geometry, lineWidth: geometry.lineWidth * zoom.scale ** 0.4, layers: geometry.layers.map((layer) => layer.through(zoom)) });

/** The unit nearest to a point, if it is within reach. */
export function unitAt(geometry: Geometry, x: number, y: number, reach: number): Unit | undefined {
  let nearest: Unit | undefined;
  let least = Infinity;
  geometry.layers.forEach((layer, index) => {
    if (x < layer.left - reach || x > layer.right + reach || y < layer.top - reach || y > layer.bottom + reach) return;
    for (let unit = 0; unit < layer.count; unit++) {
      const distance = layer.collapsed ? Math.abs(layer.y(unit) - y) : Math.hypot(layer.x(unit) - x, layer.y(unit) - y);
      if (distance <= layer.radius + reach && distance < least) {
        least = distance;
        nearest = { layer: index, index: unit };
      }
    }
  });
  return nearest;
}
