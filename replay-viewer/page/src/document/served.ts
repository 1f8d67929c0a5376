import { curvesOf } from "./curves";
import { allEnds, makeFrame, type Ends } from "./frame";
import { FrameCache } from "./frameCache";
import type { Growth, Listing, PageDocument } from "./schema";
import type { Curve, Frame, History, Source, Wish } from "./source";
import { unpack, type Tensors } from "./tensors";

/** Bytes of frames that a tab keeps, however long it plays. */
const CACHE_BYTES = 96 << 20;

/** Frames that are fetched at once. */
const AT_ONCE = 2;

/** Milliseconds before a connection that was lost is tried again. */
const PAUSE = 1000;

/** Milliseconds without a word from the server, which says at least every four seconds that it is there, before a connection counts as dead. */
const SILENCE = 12_000;

/** Milliseconds after which an answer is no longer waited for. */
const LONGEST = 30_000;

async function answer(address: string, signal?: AbortSignal): Promise<Response> {
  const timeout = AbortSignal.timeout(LONGEST);
  const response = await fetch(address, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  if (!response.ok) throw new Error((await response.text()) || `The server answers ${response.status}.`);
  return response;
}

/** What the server that sent this page holds. */
export async function listing(): Promise<Listing> {
  return (await (await answer("recordings")).json()) as Listing;
}

/** A recording on the server that sent the page: frames are fetched as they are looked at, and few are kept. */
export class ServedSource implements Source {
  onChange: () => void = () => undefined;
  onFrame: () => void = () => undefined;
  readonly curves: readonly Curve[];
  readonly curveEpochs: number[];
  readonly #frames = new FrameCache(CACHE_BYTES);
  readonly #fetching = new Map<string, AbortController>();
  readonly #all: (Ends | undefined)[];
  /** What is wrong, by who says it: an answer that comes does not mend the line, and one that does not come says less than a line that is lost. */
  readonly #troubles = { line: "", recording: "", answer: "" };
  readonly #histories = new Map<string, Promise<History | undefined>>();
  #wanted: { index: number; wish: Wish }[] = [];

  private constructor(
    private readonly number: number,
    readonly name: string,
    readonly document: PageDocument,
    readonly tensors: Tensors,
  ) {
    ({ curves: this.curves, epochs: this.curveEpochs } = curvesOf(document, tensors));
    this.#all = document.edges.map(() => undefined);
    if (document.live) this.#follow();
  }

  static async open(number: number, name: string): Promise<ServedSource> {
    const { header, tensors } = unpack(await (await answer(`recordings/${number}/document`)).arrayBuffer());
    return new ServedSource(number, name, header as PageDocument, tensors);
  }

  get trouble(): string {
    return this.#troubles.line || this.#troubles.recording || this.#troubles.answer;
  }

  frame(index: number, wish: Wish): Frame | undefined {
    return this.#frames.get(this.#key(index, wish));
  }

  fetch(indices: readonly number[], wish: Wish): void {
    this.#wanted = indices.map((index) => ({ index, wish }));
    const keys = new Set(this.#wanted.map(({ index }) => this.#key(index, wish)));
    for (const [key, abort] of this.#fetching) if (!keys.has(key)) abort.abort();
    this.#pump();
  }

  units(layer: number, quantity: string): Promise<History | undefined> {
    return this.#history(`history?layer=${layer}&quantity=${encodeURIComponent(quantity === "dead" ? "saturation" : quantity)}`);
  }

  incoming(layer: number, unit: number): Promise<History | undefined> {
    return this.#history(`incoming?layer=${layer}&unit=${unit}`);
  }

  edge(set: number, source: number, target: number): Promise<History | undefined> {
    return this.#history(`edge?layer=${this.document.edges[set].to}&source=${source}&target=${target}`);
  }

  ridges(set: number): Promise<History | undefined> {
    return this.#history(`ridges?layer=${this.document.edges[set].to}`);
  }

  #key(index: number, { sample, gradient, drawn }: Wish): string {
    return `${this.document.epochs[index]}?${sample === undefined ? "" : `sample=${sample}&`}gradient=${gradient ? 1 : 0}${drawn ? "&drawn=1" : ""}`;
  }

  #pump(): void {
    for (const [place, { index, wish }] of this.#wanted.entries()) {
      if (this.#fetching.size >= AT_ONCE) return;
      const key = this.#key(index, wish);
      if (this.#frames.has(key)) continue;
      if (!this.#fetching.has(key)) void this.#load(key, this.document.epochs[index]);
      // What may be wanted next waits until the most wanted is here.
      if (place === 0) return;
    }
  }

  async #load(key: string, epoch: number): Promise<void> {
    const abort = new AbortController();
    this.#fetching.set(key, abort);
    try {
      const { tensors } = unpack(await (await answer(`recordings/${this.number}/frames/${key}`, abort.signal)).arrayBuffer());
      const values = (name: string): Float32Array | undefined => (tensors.has(name) ? tensors.floats(name) : undefined);
      const frame = makeFrame(this.document, epoch, values, (set) => this.#ends(set, tensors));
      this.#frames.set(key, frame);
      this.#say("answer", "");
      this.onFrame();
    } catch (error) {
      if (!abort.signal.aborted) {
        this.#say("answer", `Epoch ${epoch} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
        // Whatever it was, the same question asked without a pause would hammer the server.
        await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
      }
    } finally {
      this.#fetching.delete(key);
      this.#pump();
    }
  }

  #ends(set: number, tensors: Tensors): Ends {
    const edges = this.document.edges[set];
    if (tensors.has(`${edges.name}.source`)) return { source: tensors.indices(`${edges.name}.source`), target: tensors.indices(`${edges.name}.target`) };
    return (this.#all[set] ??= allEnds(this.document, edges));
  }

  #history(question: string): Promise<History | undefined> {
    const known = this.#histories.get(question);
    if (known) return known;
    const asked = answer(`recordings/${this.number}/${question}`)
      .then(async (response): Promise<History> => {
        const { tensors } = unpack(await response.arrayBuffer());
        return { epochs: Array.from(tensors.floats("epochs")), width: tensors.shape("values")[1], values: tensors.floats("values") };
      })
      .catch((error: unknown) => {
        this.#say("answer", error instanceof Error ? error.message : String(error));
        this.#histories.delete(question);
        return undefined;
      });
    if (this.#histories.size > 24) this.#histories.delete(this.#histories.keys().next().value ?? "");
    this.#histories.set(question, asked);
    return asked;
  }

  #say(who: "line" | "answer", trouble: string): void {
    const before = this.trouble;
    this.#troubles[who] = trouble;
    if (this.trouble !== before) this.onChange();
  }

  /** Listens to what comes. The question names the last epoch that is here, so that a cut connection misses nothing. */
  #follow(): void {
    const events = new EventSource(`recordings/${this.number}/events?after=${this.document.epochs.at(-1) ?? -1}`);
    const lost = (): void => {
      clearTimeout(watch);
      this.#say("line", "The connection to replay serve is lost; trying again …");
      events.close();
      setTimeout(() => { this.#follow(); }, PAUSE);
    };
    // A connection that was cut without a word says nothing, and no error either.
    let watch = window.setTimeout(lost, SILENCE);
    const heard = (): void => {
      clearTimeout(watch);
      if (events.readyState !== EventSource.CLOSED) watch = window.setTimeout(lost, SILENCE);
    };
    events.addEventListener("growth", (event) => {
      this.#grow(JSON.parse(event.data as string) as Growth);
      if (!this.document.live) events.close();
      heard();
    });
    events.addEventListener("beat", heard);
    events.addEventListener("open", () => {
      this.#say("line", "");
      heard();
    });
    events.addEventListener("error", lost);
  }

  #grow(growth: Growth): void {
    const last = this.document.epochs.at(-1) ?? -1;
    growth.epochs.forEach((epoch, i) => {
      if (epoch <= last) return;
      this.document.epochs.push(epoch);
      this.curveEpochs.push(epoch);
      for (const curve of this.curves) curve.values.push(growth.curves[curve.key]?.[i] ?? Number.NaN);
    });
    this.document.findings.push(...growth.findings.filter((finding) => finding.epoch > last));
    this.document.recordedEpochs = this.document.epochs.length;
    this.document.scales = growth.scales;
    this.document.strokes = growth.strokes;
    this.document.live = growth.live;
    this.#troubles.recording = growth.fault ?? "";
    this.#histories.clear();
    this.onChange();
  }
}
