import { describe, expect, it } from "vitest";
import { EdgeChoice } from "../src/stage/choice";
import { Blender } from "../src/stage/blend";
import type { Frame } from "../src/document/source";

const strongest = (values: number[], most: number): number[] =>
  values.map((value, i) => [i, Math.abs(value)] as const).filter(([, size]) => size > 0 && Number.isFinite(size)).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([i]) => i);

describe("the choice of edges", () => {
  it("is of the strongest, whatever the values", () => {
    let state = 1;
    const next = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    for (let round = 0; round < 60; round++) {
      const values = Array.from({ length: 1 + Math.floor(next() * 300) }, () => [0, Number.NaN, Infinity, 0.5, -0.5, next() - 0.5, 1e-20 * next()][Math.floor(next() * 7)]);
      const most = 1 + Math.floor(next() * 200);
      const choice = new EdgeChoice();
      const floats = Float32Array.from(values);
      choice.choose(floats, most, 0.5, 16);
      expect([...choice.order.subarray(0, choice.count)].sort((a, b) => a - b)).toEqual(strongest([...floats], most).sort((a, b) => a - b));
    }
  });

  it("puts the weakest first, by sign and class", () => {
    const choice = new EdgeChoice();
    choice.choose(Float32Array.from([0.9, -0.1, 0.1, -0.9, 0]), 10, 1, 4);
    expect([...choice.order.subarray(0, choice.count)]).toEqual([1, 2, 3, 0]);
    expect([...choice.ends]).toEqual([1, 2, 2, 2, 2, 2, 3, 4, 4]);
  });

  it("takes only what is allowed", () => {
    const choice = new EdgeChoice();
    choice.choose(Float32Array.from([5, 4, 3, 2, 1]), 2, 5, 4, (edge) => edge > 1);
    expect([...choice.order.subarray(0, choice.count)].sort()).toEqual([2, 3]);
  });
});

describe("what lies between frames", () => {
  const ends = { source: Uint32Array.of(0, 1), target: Uint32Array.of(0, 0) };
  const frame = (epoch: number, saturation: number, weights: number[]): Frame => ({
    epoch, layers: [{ units: new Map([["saturation", Float32Array.of(saturation)]]), dead: epoch, dormant: Number.NaN }],
    edges: [{ ...ends, weight: Float32Array.from(weights), gradient: undefined, histogram: undefined, density: undefined, notFinite: 0 }],
  });

  it("is mixed in straight lines, and counts stay whole", () => {
    const mixed = new Blender().between(frame(0, 0, [1, -1]), frame(4, 1, [3, 1]), 0.25);
    expect(mixed.layers[0].units.get("saturation")?.[0]).toBeCloseTo(0.25);
    expect([...(mixed.edges[0]?.weight ?? [])]).toEqual([1.5, -0.5]);
    expect(mixed.layers[0].dead).toBe(0);
  });

  it("is the nearer frame's where other weights are the strongest", () => {
    const other = frame(4, 1, [3, 1]);
    const [edges] = other.edges;
    const mixed = new Blender().between(frame(0, 0, [1, -1]), { ...other, edges: edges ? [{ ...edges, source: Uint32Array.of(1, 0) }] : [] }, 0.75);
    expect([...(mixed.edges[0]?.weight ?? [])]).toEqual([3, 1]);
  });

  it("is a difference where that is asked for", () => {
    const less = new Blender().difference(frame(4, 1, [3, 1]), frame(0, 0.25, [1, -1]));
    expect([...(less.edges[0]?.weight ?? [])]).toEqual([2, 2]);
    expect(less.layers[0].units.get("saturation")?.[0]).toBe(0.75);
  });
});
