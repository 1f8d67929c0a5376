import { expect, it } from "vitest";
import { FrameCache } from "../src/document/frameCache";
import type { Frame } from "../src/document/source";

const frame = (epoch: number, weights: number): Frame => ({
  epoch, layers: [],
  edges: [{ source: new Uint32Array(0), target: new Uint32Array(0), weight: new Float32Array(weights), gradient: undefined, histogram: undefined, density: undefined, notFinite: 0 }],
});

it("keeps no more than its bytes, however long one plays, and what was used last", () => {
  const cache = new FrameCache(100_000);
  for (let round = 0; round < 10; round++)
    for (let epoch = 0; epoch < 100; epoch++) {
      cache.set(String(epoch), frame(epoch, 2500));
      cache.get("7");
      expect(cache.bytes).toBeLessThanOrEqual(100_000);
    }
  expect(cache.has("7")).toBe(true);
  expect(cache.has("99")).toBe(true);
  expect(cache.has("50")).toBe(false);
});
