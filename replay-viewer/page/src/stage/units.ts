import type { Scale, Theme } from "../document/schema";
import type { PlacedLayer } from "./geometry";
import type { Pen } from "./pen";
import type { Look } from "../state/theme";

/** A unit's colour by its place; nothing where nothing is known. */
export type Colours = ((unit: number) => string) | undefined;

/** The colours of values on a scale. */
export function coloursOf(values: Float32Array | undefined, scale: Scale | undefined, look: Look): Colours {
  if (!values || !scale) return undefined;
  const ramp = look.ramps[scale.ramp];
  const range = scale.high - scale.low || 1;
  return (unit) => ramp.colour((values[unit] - scale.low) / range);
}

/** Draws the units of a layer that can be seen. */
export function drawUnits(pen: Pen, placed: PlacedLayer, fill: Colours, ring: Colours, theme: Theme, height: number): void {
  if (placed.collapsed) {
    drawStrip(pen, placed, fill, theme);
    return;
  }
  const outlined = placed.radius >= 3;
  for (let i = 0; i < placed.count; i++) {
    const [x, y] = [placed.x(i), placed.y(i)];
    if (y < -placed.radius || y > height + placed.radius) continue;
    pen.beginPath();
    pen.arc(x, y, placed.radius, 0, 2 * Math.PI);
    pen.fillStyle = fill?.(i) ?? theme.background;
    pen.fill();
    if (!outlined) continue;
    pen.lineWidth = placed.radius >= 6 ? 1 : 0.7;
    pen.strokeStyle = theme.outline;
    pen.stroke();
    if (!ring) continue;
    const width = Math.max(1.5, placed.radius * 0.28);
    pen.beginPath();
    pen.arc(x, y, placed.radius - width / 2, 0, 2 * Math.PI);
    pen.lineWidth = width;
    pen.strokeStyle = ring(i);
    pen.stroke();
  }
}

function drawStrip(pen: Pen, placed: PlacedLayer, fill: Colours, theme: Theme): void {
  for (let i = 0; i < placed.count; i++) {
    pen.fillStyle = fill?.(i) ?? theme.background;
    pen.fillRect(placed.left, placed.y(i) - placed.radius, placed.right - placed.left, 2 * placed.radius);
  }
  pen.beginPath();
  pen.rect(placed.left, placed.top, placed.right - placed.left, placed.bottom - placed.top);
  pen.lineWidth = 1;
  pen.strokeStyle = theme.muted;
  pen.stroke();
}

/** Marks a unit with a ring around it. */
export function drawRing(pen: Pen, placed: PlacedLayer, index: number, colour: string): void {
  pen.beginPath();
  if (placed.collapsed) pen.rect(placed.left - 3, placed.y(index) - placed.radius - 2, placed.right - placed.left + 6, 2 * placed.radius + 4);
  else pen.arc(placed.x(index), placed.y(index), placed.radius + 3, 0, 2 * Math.PI);
  pen.lineWidth = 2.5;
  pen.strokeStyle = colour;
  pen.stroke();
}
