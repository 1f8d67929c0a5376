import { drawingOn, element } from "../dom";
import type { Look } from "../state/theme";
import { FONT } from "../stage/labels";
import { SvgPen, type Pen } from "../stage/pen";
import type { Stage } from "../stage/stage";

/** Pixels of the heading above a picture that is saved, and of the legend below. */
const HEADING = 46;
const LEGEND = 44;

/** Pixels of a saved picture for each pixel on the screen. */
const SHARPNESS = 2;

/** What is written beside the network in a picture that is saved. */
export interface Words {
  readonly title: string;
  readonly figures: string;
  /** What colours and lines mean: a colour ramp, or two line colours, each with its text. */
  readonly legend: readonly { readonly colours: readonly string[]; readonly text: string }[];
}

/** What is seen as SVG. */
export function toSvg(stages: readonly Stage[], words: Words, look: Look): string {
  const { width, height } = size(stages);
  const pen = new SvgPen(width, height, drawingOn(element("canvas")));
  draw(pen, stages, words, look, (x) => new ShiftedPen(pen, x, HEADING));
  return pen.text(`${words.title}, ${words.figures}`);
}

/** What is seen as PNG, twice as sharp as the screen. */
export async function toPng(stages: readonly Stage[], words: Words, look: Look): Promise<Blob> {
  const { width, height } = size(stages);
  const canvas = element("canvas");
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  const drawing = drawingOn(canvas);
  drawing.scale(SHARPNESS, SHARPNESS);
  draw(drawing, stages, words, look, (x) => new ShiftedPen(drawing, x, HEADING));
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, "image/png"); });
  if (!blob) throw new Error("This browser cannot make a picture of this size.");
  return blob;
}

const size = (stages: readonly Stage[]): { width: number; height: number } => ({
  width: stages.reduce((sum, stage) => sum + stage.geometry.width, 0),
  height: Math.max(...stages.map((stage) => stage.geometry.height)) + HEADING + LEGEND,
});

function draw(pen: Pen, stages: readonly Stage[], words: Words, { theme }: Look, at: (x: number) => Pen): void {
  const { width, height } = size(stages);
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, width, height);
  let x = 0;
  for (const stage of stages) {
    stage.picture.paint(at(x));
    x += stage.geometry.width;
  }
  // What was zoomed beyond the stage is not in the picture.
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, width, HEADING);
  pen.fillRect(0, height - LEGEND, width, LEGEND);
  pen.textBaseline = "alphabetic";
  pen.textAlign = "left";
  pen.fillStyle = theme.ink;
  pen.font = `600 18px ${FONT}`;
  pen.fillText(words.title, 20, 30);
  pen.font = `14px ${FONT}`;
  pen.textAlign = "right";
  pen.fillText(words.figures, width - 20, 30);
  pen.textAlign = "left";
  pen.font = `12px ${FONT}`;
  let left = 20;
  for (const { colours, text } of words.legend) {
    const step = 60 / colours.length;
    colours.forEach((colour, i) => {
      pen.fillStyle = colour;
      pen.fillRect(left + i * step, height - 28, step + 0.5, 9);
    });
    pen.fillStyle = theme.muted;
    pen.fillText(text, left + 68, height - 19);
    left += 68 + pen.measureText(text).width + 28;
  }
}

/** A pen whose paper lies elsewhere. */
class ShiftedPen implements Pen {
  constructor(private readonly pen: Pen, private readonly dx: number, private readonly dy: number) {}

  get strokeStyle(): Pen["strokeStyle"] { return this.pen.strokeStyle; }
  set strokeStyle(value) { this.pen.strokeStyle = value; }
  get fillStyle(): Pen["fillStyle"] { return this.pen.fillStyle; }
  set fillStyle(value) { this.pen.fillStyle = value; }
  get lineWidth(): number { return this.pen.lineWidth; }
  set lineWidth(value) { this.pen.lineWidth = value; }
  get lineJoin(): CanvasLineJoin { return this.pen.lineJoin; }
  set lineJoin(value) { this.pen.lineJoin = value; }
  get globalAlpha(): number { return this.pen.globalAlpha; }
  set globalAlpha(value) { this.pen.globalAlpha = value; }
  get font(): string { return this.pen.font; }
  set font(value) { this.pen.font = value; }
  get textAlign(): CanvasTextAlign { return this.pen.textAlign; }
  set textAlign(value) { this.pen.textAlign = value; }
  get textBaseline(): CanvasTextBaseline { return this.pen.textBaseline; }
  set textBaseline(value) { this.pen.textBaseline = value; }

  beginPath(): void { this.pen.beginPath(); }
  moveTo(x: number, y: number): void { this.pen.moveTo(x + this.dx, y + this.dy); }
  lineTo(x: number, y: number): void { this.pen.lineTo(x + this.dx, y + this.dy); }
  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void {
    this.pen.bezierCurveTo(a + this.dx, b + this.dy, c + this.dx, d + this.dy, x + this.dx, y + this.dy);
  }
  arc(x: number, y: number, radius: number, from: number, to: number): void { this.pen.arc(x + this.dx, y + this.dy, radius, from, to); }
  rect(x: number, y: number, width: number, height: number): void { this.pen.rect(x + this.dx, y + this.dy, width, height); }
  stroke(): void { this.pen.stroke(); }
  fill(): void { this.pen.fill(); }
  fillRect(x: number, y: number, width: number, height: number): void { this.pen.fillRect(x + this.dx, y + this.dy, width, height); }
  fillText(text: string, x: number, y: number): void { this.pen.fillText(text, x + this.dx, y + this.dy); }
  strokeText(text: string, x: number, y: number): void { this.pen.strokeText(text, x + this.dx, y + this.dy); }
  measureText(text: string): TextMetrics { return this.pen.measureText(text); }
  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void { this.pen.drawImage(image, x + this.dx, y + this.dy, width, height); }
}
