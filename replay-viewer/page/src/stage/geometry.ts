import type { Size } from "../document/schema";
import type { Network, Unit } from "./network";

/** A layer on the screen, in CSS pixels. */
export interface PlacedLayer {
  /** Centres of the units: x, y, x, y … */
  readonly positions: Float32Array;
  readonly radius: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
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
}

/**
 * Fits the document's stage into a box: the distances between layers stretch with the box,
 * a layer itself keeps its proportions.
 */
export function place(network: Network, stage: Size, width: number, height: number, margins: Margins): Geometry {
  const scaleX = Math.max(0, width - margins.left - margins.right) / stage.width;
  const scaleY = Math.max(0, height - margins.top - margins.bottom) / stage.height;
  const scale = Math.min(scaleX, scaleY);
  const layers = network.layers.map((layer): PlacedLayer => {
    const { left, right, top, bottom } = bounds(layer.positions);
    const radius = Math.max(1, layer.info.radius * scale);
    const positions = new Float32Array(layer.positions.length);
    const centreX = (left + right) / 2;
    const centreY = (top + bottom) / 2;
    for (let i = 0; i < positions.length; i += 2) {
      positions[i] = margins.left + centreX * scaleX + (layer.positions[i] - centreX) * scale;
      positions[i + 1] = margins.top + centreY * scaleY + (layer.positions[i + 1] - centreY) * scaleY;
    }
    const box = bounds(positions);
    return { positions, radius, left: box.left - radius, right: box.right + radius, top: box.top - radius, bottom: box.bottom + radius };
  });
  return { layers, width, height };
}

function bounds(positions: Float32Array): { left: number; right: number; top: number; bottom: number } {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let i = 0; i < positions.length; i += 2) {
    box.left = Math.min(box.left, positions[i]);
    box.right = Math.max(box.right, positions[i]);
    box.top = Math.min(box.top, positions[i + 1]);
    box.bottom = Math.max(box.bottom, positions[i + 1]);
  }
  return box;
}

/** The unit nearest to a point, if it is within reach. */
export function unitAt(geometry: Geometry, x: number, y: number, reach: number): Unit | undefined {
  let nearest: Unit | undefined;
  let least = Infinity;
  geometry.layers.forEach((layer, index) => {
    if (x < layer.left - reach || x > layer.right + reach || y < layer.top - reach || y > layer.bottom + reach) return;
    for (let i = 0; i < layer.positions.length; i += 2) {
      const distance = Math.hypot(layer.positions[i] - x, layer.positions[i + 1] - y);
      if (distance <= layer.radius + reach && distance < least) {
        least = distance;
        nearest = { layer: index, index: i / 2 };
      }
    }
  });
  return nearest;
}
