import { rgb } from "./ramp";
import type { Theme } from "../document/schema";
import type { EdgeFrame } from "../document/source";
import { context } from "../dom";
import type { EdgeChoice } from "./choice";
import type { EdgeLook, ScreenPainter } from "./edges";
import type { Geometry, PlacedLayer } from "./geometry";
import type { Colours } from "./units";

/** Pieces that an edge's curve is drawn in. */
const PIECES = 28;

/** Floats an instance of an edge: six coordinates, half the width, the opacity, the sign. */
const EDGE = 9;

/** Floats an instance of a unit: x, y, radius, the colour, the ring's colour and its width. */
const UNIT = 10;

const EDGE_VERTEX = `#version 300 es
in float along; in float side;
in vec4 ends; in vec2 heights; in vec3 look;
uniform vec4 box; uniform vec2 size;
out float across; out float half_; out float opacity; out float sign_;
vec2 at(float t) {
  // A straight piece from the unit, the curve with level ends, a straight piece to the unit.
  if (t <= 0.0) return vec2(ends.x, ends.y);
  if (t >= 1.0) return vec2(ends.z, ends.w);
  float s = clamp((t - 0.04) / 0.92, 0.0, 1.0);
  float x = mix(box.x, box.y, 1.5 * s * (1.0 - s) + s * s * s);
  return vec2(x, mix(heights.x, heights.y, s * s * (3.0 - 2.0 * s)));
}
void main() {
  vec2 here = at(along);
  vec2 step_ = at(min(1.0, along + 0.012)) - at(max(0.0, along - 0.012));
  vec2 normal = normalize(vec2(-step_.y, step_.x) + vec2(0.0, 1e-6));
  half_ = look.x; opacity = look.y; sign_ = look.z;
  across = side * (half_ + 1.0);
  vec2 place = here + normal * across;
  gl_Position = vec4(place / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

const EDGE_FRAGMENT = `#version 300 es
precision mediump float;
in float across; in float half_; in float opacity; in float sign_;
uniform vec3 positive; uniform vec3 negative;
out vec4 colour;
void main() {
  float seen = clamp(half_ + 0.5 - abs(across), 0.0, 1.0) * min(1.0, 2.0 * half_) * opacity;
  colour = vec4(sign_ > 0.0 ? positive : negative, 1.0) * seen;
}`;

const UNIT_VERTEX = `#version 300 es
in vec2 corner; in vec3 disc; in vec3 fill; in vec4 ring;
uniform vec2 size;
out vec2 place; out float radius; out vec3 fill_; out vec4 ring_;
void main() {
  radius = disc.z; fill_ = fill; ring_ = ring;
  place = corner * (radius + 1.5);
  gl_Position = vec4((disc.xy + place) / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

const UNIT_FRAGMENT = `#version 300 es
precision mediump float;
in vec2 place; in float radius; in vec3 fill_; in vec4 ring_;
uniform vec3 outline;
out vec4 colour;
void main() {
  float distance_ = length(place);
  float seen = clamp(radius + 0.5 - distance_, 0.0, 1.0);
  vec3 inside = mix(fill_, ring_.rgb, ring_.a > 0.0 ? clamp(distance_ - (radius - ring_.a) + 0.5, 0.0, 1.0) : 0.0);
  float edge = radius >= 3.0 ? clamp(distance_ - radius + 1.5, 0.0, 1.0) : 0.0;
  colour = vec4(mix(inside, outline, edge), 1.0) * seen;
}`;

/** Draws edges and units by WebGL2: each edge is an instance of a ribbon, each unit an instance of a disc. */
export class GlPainter implements ScreenPainter {
  readonly #gl: WebGL2RenderingContext;
  readonly #edges: Instances;
  readonly #units: Instances;

  private constructor(private readonly canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.#gl = gl;
    const ribbon: number[] = [];
    for (let piece = 0; piece <= PIECES; piece++) ribbon.push(piece / PIECES, -1, piece / PIECES, 1);
    this.#edges = new Instances(gl, EDGE_VERTEX, EDGE_FRAGMENT, ["along", "side"], [1, 1], ribbon, ["ends", "heights", "look"], [4, 2, 3]);
    this.#units = new Instances(gl, UNIT_VERTEX, UNIT_FRAGMENT, ["corner"], [2], [-1, -1, 1, -1, -1, 1, 1, 1], ["disc", "fill", "ring"], [3, 3, 4]);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** A painter on a canvas, or nothing where there is no WebGL2; nothing either, unless asked for by name, where it is emulated: then a canvas is faster. */
  static on(canvas: HTMLCanvasElement, wanted: "auto" | "webgl"): GlPainter | undefined {
    const gl = canvas.getContext("webgl2", { antialias: false, premultipliedAlpha: true, preserveDrawingBuffer: true, failIfMajorPerformanceCaveat: wanted === "auto" });
    if (!gl) return undefined;
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "";
    if (wanted === "auto" && /swiftshader|llvmpipe|softpipe|software/i.test(name)) return undefined;
    return new GlPainter(canvas, gl);
  }

  /** Begins a picture. */
  clear(geometry: Geometry): void {
    const gl = this.#gl;
    context(this.canvas, geometry.width, geometry.height, false);
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (const instances of [this.#edges, this.#units]) instances.uniform2("size", geometry.width, geometry.height);
  }

  edges(edges: EdgeFrame, choice: EdgeChoice, from: PlacedLayer, to: PlacedLayer, look: EdgeLook): void {
    const data = this.#edges.room(choice.count * EDGE);
    let used = 0;
    let start = 0;
    for (let shade = 0; shade < choice.ends.length - 1; shade++) {
      const stroke = look.strokes.classes[shade >> 1];
      for (let k = start; k < choice.ends[shade]; k++) {
        const edge = choice.order[k];
        const [source, target] = [edges.source[edge], edges.target[edge]];
        data.set([
          from.x(source), from.y(source), to.x(target), to.y(target), from.lane(source), to.lane(target),
          (stroke.width * look.lineWidth) / 2, Math.max(stroke.opacity * look.strength, look.faintest), shade & 1 ? 1 : -1,
        ], used * EDGE);
        used++;
      }
      start = choice.ends[shade];
    }
    this.#edges.uniform4("box", from.edgesOut, to.edgesIn, 0, 0);
    this.#edges.colour("positive", look.theme.positive);
    this.#edges.colour("negative", look.theme.negative);
    this.#edges.draw(used);
  }

  units(placed: PlacedLayer, fill: Colours, ring: Colours, theme: Theme): void {
    const data = this.#units.room(placed.count * UNIT);
    for (let i = 0; i < placed.count; i++) {
      const [r, g, b] = rgb(fill?.(i) ?? theme.background);
      const [p, q, s] = rgb(ring?.(i) ?? theme.background);
      const width = ring ? Math.max(1.5, placed.radius * 0.28) : 0;
      data.set([placed.x(i), placed.y(i), placed.radius, r / 255, g / 255, b / 255, p / 255, q / 255, s / 255, width], i * UNIT);
    }
    this.#units.colour("outline", theme.outline);
    this.#units.draw(placed.count);
  }
}

/** A shape drawn many times over. */
class Instances {
  readonly #program: WebGLProgram;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;
  readonly #vertices: number;
  #data = new Float32Array(0);

  constructor(private readonly gl: WebGL2RenderingContext, vertex: string, fragment: string, shapes: string[], shapeSizes: number[], shape: number[], each: string[], eachSizes: number[]) {
    this.#program = program(gl, vertex, fragment);
    this.#array = gl.createVertexArray();
    gl.bindVertexArray(this.#array);
    const bind = (names: string[], sizes: number[], divisor: number): void => {
      const stride = sizes.reduce((a, b) => a + b);
      let offset = 0;
      names.forEach((name, i) => {
        const place = gl.getAttribLocation(this.#program, name);
        gl.enableVertexAttribArray(place);
        gl.vertexAttribPointer(place, sizes[i], gl.FLOAT, false, 4 * stride, 4 * offset);
        gl.vertexAttribDivisor(place, divisor);
        offset += sizes[i];
      });
    };
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(shape), gl.STATIC_DRAW);
    this.#vertices = shape.length / shapeSizes.reduce((a, b) => a + b);
    bind(shapes, shapeSizes, 0);
    this.#buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    bind(each, eachSizes, 1);
  }

  /** A buffer of at least so many floats. */
  room(floats: number): Float32Array {
    if (this.#data.length < floats) this.#data = new Float32Array(floats);
    return this.#data;
  }

  uniform2(name: string, x: number, y: number): void {
    this.gl.useProgram(this.#program);
    this.gl.uniform2f(this.gl.getUniformLocation(this.#program, name), x, y);
  }

  uniform4(name: string, x: number, y: number, z: number, w: number): void {
    this.gl.useProgram(this.#program);
    this.gl.uniform4f(this.gl.getUniformLocation(this.#program, name), x, y, z, w);
  }

  colour(name: string, colour: string): void {
    const [r, g, b] = rgb(colour);
    this.gl.useProgram(this.#program);
    this.gl.uniform3f(this.gl.getUniformLocation(this.#program, name), r / 255, g / 255, b / 255);
  }

  draw(count: number): void {
    if (count === 0) return;
    const { gl } = this;
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.#data, gl.DYNAMIC_DRAW);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, this.#vertices, count);
  }
}

function program(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error("WebGL2 has no more shaders.");
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(`WebGL2 refuses the shaders: ${gl.getProgramInfoLog(made) ?? ""}`);
  return made;
}
