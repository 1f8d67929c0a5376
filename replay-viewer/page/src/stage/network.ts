import type { Frames } from "../document/frames";
import type { EdgeSet, Layer } from "../document/schema";
import type { Opened } from "../document/source";

/** A layer with its values. */
export interface NetworkLayer {
  readonly info: Layer;
  readonly saturation: Frames | undefined;
  readonly activation: Frames | undefined;
  readonly bias: Frames | undefined;
  readonly dead: Frames | undefined;
}

/** The weights between two layers, with their ends. */
export interface NetworkEdges {
  readonly info: EdgeSet;
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Frames;
  readonly notFinite: Frames | undefined;
}

/** A unit: its layer and its place in it. */
export interface Unit {
  readonly layer: number;
  readonly index: number;
}

export const same = (a: Unit | undefined, b: Unit | undefined): boolean => a?.layer === b?.layer && a?.index === b?.index;

/** The network of a document, ready to be drawn and asked. */
export class Network {
  readonly layers: NetworkLayer[];
  readonly edges: NetworkEdges[];

  constructor({ document, tensors }: Opened) {
    const frames = (name: string | undefined): Frames | undefined => (name === undefined ? undefined : tensors.frames(name));
    this.layers = document.layers.map((info) => ({
      info,
      saturation: frames(info.saturation),
      activation: frames(info.activation),
      bias: frames(info.bias),
      dead: frames(info.dead),
    }));
    this.edges = document.edges.map((info) => {
      const weight = tensors.frames(info.weight);
      const width = document.layers[info.from].units;
      return {
        info,
        weight,
        notFinite: frames(info.notFinite),
        source: info.source === undefined ? Uint32Array.from({ length: weight.width }, (_, i) => i % width) : tensors.indices(info.source),
        target: info.target === undefined ? Uint32Array.from({ length: weight.width }, (_, i) => Math.floor(i / width)) : tensors.indices(info.target),
      };
    });
  }

  /** A unit's name: `hidden1.17`. */
  name(unit: Unit): string {
    return `${this.layers[unit.layer].info.name}.${unit.index}`;
  }

  /** The unit of a name, if there is one. */
  find(name: string): Unit | undefined {
    const dot = name.lastIndexOf(".");
    const layer = this.layers.findIndex((candidate) => candidate.info.name === name.slice(0, dot));
    const index = Number(name.slice(dot + 1));
    return layer >= 0 && Number.isInteger(index) && index >= 0 && index < this.layers[layer].info.units ? { layer, index } : undefined;
  }
}
