import { count, share } from "../format";
import type { Frame } from "../document/source";
import type { Theme } from "../document/schema";
import type { Geometry, PlacedLayer } from "./geometry";
import type { Network } from "./network";
import type { Pen } from "./pen";

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/** Pixels that titles and captions need above the layers, and notes below. */
export const TITLE_HEIGHT = 52;
export const NOTE_HEIGHT = 30;

/** Pixels at the left that the buttons for zooming take. */
const BUTTONS = 122;

/** The width of a title below which all are written smaller. */
const SNUG = 150;

/** The width of a title below which there is none for a caption beneath it. */
const NARROW = 80;

/** The widest font of a unit's name, and what a letter of it takes. */
const LABEL_SIZE = 13;
const LETTER = 7.8;

/** The radius from which a unit's number fits into it. */
const ROOMY = 13;

/** What is said between two layers. */
export interface Note {
  readonly text: string;
  /** A field of all weights lies beneath the lines. */
  readonly field: boolean;
}

/** Writes a text about a place, within the stage, so that it can be read over lines. */
function centred(pen: Pen, text: string, x: number, y: number, width: number, theme: Theme): void {
  const half = pen.measureText(text).width / 2;
  const middle = Math.min(Math.max(x, half + 4), width - half - 4);
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = theme.background;
  pen.globalAlpha = 0.85;
  pen.strokeText(text, middle, y);
  pen.globalAlpha = 1;
  pen.fillText(text, middle, y);
}

