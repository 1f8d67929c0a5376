import { count } from "../format";
import type { Lines, PageDocument, Scale } from "../document/schema";
import { lastRecorded } from "../document/schedule";
import type { Frame } from "../document/source";
import type { Look } from "../state/theme";
import { EdgeChoice, type Allowed } from "./choice";
import { Density, DensityField } from "./density";
import { distance, drawEdges, trace, type EdgeLook, type ScreenPainter } from "./edges";
import type { Geometry } from "./geometry";
import { captionOf, drawNotes, drawTitle, drawUnitLabels, titlesAreSmall, type Note } from "./labels";
import { LineValues } from "./lines";
import type { Edge, Network, Selection, Unit } from "./network";
import type { Pen } from "./pen";
import { coloursOf, drawRing, drawUnits, type Colours } from "./units";

/** How strongly edges are drawn that do not touch the unit in focus, and how strongly at least those that do. */
const RECEDED = 0.16;
const FOCUSED = 0.4;

/** The most edges drawn of the unit in focus, between two layers. */
const MOST_FOCUSED = 80;

/** The field of all weights fades as one comes closer; what is fainter than this is not drawn. */
const FAINTEST_FIELD = 0.08;

/** What is to be seen. */
export interface Shot {
  readonly frame: Frame;
  /** The frame before, for changes. */
  readonly before: Frame | undefined;
  /** The frame is the difference of two. */
  readonly difference: boolean;
  /** Quantities of units; empty: each layer's own, and no ring. */
  readonly fill: string;
  readonly ring: string;
  readonly lines: Lines;
  /** The most lines between two layers; 0: as many as can be told apart. */
  readonly strongest: number;
  /** The activations of one sample are shown. */
  readonly sample: boolean;
  readonly focus: Unit | undefined;
  readonly selection: Selection;
  readonly look: Look;
}

/** Makes a picture of a frame: chooses lines and colours, and draws them with any pen. */
export class Picture {
  readonly #choices: EdgeChoice[];
  readonly #focused: EdgeChoice[];
  readonly #fields: DensityField[];
  readonly #densities: Density[];
  readonly #lines: LineValues;
  #values: (Float32Array | undefined)[] = [];
  #fills: Colours[] = [];
  #rings: Colours[] = [];
  #notes: Note[] = [];
  #shot: Shot | undefined;
  #geometry: Geometry | undefined;

  constructor(
    private readonly document: PageDocument,
    private readonly network: Network,
  ) {
    this.#choices = network.edges.map(() => new EdgeChoice());
    this.#focused = network.edges.map(() => new EdgeChoice());
    this.#fields = network.edges.map(() => new DensityField());
    this.#densities = network.edges.map(() => new Density());
    this.#lines = new LineValues(network);
  }

  /** Somewhere lines are left out, and a field of all weights stands for them. */
  get hasFields(): boolean {
    return this.#notes.some((note) => note.field);
  }

  /** The scale of a quantity of a layer; of a difference one from less to more. */
  static scaleOf(document: PageDocument, layer: number, quantity: string, difference: boolean): Scale | undefined {
    const index = document.layers[layer].quantities[quantity];
    const scale = quantity === "dead" && document.layers[layer].canDie ? { title: "dead", ramp: "saturation" as const, low: 0, high: 1 } : index === undefined ? undefined : document.scales[index];
    if (!scale || !difference) return scale;
    const range = scale.high - scale.low;
    return { title: `${scale.title}, difference`, ramp: "sign", low: -range / 2, high: range / 2 };
  }

  /** The quantity that a layer's units show. */
  static quantityOf(document: PageDocument, layer: number, fill: string): string {
    return fill === "" || (layer === 0 && fill !== "activation") ? document.layers[layer].fill : fill;
  }

