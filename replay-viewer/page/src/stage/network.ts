import type { EdgeSet, Layer, PageDocument } from "../document/schema";

/** A unit: its layer and its place in it. */
export interface Unit {
  readonly layer: number;
  readonly index: number;
}

/** A weight: its set, and the units it joins. */
export interface Edge {
  readonly set: number;
  readonly source: number;
  readonly target: number;
}

/** What a person has chosen: a unit, a weight, or a whole layer. */
export type Selection = { readonly unit: Unit } | { readonly edge: Edge } | { readonly layer: number } | undefined;

export const same = (a: Unit | undefined, b: Unit | undefined): boolean => a?.layer === b?.layer && a?.index === b?.index;

/** The network of a document: names, and what leads where. */
export class Network {
  constructor(private readonly document: PageDocument) {}

  get layers(): readonly Layer[] {
    return this.document.layers;
  }

  get edges(): readonly EdgeSet[] {
    return this.document.edges;
  }

  /** A unit's name: `hidden1.17`. */
  name(unit: Unit): string {
    return `${this.layers[unit.layer].name}.${unit.index}`;
  }

  /** What a unit is called by people, if it has such a name. */
  label(unit: Unit): string | undefined {
    return this.layers[unit.layer].labels.at(unit.index);
  }

  /** A weight's name: `hidden1.17-input.3`, from its unit back to where it comes from. */
  edgeName({ set, source, target }: Edge): string {
    const { from, to } = this.edges[set];
    return `${this.name({ layer: to, index: target })}-${this.name({ layer: from, index: source })}`;
  }

  /** The unit of a name, if there is one. */
  find(name: string): Unit | undefined {
    const dot = name.lastIndexOf(".");
    const layer = this.findLayer(name.slice(0, dot));
    const digits = name.slice(dot + 1);
    const index = /^\d+$/.test(digits) ? Number(digits) : -1;
    return layer >= 0 && index >= 0 && index < this.layers[layer].units ? { layer, index } : undefined;
  }

  findLayer(name: string): number {
    return this.layers.findIndex((candidate) => candidate.name === name);
  }

  /** What a name stands for; nothing if there is no such thing. */
  select(name: string): Selection {
    if (name === "") return undefined;
    const layer = this.findLayer(name);
    if (layer >= 0) return { layer };
    const unit = this.find(name);
    if (unit) return { unit };
    const [target, source] = name.split("-").map((part) => this.find(part));
    const set = this.edges.findIndex((edges) => edges.to === target?.layer && edges.from === source?.layer);
    return target && source && set >= 0 ? { edge: { set, source: source.index, target: target.index } } : undefined;
  }

  /** The name of what is selected; empty if nothing is. */
  selectionName(selection: Selection): string {
    if (!selection) return "";
    if ("unit" in selection) return this.name(selection.unit);
    return "edge" in selection ? this.edgeName(selection.edge) : this.layers[selection.layer].name;
  }
}
