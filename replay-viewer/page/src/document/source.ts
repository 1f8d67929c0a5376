import type { PageDocument } from "./schema";
import type { Tensors } from "./tensors";

/** What is known of a layer at one epoch. */
export interface LayerFrame {
  /** By the quantity's name, a value a unit. */
  readonly units: ReadonlyMap<string, Float32Array>;
  /** How many units are dead, and dormant; NaN where that is not known. */
  readonly dead: number;
  readonly dormant: number;
}

/** The weights between two layers at one epoch. */
export interface EdgeFrame {
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Float32Array;
  readonly gradient: Float32Array | undefined;
  /** The share of all weights in each bin. */
  readonly histogram: Float32Array | undefined;
  /** Mean positive and mean negative weight between groups of units, where weights are left out. */
  readonly density: Float32Array | undefined;
  /** How many of all weights are no numbers. */
  readonly notFinite: number;
}

/** One epoch. Where the weights were not recorded, there are none. */
export interface Frame {
  readonly epoch: number;
  readonly layers: readonly LayerFrame[];
  readonly edges: readonly (EdgeFrame | undefined)[];
}

/** Something over the epochs: values `[epochs, width]`. */
export interface History {
  readonly epochs: readonly number[];
  readonly width: number;
  readonly values: Float32Array;
}

/** What of an epoch is wanted beside units and weights. */
export interface Wish {
  /** A sample of the probe whose activations are wanted. */
  readonly sample: number | undefined;
  readonly gradient: boolean;
  /** Only the weights that are drawn at first: as much as is needed while one scrubs. */
  readonly drawn: boolean;
}

/** A curve and its points. */
export interface Curve {
  readonly title: string;
  readonly name: string;
  /** The tensor, by which it is known. */
  readonly key: string;
  /** NaN where nothing was recorded. */
  readonly values: number[];
}

/** Where a page's recording comes from: the page's own file, or the server that sent the page. */
export interface Source {
  /** What the address calls it. */
  readonly name: string;
  /** What is shown; of a live recording its epochs, findings and scales grow. */
  readonly document: PageDocument;
  /** Layouts. */
  readonly tensors: Tensors;
  /** Curves over `curveEpochs`. */
  readonly curves: readonly Curve[];
  readonly curveEpochs: number[];
  /** What is wrong with it at present; empty if nothing. */
  readonly trouble: string;
  /** Something came, or the connection was lost or found again. */
  onChange: () => void;

  /** A frame that is at hand. */
  frame(index: number, wish: Wish): Frame | undefined;
  /** Fetches frames, the most wanted first; what was asked for before and is not among them is given up. Calls `onFrame` for each that comes. */
  fetch(indices: readonly number[], wish: Wish): void;
  onFrame: () => void;

  /** A quantity of all units of a layer over the epochs. */
  units(layer: number, quantity: string): Promise<History | undefined>;
  /** The weights into a unit over the epochs, as wide as the weights there are. NaN where the page does not hold a weight. */
  incoming(layer: number, unit: number): Promise<History | undefined>;
  /** One weight over the epochs. */
  edge(set: number, source: number, target: number): Promise<History | undefined>;
  /** Histograms of the weights of a set over the epochs. */
  ridges(set: number): Promise<History | undefined>;
}