  /** Chooses what is drawn of a frame, as the geometry shows it. */
  compose(shot: Shot, geometry: Geometry): void {
    this.#shot = shot;
    this.#geometry = geometry;
    const colours = (quantity: string, layer: number): Colours => coloursOf(
      shot.frame.layers[layer].units.get(quantity), Picture.scaleOf(this.document, layer, quantity, shot.difference), shot.look);
    this.#fills = this.network.layers.map((_, layer) => colours(Picture.quantityOf(this.document, layer, shot.fill), layer));
    this.#rings = this.network.layers.map((_, layer) => (shot.ring === "" ? undefined : colours(shot.ring, layer)));
    const { strokes } = this.document;
    const largestOf = (set: number): number => (shot.lines === "weight" && this.network.edges[set].kernel ? this.network.edges[set].reach : strokes.largest[shot.lines] ?? 0);
    const seen = this.#seen(geometry);
    this.#values = this.network.edges.map((_, set) => this.#lines.of(set, shot.frame, shot.before, shot.lines, shot.sample));
    this.#notes = this.network.edges.map((edges, set): Note => {
      const values = this.#values[set];
      const frame = shot.frame.edges[set];
      if (!values || !frame) return { text: frame ? `${shot.lines} not known here` : "weights not recorded at this epoch", field: false };
      const largest = largestOf(set);
      const most = shot.strongest === 0 ? edges.drawn : shot.strongest;
      // Between two layers of which no unit can be seen, the strongest of all lines pass by.
      const zoomed = seen !== undefined && (seen[edges.from].includes(1) || seen[edges.to].includes(1));
      const allowed: Allowed | undefined = zoomed ? (edge) => seen[edges.from][frame.source[edge]] + seen[edges.to][frame.target[edge]] > 0 : undefined;
      this.#choices[set].choose(values, most, largest, strokes.classes.length, allowed);
      const { focus } = shot;
      if (focus?.layer === edges.from) this.#focused[set].choose(values, MOST_FOCUSED, largest, strokes.classes.length, (edge) => frame.source[edge] === focus.index);
      else if (focus?.layer === edges.to) this.#focused[set].choose(values, MOST_FOCUSED, largest, strokes.classes.length, (edge) => frame.target[edge] === focus.index);
      return this.#note(set, zoomed);
    });
  }

  /** Draws what was composed: with a pen, or on a screen what its painter can, what lies beneath that with a second pen, and the rest with the pen. */
  paint(pen: Pen, screen?: { painter: ScreenPainter; under: Pen }): void {
    const [shot, geometry] = [this.#shot, this.#geometry];
    if (!shot || !geometry) return;
    screen?.painter.clear(geometry);
    this.#paintJoins(screen?.under ?? pen, geometry, shot.look);
    this.#paintEdges(pen, shot, geometry, screen);
    screen?.painter.show?.();
    const { theme } = shot.look;
    const small = titlesAreSmall(geometry);
    this.network.layers.forEach((layer, index) => {
      const placed = geometry.layers[index];
      const inSight = placed.right >= 0 && placed.left <= geometry.width;
      if (inSight) {
        if (screen?.painter.units && !placed.collapsed) screen.painter.units(placed, this.#fills[index], this.#rings[index], theme);
        else drawUnits(pen, placed, this.#fills[index], this.#rings[index], theme, geometry.height);
        drawUnitLabels(pen, this.network, index, placed, geometry, theme, this.#fills[index]);
      }
      drawTitle(pen, layer.title, layer.name, captionOf(this.network, index, shot.frame, shot.difference), placed, geometry, theme, small);
    });
    this.#mark(pen, shot, geometry);
    drawNotes(pen, this.network, this.#notes, geometry, theme);
  }

  /** Draws units and lines alone, for a small picture. */
  paintBare(pen: Pen): void {
    const [shot, geometry] = [this.#shot, this.#geometry];
    if (!shot || !geometry) return;
    this.#paintEdges(pen, shot, geometry);
    geometry.layers.forEach((placed, index) => { drawUnits(pen, placed, this.#fills[index], undefined, shot.look.theme, geometry.height); });
  }

  /** The edge nearest to a point, among those drawn, within reach. */
  edgeAt(x: number, y: number, reach: number): Edge | undefined {
    let nearest: Edge | undefined;
    let least = reach;
    this.network.edges.forEach(({ from, to }, set) => {
      const edges = this.#shot?.frame.edges[set];
      const [a, b] = [this.#geometry?.layers[from], this.#geometry?.layers[to]];
      if (!edges || !a || !b || !this.#values[set] || x < a.left || x > b.right) return;
      const choice = this.#shot?.focus ? this.#focused[set] : this.#choices[set];
      // The strongest lie on top: they come last, and win.
      for (let k = 0; k < choice.count; k++) {
        const edge = choice.order[k];
        const away = distance(a, b, edges.source[edge], edges.target[edge], x, y);
        if (away > least) continue;
        least = away;
        nearest = { set, source: edges.source[edge], target: edges.target[edge] };
      }
    });
    return nearest;
  }

  /** What has no weights of its own, as thin lines: from unit to unit, or from layer to layer. */
  #paintJoins(pen: Pen, geometry: Geometry, { theme }: Look): void {
    for (const { from, to, units } of this.document.joins) {
      const [a, b] = [geometry.layers[from], geometry.layers[to]];
      pen.beginPath();
      if (units) for (let i = 0; i < Math.min(a.count, b.count); i++) trace(pen, a, b, i, i);
      else {
        const [start, end] = [(a.top + a.bottom) / 2, (b.top + b.bottom) / 2];
        const middle = (a.edgesOut + b.edgesIn) / 2;
        pen.moveTo(a.edgesOut, start);
        pen.bezierCurveTo(middle, start, middle, end, b.edgesIn, end);
      }
      pen.strokeStyle = theme.rule;
      pen.lineWidth = 1;
      pen.stroke();
    }
  }

  #paintEdges(pen: Pen, shot: Shot, geometry: Geometry, screen?: { painter: ScreenPainter; under: Pen }): void {
    const { focus, look: { theme } } = shot;
    const look: EdgeLook = { strokes: this.document.strokes, theme, lineWidth: geometry.lineWidth, strength: 1, faintest: 0 };
    this.network.edges.forEach(({ from, to }, set) => {
      const edges = shot.frame.edges[set];
      const [a, b] = [geometry.layers[from], geometry.layers[to]];
      if (!edges || !this.#values[set] || b.left < 0 || a.right > geometry.width) return;
      if (this.#notes[set].field && !focus) this.#paintField(screen?.under ?? pen, set, shot, geometry);
      const draw = (choice: EdgeChoice, how: EdgeLook): void => {
        if (screen) screen.painter.edges(edges, choice, a, b, how);
        else drawEdges(pen, edges, choice, a, b, how);
      };
      draw(this.#choices[set], focus ? { ...look, strength: RECEDED } : look);
      if (focus && (focus.layer === from || focus.layer === to)) draw(this.#focused[set], { ...look, faintest: FOCUSED });
    });
  }

  /** Lays the field of all weights beneath the lines. */
  #paintField(pen: Pen, set: number, shot: Shot, geometry: Geometry): void {
    const { from, to } = this.network.edges[set];
    const [a, b] = [geometry.layers[from], geometry.layers[to]];
    const density = this.#density(set, shot);
    const strength = Math.min(1, geometry.height / (Math.max(a.bottom, b.bottom) - Math.min(a.top, b.top)));
    if (!density || strength < FAINTEST_FIELD) return;
    const field = this.#fields[set];
    const box = field.paint(density, `${shot.lines}${shot.difference ? " difference" : ""}`, a, b, shot.look.theme);
    pen.globalAlpha = strength;
    pen.drawImage(field.canvas, box.left, box.top, box.width, box.height);
    pen.globalAlpha = 1;
  }

  /** All values of a set by groups of units: as the frame has it, or counted where all values are here. */
  #density(set: number, { frame, lines, difference }: Shot): Float32Array | undefined {
    const { from, to, total } = this.network.edges[set];
    const [edges, values] = [frame.edges[set], this.#values[set]];
    if (edges?.density && lines === "weight" && !difference) return edges.density;
    if (edges && values?.length === total) return this.#densities[set].of(values, edges, this.network.layers[from].units, this.network.layers[to].units);
    return undefined;
  }

  #mark(pen: Pen, { focus, selection, look }: Shot, geometry: Geometry): void {
    if (selection && "edge" in selection) {
      const { set, source, target } = selection.edge;
      const { from, to } = this.network.edges[set];
      pen.beginPath();
      trace(pen, geometry.layers[from], geometry.layers[to], source, target);
      pen.strokeStyle = look.accent;
      pen.lineWidth = 3;
      pen.stroke();
      drawRing(pen, geometry.layers[from], source, look.accent);
      drawRing(pen, geometry.layers[to], target, look.accent);
    }
    if (selection && "layer" in selection) {
      const { left, right, top, bottom } = geometry.layers[selection.layer];
      pen.beginPath();
      pen.rect(left - 7, top - 7, right - left + 14, bottom - top + 14);
      pen.strokeStyle = look.accent;
      pen.lineWidth = 2;
      pen.stroke();
    }
    if (selection && "unit" in selection) drawRing(pen, geometry.layers[selection.unit.layer], selection.unit.index, look.accent);
    if (focus) drawRing(pen, geometry.layers[focus.layer], focus.index, look.accent);
  }

  /** The units that can be seen, while not all can: only their edges are drawn. */
  #seen(geometry: Geometry): Uint8Array[] | undefined {
    const beyond = geometry.layers.some((layer) => layer.top < -layer.radius || layer.bottom > geometry.height + layer.radius || layer.left < -layer.radius || layer.right > geometry.width + layer.radius);
    if (!beyond) return undefined;
    return geometry.layers.map((layer) => Uint8Array.from({ length: layer.count }, (_, i) =>
      Number(layer.x(i) > -layer.radius && layer.x(i) < geometry.width + layer.radius && layer.y(i) > -layer.radius && layer.y(i) < geometry.height + layer.radius)));
  }

  #note(set: number, zoomed: boolean): Note {
    const { name, total, kernel } = this.network.edges[set];
    const shot = this.#shot;
    const edges = shot?.frame.edges[set];
    const { count: drawn, drawable } = this.#choices[set];
    const values = this.#values[set];
    // Values of zero have no line whatever is asked for.
    const zeros = (values?.length ?? 0) - drawable;
    const what = shot?.lines === "weight" ? (kernel ? "kernels" : "weights") : shot?.lines === "change" ? "changes" : `${shot?.lines ?? ""}s`;
    const parts: string[] = [];
    const some = edges !== undefined && (edges.weight.length < total || drawn < edges.weight.length) && drawn < total - zeros;
    if (zoomed) parts.push(`strongest ${count(drawn)} in view, of ${count(total)} ${what}`);
    else if (some) parts.push(`strongest ${count(drawn)} of ${count(total)} ${what}`);
    const as = shot ? lastRecorded(this.document.schedules[name], shot.frame.epoch) : 0;
    if (shot && as !== shot.frame.epoch) parts.push(parts.length > 0 ? `as of epoch ${count(as)}` : `weights as of epoch ${count(as)}`);
    if (edges && edges.notFinite > 0) parts.push(`${count(edges.notFinite)} of ${count(total)} weights not finite`);
    const known = values?.length === total || (edges?.density !== undefined && shot?.lines === "weight" && !shot.difference);
    return { text: parts.join(", "), field: known && (zoomed || drawn < total - zeros) && shot?.focus === undefined };
  }
}
