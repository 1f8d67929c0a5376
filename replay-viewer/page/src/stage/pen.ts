/** What drawing needs of a canvas: a screen's, a picture's, or one that writes SVG. */
export type Pen = Pick<CanvasRenderingContext2D,
  "beginPath" | "moveTo" | "lineTo" | "bezierCurveTo" | "arc" | "rect" | "stroke" | "fill" | "fillRect" | "fillText" | "strokeText" | "measureText"
  | "strokeStyle" | "fillStyle" | "lineWidth" | "lineJoin" | "globalAlpha" | "font" | "textAlign" | "textBaseline"> & {
    drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void;
  };

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/g, "");

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Writes what is drawn as SVG. */
export class SvgPen implements Pen {
  strokeStyle: Pen["strokeStyle"] = "#000";
  fillStyle: Pen["fillStyle"] = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  font = "12px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  readonly #parts: string[] = [];
  #path: string[] = [];
  /** The group of strokes that is open; empty if none. */
  #group = "";

  constructor(
    private readonly width: number,
    private readonly height: number,
    /** Measures texts. */
    private readonly ruler: CanvasRenderingContext2D,
  ) {}

  beginPath(): void { this.#path = []; }
  moveTo(x: number, y: number): void { this.#path.push(`M${round(x)} ${round(y)}`); }
  lineTo(x: number, y: number): void { this.#path.push(`L${round(x)} ${round(y)}`); }
  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void {
    this.#path.push(`C${[a, b, c, d, x, y].map(round).join(" ")}`);
  }

  arc(x: number, y: number, radius: number): void {
    const r = round(radius);
    this.#path.push(`M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${round(2 * radius)} 0a${r} ${r} 0 1 0 ${round(-2 * radius)} 0Z`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(`M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`);
  }

  /** Strokes that look alike stand in a group. */
  stroke(): void {
    const opacity = this.globalAlpha === 1 ? "" : ` stroke-opacity="${round(this.globalAlpha)}"`;
    const group = `<g fill="none" stroke="${this.#colour(this.strokeStyle)}" stroke-width="${round(this.lineWidth)}"${opacity}>`;
    if (group !== this.#group) {
      this.#close();
      this.#parts.push(group);
      this.#group = group;
    }
    this.#parts.push(`<path d="${this.#path.join("")}"/>`);
  }

  fill(): void {
    this.#add(`<path d="${this.#path.join("")}" fill="${this.#colour(this.fillStyle)}"${this.#opacity()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(`<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${this.#colour(this.fillStyle)}"${this.#opacity()}/>`);
  }

  fillText(text: string, x: number, y: number): void { this.#text(text, x, y, `fill="${this.#colour(this.fillStyle)}"`); }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, `fill="none" stroke="${this.#colour(this.strokeStyle)}" stroke-width="${round(this.lineWidth)}" stroke-linejoin="round"`);
  }

  #text(text: string, x: number, y: number, paint: string): void {
    const anchor = this.textAlign === "center" ? "middle" : this.textAlign === "right" || this.textAlign === "end" ? "end" : "start";
    const [, weight, size] = /^(?:(\d+) )?([\d.]+)px/.exec(this.font) ?? ["", "400", "12"];
    const down = this.textBaseline === "middle" ? 0.35 * Number(size) : 0;
    this.#add(`<text x="${round(x)}" y="${round(y + down)}" font-size="${size}" font-weight="${weight || "400"}" text-anchor="${anchor}" ${paint}${this.#opacity()}>${escaped(text)}</text>`);
  }

  measureText(text: string): TextMetrics {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    this.#add(`<image x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" preserveAspectRatio="none" href="${image.toDataURL()}"${this.#opacity()}/>`);
  }

  /** The picture. */
  text(title: string): string {
    this.#close();
    const size = `width="${round(this.width)}" height="${round(this.height)}" viewBox="0 0 ${round(this.width)} ${round(this.height)}"`;
    const font = "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\"";
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>\n<title>${escaped(title)}</title>\n${this.#parts.join("\n")}\n</svg>\n`;
  }

  #add(part: string): void {
    this.#close();
    this.#parts.push(part);
  }

  #close(): void {
    if (this.#group !== "") this.#parts.push("</g>");
    this.#group = "";
  }

  #opacity(): string { return this.globalAlpha === 1 ? "" : ` opacity="${round(this.globalAlpha)}"`; }
  #colour(style: Pen["fillStyle"]): string { return typeof style === "string" ? style : "#000"; }
}
