import type { Strokes, Theme } from "../document/schema";
import type { EdgeFrame } from "../document/source";
import type { EdgeChoice } from "./choice";
import type { Geometry, PlacedLayer } from "./geometry";
import type { Pen } from "./pen";
import type { Colours } from "./units";

/** How edges are to look. */
export interface EdgeLook {
  readonly strokes: Strokes;
  readonly theme: Theme;
  /** Pixels of the line of the largest weight. */
  readonly lineWidth: number;
  /** Factor of the opacity: below 1 edges recede. */
  readonly strength: number;
  /** No line is fainter. */
  readonly faintest: number;
}

/** Draws on a screen more quickly than a pen: edges, and units too if it can. */
export interface ScreenPainter {
  /** Begins a picture. */
  clear(geometry: Geometry): void;
  edges(edges: EdgeFrame, choice: EdgeChoice, from: PlacedLayer, to: PlacedLayer, look: EdgeLook): void;
  units?(placed: PlacedLayer, fill: Colours, ring: Colours, theme: Theme): void;
  /** Ends a picture. */
  show?(): void;
}

/** Draws the edges that were chosen as curves, weakest first, each a stroke of its own: where lines cross they darken. */
export function drawEdges(pen: Pen, edges: EdgeFrame, choice: EdgeChoice, from: PlacedLayer, to: PlacedLayer, look: EdgeLook): void {
  const { theme, strokes: { classes } } = look;
  pen.lineJoin = "round";
  let start = 0;
  for (let shade = 0; shade < 2 * classes.length; shade++) {
    const end = choice.ends[shade];
    if (end === start) continue;
    const stroke = classes[shade >> 1];
    pen.strokeStyle = shade & 1 ? theme.positive : theme.negative;
    pen.globalAlpha = Math.max(stroke.opacity * look.strength, look.faintest);
    pen.lineWidth = stroke.width * look.lineWidth;
    for (let k = start; k < end; k++) {
      const edge = choice.order[k];
      pen.beginPath();
      trace(pen, from, to, edges.source[edge], edges.target[edge]);
      pen.stroke();
    }
    start = end;
  }
  pen.globalAlpha = 1;
}

/** From the unit straight to its block's side, a curve to the next block's side, straight to the unit there. */
export function trace(pen: Pen, from: PlacedLayer, to: PlacedLayer, source: number, target: number): void {
  const leave = from.lane(source);
  const arrive = to.lane(target);
  const middle = (from.edgesOut + to.edgesIn) / 2;
  pen.moveTo(from.x(source), from.y(source));
  if (from.edgesOut !== from.x(source)) pen.lineTo(from.edgesOut, leave);
  pen.bezierCurveTo(middle, leave, middle, arrive, to.edgesIn, arrive);
  if (to.edgesIn !== to.x(target)) pen.lineTo(to.x(target), to.y(target));
}

/** How far a point is from an edge. */
export function distance(from: PlacedLayer, to: PlacedLayer, source: number, target: number, x: number, y: number): number {
  const leave = from.lane(source);
  const arrive = to.lane(target);
  if (x <= from.edgesOut) return toLine(from.x(source), from.y(source), from.edgesOut, leave, x, y);
  if (x >= to.edgesIn) return toLine(to.edgesIn, arrive, to.x(target), to.y(target), x, y);
  // The curve rises from left to right, so the place at the point's own x is found by halving.
  let [low, high] = [0, 1];
  const width = (x - from.edgesOut) / (to.edgesIn - from.edgesOut);
  for (let step = 0; step < 12; step++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < width) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  const rise = arrive - leave;
  const slope = (rise * 6 * t * (1 - t)) / (((1.5 - 3 * t + 3 * t * t) || 1) * Math.max(1, to.edgesIn - from.edgesOut));
  return Math.abs(leave + rise * t * t * (3 - 2 * t) - y) / Math.hypot(1, slope);
}

function toLine(x0: number, y0: number, x1: number, y1: number, x: number, y: number): number {
  const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length));
  return Math.hypot(x0 + t * (x1 - x0) - x, y0 + t * (y1 - y0) - y);
}
