import { Frames } from "./frames";
import type { PageDocument, Tensor } from "./schema";

/** The tensors of a document: checked against the data, decoded when first asked for. */
export class Tensors {
  readonly #frames = new Map<string, Frames>();

  constructor(
    private readonly infos: PageDocument["tensors"],
    private readonly data: ArrayBuffer,
  ) {}

  floats(name: string): Float32Array {
    const info = this.#info(name, "f32");
    return new Float32Array(this.#bytes(name, info, 4));
  }

  indices(name: string): Uint32Array {
    const info = this.#info(name, "u32");
    return new Uint32Array(this.#bytes(name, info, 4));
  }

  frames(name: string): Frames {
    const known = this.#frames.get(name);
    if (known) return known;
    const info = this.#info(name, "i16");
    if (info.shape.length !== 2 || info.step === undefined) throw new Error(`The tensor ${name} has no frames.`);
    const decoded = Frames.decode(new Uint8Array(this.#bytes(name, info, 2)), info.shape[0], info.shape[1], info.step);
    this.#frames.set(name, decoded);
    return decoded;
  }

  #info(name: string, type: Tensor["type"]): Tensor {
    const info = this.infos[name];
    if (!info) throw new Error(`The page lacks the tensor ${name}.`);
    if (info.type !== type) throw new Error(`The tensor ${name} is ${info.type}, not ${type}.`);
    return info;
  }

  #bytes(name: string, info: Tensor, size: number): ArrayBuffer {
    const end = info.offset + size * info.shape.reduce((product, axis) => product * axis, 1);
    if (end > this.data.byteLength) throw new Error(`The tensor ${name} lies outside the page's data: the file is cut off.`);
    return this.data.slice(info.offset, end);
  }
}
