import { describe, expect, it } from "vitest";
import type { EdgeFrame } from "../src/document/source";
import { Density } from "../src/stage/density";

const all = (from: number, to: number): EdgeFrame => ({
  source: Uint32Array.from({ length: from * to }, (_, i) => i % from), target: Uint32Array.from({ length: from * to }, (_, i) => Math.floor(i / from)),
  weight: new Float32Array(0), gradient: undefined, histogram: undefined, density: undefined, notFinite: 0,
});

describe("the density of all weights", () => {
  it("is each weight where there are few units", () => {
    const density = new Density().of(Float32Array.of(1, -2, 0, 3, Number.NaN, -Infinity), all(3, 2), 3, 2);
    expect([...density]).toEqual([1, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0]);
  });

  it("is the mean of a group's weights where there are many, and of the next epoch alone", () => {
    const density = new Density();
    density.of(new Float32Array(96 * 2).fill(5), all(96, 2), 96, 2);
    const values = Float32Array.from({ length: 96 * 2 }, (_, i) => (i % 2 === 0 ? 1 : -3));
    const means = density.of(values, all(96, 2), 96, 2);
    expect([...means.subarray(0, 96)].every((mean) => Math.abs(mean - 0.5) < 1e-6)).toBe(true);
    expect([...means.subarray(96)].every((mean) => Math.abs(mean - 1.5) < 1e-6)).toBe(true);
  });
});
