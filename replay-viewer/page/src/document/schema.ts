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
  /** The same layers laid out for frames of different proportions; the page takes what fits its window best. */
  layouts: Layout[];
  layers: Layer[];
  edges: EdgeSet[];
  charts: Chart[];
  /** What the colours of units mean. */
  fills: Fill[];
  strokes: Strokes;
  themes: { light: Theme; dark: Theme };
  /** Where each tensor lies in the data. */
  tensors: Partial<Record<string, Tensor>>;
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
  /** What its units' colours mean: an index into `fills`. */
  fill: number;
  /** Tensors `[frames, units]`, where recorded. */
  saturation?: string;
  activation?: string;
  bias?: string;
  /** Tensor `[frames, 1]`: how many units are dead, where units can die. */
  dead?: string;
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
  /** Tensor `[frames, 1]`: how many of all weights are not finite, if any ever is. */
  notFinite?: string;
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

/** What the colour of units means, on a scale of the whole recording: change is seen and not rescaled away. */
export interface Fill {
  /** For the legend. */
  title: string;
  ramp: "saturation" | "activation";
  /** The values of the first and the last colour. */
  low: number;
  high: number;
}

/** How weights are drawn, the same at every epoch and between all layers. */
export interface Strokes {
  /** The |weight| of the full width and strength; 0 if there are no weights. */
  largest: number;
  /** How lines of equal classes of |weight| from 0 to `largest` are drawn: their share of the full width, and their opacity. */
  classes: Stroke[];
  /** Weights whose lines the legend shows, increasing. */
  legend: number[];
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
