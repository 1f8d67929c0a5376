import { allEnds, makeFrame, type Ends } from "./frame";
import type { PageDocument } from "./schema";
import type { Curve, Frame, History, Source, Wish } from "./source";
import { curvesOf } from "./curves";
import { lastRecorded } from "./schedule";
import { Tensors } from "./tensors";

/** Frames that are kept unpacked: those beside the one shown, of two panes. */
const KEPT = 8;

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const result = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) result[i] = characters.charCodeAt(i);
  return result;
}

/** The recordings that are part of the page's own file, each JSON, and gzip in base64. */
export async function embedded(): Promise<EmbeddedSource[]> {
  const sources: EmbeddedSource[] = [];
  for (const suffix of ["", "-2"]) {
    const description = document.getElementById(`recording${suffix}`);
    const data = document.getElementById(`recording-data${suffix}`);
    if (!description || !data) break;
    const parsed = JSON.parse(description.textContent) as PageDocument;
    if (parsed.schema !== 2) throw new Error(`This page understands schema 2, not ${parsed.schema}.`);
    const unpacked = await new Response(new Blob([bytes(data.textContent.trim())]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    sources.push(new EmbeddedSource(parsed, new Tensors(parsed.tensors, unpacked)));
  }
  return sources;
}

/** A recording in the page's own file: everything is at hand. */
export class EmbeddedSource implements Source {
  readonly trouble = "";
  readonly curves: readonly Curve[];
  readonly curveEpochs: number[];
  onChange: () => void = () => undefined;
  onFrame: () => void = () => undefined;
  readonly #frames = new Map<string, Frame>();
  readonly #ends: Ends[];

  constructor(
    readonly document: PageDocument,
    readonly tensors: Tensors,
  ) {
    ({ curves: this.curves, epochs: this.curveEpochs } = curvesOf(document, tensors));
    this.#ends = document.edges.map((set) => set.source === undefined || set.target === undefined
      ? allEnds(document, set)
      : { source: tensors.indices(set.source), target: tensors.indices(set.target) });
  }

  get name(): string {
    return this.document.title;
  }

  frame(index: number, wish: Wish): Frame {
    const key = `${index} ${wish.sample ?? ""}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const made = makeFrame(this.document, this.document.epochs[index], (name) => this.#values(name, index, wish), (set) => this.#ends[set]);
    const oldest = this.#frames.keys().next();
    if (this.#frames.size >= KEPT && !oldest.done) this.#frames.delete(oldest.value);
    this.#frames.set(key, made);
    return made;
  }

  fetch(): void {
    // Everything is at hand.
  }

  units(layer: number, quantity: string): Promise<History | undefined> {
    const { name } = this.document.layers[layer];
    return Promise.resolve(this.#history(quantity === "dead" ? `${name}.saturation` : `${name}.${quantity}`));
  }

  incoming(layer: number, unit: number): Promise<History | undefined> {
    const set = this.document.edges.findIndex((edges) => edges.to === layer);
    if (set < 0) return Promise.resolve(undefined);
    const { name, from } = this.document.edges[set];
    const frames = this.tensors.frames(name);
    const width = this.document.layers[from].units;
    const values = new Float32Array(frames.count * width).fill(Number.NaN);
    const { source, target } = this.#ends[set];
    for (let i = 0; i < target.length; i++)
      if (target[i] === unit) for (let frame = 0; frame < frames.count; frame++) values[frame * width + source[i]] = frames.value(frame, i);
    return Promise.resolve(this.#recorded(name, width, values));
  }

  edge(set: number, source: number, target: number): Promise<History | undefined> {
    const ends = this.#ends[set];
    const place = ends.source.findIndex((unit, i) => unit === source && ends.target[i] === target);
    if (place < 0) return Promise.resolve(undefined);
    const { name } = this.document.edges[set];
    const frames = this.tensors.frames(name);
    return Promise.resolve(this.#recorded(name, 1, Float32Array.from({ length: frames.count }, (_, frame) => frames.value(frame, place))));
  }

  ridges(set: number): Promise<History | undefined> {
    const { name } = this.document.edges[set];
    return Promise.resolve(this.#history(`${name}.histogram`, name));
  }

  /** The values of all frames of a tensor; `column` is what was recorded of which it tells. */
  #history(name: string, column = name): History | undefined {
    if (!this.tensors.has(name)) return undefined;
    const frames = this.tensors.frames(name);
    const values = new Float32Array(frames.count * frames.width);
    for (let frame = 0; frame < frames.count; frame++) frames.at(frame, values.subarray(frame * frames.width, (frame + 1) * frames.width));
    return this.#recorded(column, frames.width, values);
  }

  /** Of values of all frames those that were recorded, each at its epoch: between them a frame is as the one before it. */
  #recorded(column: string, width: number, values: Float32Array): History {
    const { epochs, schedules } = this.document;
    const schedule = schedules[column];
    if (!schedule) return { epochs, width, values };
    const at = epochs.map((epoch) => lastRecorded(schedule, epoch));
    const frames = at.map((_, frame) => frame).filter((frame) => frame === 0 || at[frame] !== at[frame - 1]);
    const kept = new Float32Array(frames.length * width);
    frames.forEach((frame, row) => { kept.set(values.subarray(frame * width, (frame + 1) * width), row * width); });
    return { epochs: frames.map((frame) => at[frame]), width, values: kept };
  }

  #values(name: string, index: number, { sample }: Wish): Float32Array | undefined {
    if (!this.tensors.has(name)) return undefined;
    const frames = this.tensors.frames(name);
    const values = new Float32Array(frames.width);
    frames.at(index, values);
    if (!name.endsWith(".activation")) return values;
    const width = frames.width / this.document.samples.length;
    return sample === undefined ? undefined : values.subarray(sample * width, (sample + 1) * width);
  }
}
