import type { Fill, Theme } from "../document/schema";
import type { PlacedLayer } from "./geometry";
import type { NetworkLayer } from "./network";
import type { Ramp } from "./ramp";

/** The ramps of a theme. */
export interface Ramps {
  readonly saturation: Ramp;
  readonly activation: Ramp;
}

/** A unit's colour at a position between frames; the background's where nothing is known. */
function fill(layer: NetworkLayer, index: number, { ramp, low, high }: Fill, position: number, ramps: Ramps): string {
  const value = layer[ramp]?.valueAt(position, index) ?? Number.NaN;
  return ramps[ramp].colour((value - low) / (high - low));
}

/** Draws the units of a layer. */
export function drawUnits(
  drawing: CanvasRenderingContext2D, layer: NetworkLayer, placed: PlacedLayer, meaning: Fill, position: number, ramps: Ramps, theme: Theme,
): void {
  const outlined = placed.radius >= 3;
  drawing.lineWidth = placed.radius >= 6 ? 1 : 0.7;
  drawing.strokeStyle = theme.outline;
  for (let i = 0; i < layer.info.units; i++) {
    drawing.beginPath();
    drawing.arc(placed.x(i), placed.y(i), placed.radius, 0, 2 * Math.PI);
    drawing.fillStyle = fill(layer, i, meaning, position, ramps);
    drawing.fill();
    if (outlined) drawing.stroke();
  }
}

/** Marks a unit with a ring. */
export function drawRing(drawing: CanvasRenderingContext2D, placed: PlacedLayer, index: number, colour: string): void {
  drawing.beginPath();
  drawing.arc(placed.x(index), placed.y(index), placed.radius + 3, 0, 2 * Math.PI);
  drawing.lineWidth = 2.5;
  drawing.strokeStyle = colour;
  drawing.stroke();
}
