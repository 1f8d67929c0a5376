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
  const { radius } = placed;
  const seen: number[] = [];
  for (let i = 0; i < placed.count; i++) if (placed.y(i) >= -radius && placed.y(i) <= height + radius) seen.push(i);
  // Units do not overlap, so all of one colour are one shape, and all outlines are one line.
  for (const [colour, units] of byColour(seen, fill, theme)) {
    circles(pen, placed, units, radius);
    pen.fillStyle = colour;
    pen.fill();
  }
  if (radius < 3) return;
  circles(pen, placed, seen, radius);
  pen.lineWidth = radius >= 6 ? 1 : 0.7;
  pen.strokeStyle = theme.outline;
  pen.stroke();
  if (!ring) return;
  const width = Math.max(1.5, radius * 0.28);
  for (const [colour, units] of byColour(seen, ring, theme)) {
    circles(pen, placed, units, radius - width / 2);
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}

function byColour(units: readonly number[], colours: Colours, theme: Theme): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const unit of units) {
    const colour = colours?.(unit) ?? theme.background;
    const group = groups.get(colour);
    if (group) group.push(unit);
    else groups.set(colour, [unit]);
  }
  return groups;
}

function circles(pen: Pen, placed: PlacedLayer, units: readonly number[], radius: number): void {
  pen.beginPath();
  for (const unit of units) {
    pen.moveTo(placed.x(unit) + radius, placed.y(unit));
    pen.arc(placed.x(unit), placed.y(unit), radius, 0, 2 * Math.PI);
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
