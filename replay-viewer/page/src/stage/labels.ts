import { count } from "../format";
import type { Theme } from "../document/schema";
import type { Geometry, PlacedLayer } from "./geometry";
import type { Network, NetworkEdges, NetworkLayer } from "./network";

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/** Pixels that titles and captions need above the layers, and notes below. */
export const TITLE_HEIGHT = 52;
export const NOTE_HEIGHT = 30;

const centred = (drawing: CanvasRenderingContext2D, text: string, x: number, y: number, width: number): void => {
  const half = drawing.measureText(text).width / 2;
  drawing.textAlign = "center";
  drawing.fillText(text, Math.min(Math.max(x, half + 4), width - half - 4), y);
};

/** Cuts a text that is too wide, and says so with an ellipsis. */
function fitted(drawing: CanvasRenderingContext2D, text: string, width: number): string {
  if (drawing.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && drawing.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** Draws a layer's title and caption above it. */
export function drawTitle(
  drawing: CanvasRenderingContext2D, layer: NetworkLayer, placed: PlacedLayer, caption: string, geometry: Geometry, theme: Theme,
): void {
  const room = geometry.width / geometry.layers.length;
  const small = room < 190;
  const x = (placed.left + placed.right) / 2;
  const y = placed.top - 12;
  drawing.textBaseline = "alphabetic";
  drawing.font = `${small ? 10.5 : 12}px ${FONT}`;
  drawing.fillStyle = theme.muted;
  centred(drawing, fitted(drawing, caption, room - 8), x, y, geometry.width);
  drawing.font = `${small ? 13 : 17}px ${FONT}`;
  drawing.fillStyle = theme.ink;
  centred(drawing, fitted(drawing, layer.info.title, room - 8), x, y - (small ? 15 : 19), geometry.width);
}

/** Pixels to keep free to the right of the last layer for the names of its units. */
export function labelRoom(network: Network): number {
  const labels = network.layers.at(-1)?.info.labels ?? [];
  return labels.reduce((most, label) => Math.max(most, Math.min(110, 8 * label.length)), 0);
}

/** Draws the names of units to the right of them, if there is room. */
export function drawUnitLabels(drawing: CanvasRenderingContext2D, layer: NetworkLayer, placed: PlacedLayer, geometry: Geometry, theme: Theme): void {
  const { labels } = layer.info;
  if (labels.length === 0) return;
  const size = Math.min(15, Math.max(9, placed.radius * 1.4));
  if (labels.length > 1 && Math.abs(placed.y(1) - placed.y(0)) < size) return;
  drawing.font = `${size}px ${FONT}`;
  drawing.fillStyle = theme.ink;
  drawing.textAlign = "left";
  drawing.textBaseline = "middle";
  labels.forEach((label, i) => {
    const x = placed.x(i) + placed.radius + 7;
    drawing.fillText(fitted(drawing, label, geometry.width - x - 4), x, placed.y(i));
  });
}

/** What is said of the weights between two layers: how many are drawn if not all are, how many are no numbers. */
export function note({ info, notFinite }: NetworkEdges, position: number): string {
  const faults = notFinite?.value(Math.floor(position), 0) ?? 0;
  const parts = info.drawn < info.total ? [`strongest ${count(info.drawn)} of ${count(info.total)} weights`] : [];
  if (faults > 0) parts.push(`${count(faults)} of ${count(info.total)} weights not finite`);
  return parts.join(", ");
}

/** Says below the layers what is left out between them. */
export function drawNotes(drawing: CanvasRenderingContext2D, network: Network, position: number, geometry: Geometry, theme: Theme): void {
  drawing.font = `12px ${FONT}`;
  drawing.fillStyle = theme.muted;
  drawing.textBaseline = "alphabetic";
  const room = geometry.width / Math.max(1, network.edges.length) - 12;
  for (const edges of network.edges) {
    const text = note(edges, position);
    if (!text) continue;
    const x = (geometry.layers[edges.info.from].right + geometry.layers[edges.info.to].left) / 2;
    centred(drawing, fitted(drawing, text, room), x, geometry.height - 12, geometry.width);
  }
}
