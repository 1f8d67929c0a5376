import { Frames } from "./frames";
import type { PageDocument, Tensor } from "./schema";

/** The tensors of a document: checked against the data, decoded when first asked for. */
export class Tensors {
  readonly #frames = new Map<string, Frames>();

  constructor(
    private readonly infos: PageDocument["tensors"],
    private readonly data: ArrayBuffer,
    /** Where the data begins in the buffer, a multiple of four. */
    private readonly start = 0,
  ) {}

  has(name: string): boolean {
    return this.infos[name] !== undefined;
  }

  /** The names of all tensors. */
  get names(): string[] {
    return Object.keys(this.infos);
  }

  shape(name: string): readonly number[] {
    return this.infos[name]?.shape ?? [];
  }

  floats(name: string): Float32Array {
    const info = this.#info(name, "f32");
    return new Float32Array(this.data, this.#offset(name, info, 4), size(info));
  }

  indices(name: string): Uint32Array {
    const info = this.#info(name, "u32");
    return new Uint32Array(this.data, this.#offset(name, info, 4), size(info));
  }

  frames(name: string): Frames {
    const known = this.#frames.get(name);
    if (known) return known;
    const info = this.#info(name, "i16");
    if (info.shape.length !== 2 || info.step === undefined) throw new Error(`The tensor ${name} has no frames.`);
    const bytes = new Uint8Array(this.data, this.#offset(name, info, 2), 2 * size(info));
    const decoded = Frames.decode(bytes, info.shape[0], info.shape[1], info.step);
    this.#frames.set(name, decoded);
    return decoded;
  }

  #info(name: string, type: Tensor["type"]): Tensor {
    const info = this.infos[name];
    if (!info) throw new Error(`The page lacks the tensor ${name}.`);
    if (info.type !== type) throw new Error(`The tensor ${name} is ${info.type}, not ${type}.`);
    return info;
  }

  #offset(name: string, info: Tensor, bytes: number): number {
    const offset = this.start + info.offset;
    if (offset + bytes * size(info) > this.data.byteLength) throw new Error(`The tensor ${name} lies outside the page's data: the file is cut off.`);
    return offset;
  }
}

const size = (info: Tensor): number => info.shape.reduce((product, axis) => product * axis, 1);

/** Takes an answer apart: the length of its header, the header as JSON, the data. */
export function unpack(answer: ArrayBuffer): { header: { tensors: PageDocument["tensors"] }; tensors: Tensors } {
  const length = new DataView(answer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(answer, 4, length))) as { tensors: PageDocument["tensors"] };
  return { header, tensors: new Tensors(header.tensors, answer, 4 + length) };
}