/** Cuts a text that is too wide, and says so with an ellipsis. */
function fitted(pen: Pen, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** What is said of a layer at an epoch: what is always so, its mean saturation, its dead units where they are known. */
export function captionOf(network: Network, index: number, frame: Frame, difference: boolean): string[] {
  const layer = network.layers[index];
  const { units, dead } = frame.layers[index];
  const parts = [...layer.caption];
  const saturation = units.get("saturation");
  if (layer.canDie && Number.isFinite(dead)) parts.push(`${count(dead)} dead`);
  if (saturation) parts.push(`${difference ? "saturation changed by" : "mean saturation"} ${share(saturation.reduce((sum, value) => sum + value, 0) / saturation.length)}`);
  return parts;
}

/** Draws a layer's title and caption above it; they stay in sight while any of the layer is. */
export function drawTitle(pen: Pen, title: string, name: string, caption: readonly string[], placed: PlacedLayer, geometry: Geometry, theme: Theme, small: boolean): void {
  if (placed.right < 0 || placed.left > geometry.width) return;
  const room = roomFor(placed, geometry) - 10;
  const x = (Math.max(0, placed.left) + Math.min(geometry.width, placed.right)) / 2;
  const y = Math.max(placed.top - 12, TITLE_HEIGHT - 12);
  const line = small ? 15 : 19;
  pen.textBaseline = "alphabetic";
  pen.font = `${small ? 10.5 : 12}px ${FONT}`;
  let text = room < NARROW ? "" : caption.join(" · ");
  for (let parts = caption.length - 1; parts > 0 && pen.measureText(text).width > room; parts--) text = caption.slice(0, parts).join(" · ");
  text = fitted(pen, text, room);
  if (placed.top < TITLE_HEIGHT - 14) backdrop(pen, x, y, Math.max(pen.measureText(text).width, 110), line, geometry.width, theme);
  pen.fillStyle = theme.muted;
  centred(pen, text, x, y, geometry.width, theme);
  pen.font = `${room < NARROW ? 11 : small ? 13 : 17}px ${FONT}`;
  pen.fillStyle = theme.ink;
  centred(pen, fitted(pen, pen.measureText(title).width > room ? name : title, room), x, y - line, geometry.width, theme);
}

/** The layers lie so close that their titles are written smaller, all of them alike. */
export const titlesAreSmall = (geometry: Geometry): boolean => geometry.layers.some((placed) => roomFor(placed, geometry) - 10 < SNUG);

/** The width that a title may have without touching those of its neighbours. */
function roomFor(placed: PlacedLayer, { layers, width }: Geometry): number {
  const middle = (layer: PlacedLayer): number => (layer.left + layer.right) / 2;
  const nearest = layers.reduce((least, other) => (other === placed ? least : Math.min(least, Math.abs(middle(other) - middle(placed)))), width);
  return Math.max(40, nearest);
}

/** So that a title can be read over units that were zoomed beneath it. */
function backdrop(pen: Pen, x: number, y: number, width: number, line: number, whole: number, theme: Theme): void {
  const half = width / 2 + 12;
  const middle = Math.min(Math.max(x, half - 8), whole - half + 8);
  pen.globalAlpha = 0.86;
  pen.fillStyle = theme.background;
  pen.fillRect(middle - half, y - line - 17, 2 * half, line + 24);
  pen.globalAlpha = 1;
}

/** Pixels to keep free beside the first and the last layer for the names of their units, on a stage of a width. */
export function labelRoom(network: Network, layer: number, width: number): number {
  const { labels, image } = network.layers[layer];
  return image ? 0 : labels.reduce((most, label) => Math.max(most, Math.min(0.17 * width, 170, LETTER * label.length + 4)), 0);
}

/** Draws the names of units beside them, if there is room, and their numbers into them where they are large. */
export function drawUnitLabels(pen: Pen, network: Network, index: number, placed: PlacedLayer, geometry: Geometry, theme: Theme, colour: ((unit: number) => string) | undefined): void {
  if (placed.collapsed) return;
  const { labels } = network.layers[index];
  pen.textBaseline = "middle";
  if (placed.radius >= ROOMY && labels.length === 0) {
    pen.font = `${Math.min(14, placed.radius * 0.7)}px ${FONT}`;
    pen.textAlign = "center";
    for (let i = 0; i < placed.count; i++) {
      if (placed.y(i) < 0 || placed.y(i) > geometry.height || placed.x(i) < 0 || placed.x(i) > geometry.width) continue;
      pen.fillStyle = contrasting(colour?.(i) ?? theme.background);
      pen.fillText(String(i), placed.x(i), placed.y(i));
    }
    return;
  }
  const size = Math.min(LABEL_SIZE, Math.max(9, placed.radius * 1.4));
  if (labels.length === 0 || (labels.length > 1 && Math.hypot(placed.y(1) - placed.y(0), placed.x(1) - placed.x(0)) < size)) return;
  const before = index === 0;
  const single = placed.count < 2 || placed.x(0) === placed.x(placed.count - 1);
  if (!single && placed.radius < ROOMY) return;
  pen.font = `${size}px ${FONT}`;
  if (!single) {
    // Of a block only what fits into a unit is written.
    pen.textAlign = "center";
    labels.forEach((label, i) => {
      if (pen.measureText(label).width > 1.8 * placed.radius) return;
      pen.fillStyle = contrasting(colour?.(i) ?? theme.background);
      pen.fillText(label, placed.x(i), placed.y(i));
    });
    return;
  }
  pen.fillStyle = theme.ink;
  pen.textAlign = before ? "right" : "left";
  labels.forEach((label, i) => {
    const x = placed.x(i) + (before ? -1 : 1) * (placed.radius + 7);
    pen.fillText(fitted(pen, label, (before ? x : geometry.width - x) - 4), x, placed.y(i));
  });
}

/** Black or white, whichever is read better on a colour. */
function contrasting(colour: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#14161a" : "#ffffff";
}

/** Says below the layers what is left out between them. */
export function drawNotes(pen: Pen, network: Network, notes: readonly Note[], geometry: Geometry, theme: Theme): void {
  pen.font = `12px ${FONT}`;
  pen.fillStyle = theme.muted;
  pen.textBaseline = "alphabetic";
  const room = geometry.width / Math.max(1, network.edges.length) - 12;
  network.edges.forEach(({ from, to }, set) => {
    if (notes[set].text === "") return;
    const whole = `${notes[set].text}${notes[set].field ? ", over a haze of all" : ""}`;
    const text = pen.measureText(whole).width <= room ? whole : fitted(pen, notes[set].text, room);
    const half = pen.measureText(text).width / 2;
    // Beside the buttons that zoom, and readable over units that were zoomed beneath it.
    const x = Math.min(Math.max((geometry.layers[from].right + geometry.layers[to].left) / 2, BUTTONS + half), geometry.width - half - 8);
    pen.globalAlpha = 0.8;
    pen.fillStyle = theme.background;
    pen.fillRect(x - half - 6, geometry.height - 26, 2 * half + 12, 20);
    pen.globalAlpha = 1;
    pen.fillStyle = theme.muted;
    pen.textAlign = "center";
    pen.fillText(text, x, geometry.height - 12);
  });
}
