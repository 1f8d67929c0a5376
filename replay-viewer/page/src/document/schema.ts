/** The document that a page shows. SCHEMA.md is the normative text; the C# records in TrainRecorder.Scene/Page mirror it. */
export interface PageDocument {
  /** Version of the schema: 1. */
  schema: number;
  /** What the recording is called. */
  title: string;
  /** The run, `runs/ID`. */
  run: string;
  /** What wrote the recording. */
  software: string;
  /** Epochs in the recording; more than `epochs` when a choice was made. */
  recordedEpochs: number;
  /** The epochs shown, increasing: the frames. */
  epochs: number[];
  /** Tensors whose values the page shows, by what they are. */
  stage: Size;
  layers: Layer[];
  edges: EdgeSet[];
  curves: Chart[];
  scales: Scales;
  themes: { light: Theme; dark: Theme };
  /** Where each tensor lies in the data. */
  tensors: Partial<Record<string, Tensor>>;
}

/** The frame in which the units' positions are given. */
export interface Size {
  width: number;
  height: number;
}

export interface Layer {
  /** Its name in the recording: `hidden1`. */
  name: string;
  /** Its title for people: `Hidden Layer 1`. */
  title: string;
  /** What is said below the title: `32 units · tanh`. */
  caption: string;
  units: number;
  /** Names of its units, or empty. */
  labels: string[];
  /** Radius of a unit's circle, in the units of `stage`. */
  radius: number;
  /** Tensor `[units, 2]`: the units' centres. */
  positions: string;
  /** What fills the circles: `saturation`, `activation`, or `none`. */
  fill: "saturation" | "activation" | "none";
  /** Tensors `[frames, units]`, where recorded. */
  saturation?: string;
  activation?: string;
  bias?: string;
}

/** The weights between two layers. */
export interface EdgeSet {
  /** Indices into `layers`. */
  from: number;
  to: number;
  /** Weights there are. */
  total: number;
  /** Of these, how many the page draws at one epoch: the strongest. */
  drawn: number;
  /** Tensor `[edges]`: the unit of `from`. Left out when every weight is here, row-major `[to, from]`. */
  source?: string;
  /** Tensor `[edges]`: the unit of `to`. */
  target?: string;
  /** Tensor `[frames, edges]`. */
  weight: string;
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

/** Scales of the whole recording, so that change is seen and not rescaled away. */
export interface Scales {
  /** The largest |weight|. */
  weight: number;
  /** Ends of the colours of activations. */
  activation: [number, number];
}

/** Colours, each `#rrggbb`; ramps from the low to the high end, evenly spaced. */
export interface Theme {
  background: string;
  panel: string;
  foreground: string;
  muted: string;
  line: string;
  accent: string;
  positive: string;
  negative: string;
  outline: string;
  missing: string;
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
