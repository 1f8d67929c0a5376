/** The document that a page shows. SCHEMA.md is the normative text; the C# records in TrainRecorder.Scene/Page mirror it. */
export interface PageDocument {
  /** Version of the schema: 2. */
  schema: number;
  /** What the recording is called. */
  title: string;
  /** The run, `runs/ID`. */
  run: string;
  /** What wrote the recording. */
  software: string;
  /** The recording is still being written. */
  live: boolean;
  /** Epochs in the recording; more than `epochs` when a choice was made. */
  recordedEpochs: number;
  /** The epochs shown, increasing: the frames. */
  epochs: number[];
  /** The same layers laid out for frames of different proportions; the page takes what fits its window best. */
  layouts: Layout[];
  layers: Layer[];
  edges: EdgeSet[];
  joins: Join[];
  charts: Chart[];
  findings: Finding[];
  /** What the samples of the probe are called whose activations can be shown. */
  samples: string[];
  /** What the colours of units mean. */
  scales: Scale[];
  strokes: Strokes;
  themes: { light: Theme; dark: Theme };
  /** By name the tensors of an epoch that were not recorded at every epoch. Between, they are as last recorded. */
  schedules: Partial<Record<string, Schedule>>;
  /** Where each tensor lies in the data. */
  tensors: Partial<Record<string, Tensor>>;
}

/** When something was recorded: at every epoch up to one, then at multiples of a number, and at the last of the job. */
export interface Schedule {
  every: number;
  denseUntil: number;
  last?: number;
}

/** Where the units are, in a frame of its own. */
export interface Layout {
  width: number;
  height: number;
  /** Width of the line of the largest weight, in the units of the frame. */
  lineWidth: number;
  layers: LayerPlace[];
}

export interface LayerPlace {
  /** Radius of a unit's circle. */
  radius: number;
  /** Tensor `[units, 3]`: x and y of the unit's centre, and the height at which its edges cross the sides of the layer's block. */
  units: string;
  /** Where edges arrive from the layer before, and where they leave to the next: x. */
  edgesIn: number;
  edgesOut: number;
}

export interface Layer {
  /** Its name in the recording: `hidden1`. */
  name: string;
  /** Its title for people: `Hidden Layer 1`. */
  title: string;
  /** What is said below the title, the same at every epoch: `32 units`, `tanh`. */
  caption: string[];
  units: number;
  /** Names of its units, or empty. */
  labels: string[];
  /** Channels, height and width, where the units form a picture. */
  image?: [number, number, number];
  /** A unit that is flat on every sample is dead here, not saturated. */
  canDie: boolean;
  /** What is known of its units: by name the index of its scale. Its tensor is `<layer>.<name>`. */
  quantities: Partial<Record<string, number>>;
  /** The quantity that colours show unless another is chosen; empty if nothing is known. */
  fill: string;
}

/** The weights between two layers. Tensors: `<name>`, `<name>.gradient`, `.histogram`, `.density`, `.not_finite`. */
export interface EdgeSet {
  /** Indices into `layers`. */
  from: number;
  to: number;
  name: string;
  /** Weights there are. */
  total: number;
  /** Of these, how many the page draws at one epoch unless told otherwise: the strongest. */
  drawn: number;
  /** Of a convolution the size of its kernels, whose norms stand for weights. */
  kernel?: number[];
  /** Gradients are there. */
  gradient: boolean;
  /** Histograms reach from −reach to it. */
  reach: number;
  /** Tensor `[edges]`: the unit of `from`. Left out when every weight is here, row-major `[to, from]`. */
  source?: string;
  /** Tensor `[edges]`: the unit of `to`. */
  target?: string;
}

/** What leads from a layer to another without weights of its own. */
export interface Join {
  from: number;
  to: number;
  /** Each unit to the one of the same number; otherwise the layers as a whole. */
  units: boolean;
}

/** Curves that share an axis. */
export interface Chart {
  /** `loss`, `accuracy`. */
  title: string;
  series: Series[];
}

export interface Series {
  /** `training`, `validation`. */
  name: string;
  /** Tensor `[points]`: the epochs. */
  epochs: string;
  /** Tensor `[points]`: the values; NaN where not recorded. */
  values: string;
}

/** What the diagnostics found. */
export interface Finding {
  epoch: number;
  rule: string;
  /** The layer's name; empty where it is about the whole network. */
  layer: string;
  units: number[];
  value?: number;
  threshold?: number;
  advice: string;
}

/** What the colour of units means, on a scale of the whole recording: change is seen and not rescaled away. */
export interface Scale {
  /** For the legend. */
  title: string;
  /** The theme's colours; `sign` goes from negative by nothing to positive. */
  ramp: "saturation" | "activation" | "sign";
  /** The values of the first and the last colour. */
  low: number;
  high: number;
}

/** What lines can show. */
export type Lines = "weight" | "contribution" | "change" | "gradient";

/** How lines are drawn, the same at every epoch and between all layers. */
export interface Strokes {
  /** By what lines show: the |value| of the full width and strength. */
  largest: Partial<Record<Lines, number>>;
  /** How lines of equal classes of |value| from 0 to `largest` are drawn: their share of the full width, and their opacity. */
  classes: Stroke[];
}

export interface Stroke {
  width: number;
  opacity: number;
}

/** Colours, each `#rrggbb`; ramps from the low to the high end, evenly spaced. */
export interface Theme {
  background: string;
  ink: string;
  muted: string;
  rule: string;
  outline: string;
  positive: string;
  negative: string;
  saturation: string[];
  activation: string[];
}

export interface Tensor {
  /** `f32`, `u32`: little-endian; `i16`: quantised frames, see SCHEMA.md. */
  type: "f32" | "u32" | "i16";
  shape: number[];
  /** Bytes from the start of the data. */
  offset: number;
  /** Of `i16`: what one step is worth. */
  step?: number;
}

/** What came to a live recording. */
export interface Growth {
  epochs: number[];
  /** The points of the curves at these epochs, by the curve's tensor. */
  curves: Partial<Record<string, (number | null)[]>>;
  findings: Finding[];
  scales: Scale[];
  strokes: Strokes;
  live: boolean;
  fault?: string;
}

/** The recordings that are served. */
export interface Listing {
  recordings: Entry[];
  /** The first two are to be seen side by side. */
  compare: boolean;
}

export interface Entry {
  name: string;
  title: string;
  run: string;
  epochs: number;
  live: boolean;
  /** Why it cannot be shown. */
  fault?: string;
}
