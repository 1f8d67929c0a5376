import { describe, expect, it } from "vitest";
import { synthetic } from "../fixture/synthetic.ts";
import { Tensors } from "../src/document/tensors";
import { nearest } from "../src/panels/chart";
import { EpochAxis } from "../src/panels/epochAxis";
import { connections } from "../src/stage/connections";
import { place, unitAt } from "../src/stage/geometry";
import { Network } from "../src/stage/network";

const { document, data } = synthetic(5);
const tensors = new Tensors(document.tensors, new Uint8Array(data).buffer);
const network = new Network({ document, tensors });

describe("geometry", () => {
  const geometry = place(document.layouts, tensors, 900, 500, { left: 10, right: 10, top: 50, bottom: 20 });

  it("keeps every unit within the margins", () => {
    for (const layer of geometry.layers) {
      expect(layer.left).toBeGreaterThanOrEqual(0);
      expect(layer.right).toBeLessThanOrEqual(900);
      expect(layer.top).toBeGreaterThanOrEqual(50);
      expect(layer.bottom).toBeLessThanOrEqual(480);
    }
  });

  it("finds the unit under a point, and none where there is none", () => {
    const layer = geometry.layers[1];
    expect(unitAt(geometry, layer.x(17) + 1, layer.y(17) - 1, 0)).toEqual({ layer: 1, index: 17 });
    expect(unitAt(geometry, 1, 1, 3)).toBeUndefined();
  });
});

describe("network", () => {
  it("knows its units by name", () => {
    expect(network.name({ layer: 1, index: 3 })).toBe("hidden1.3");
    expect(network.find("hidden1.3")).toEqual({ layer: 1, index: 3 });
    for (const wrong of ["hidden1.32", "hidden1.x", "hidden9.1", "", "hidden1", "hidden1.-1", "hidden1.1.5"]) expect(network.find(wrong)).toBeUndefined();
  });

  it("finds the strongest connections at both sides of a unit", () => {
    const all = connections(network, { layer: 1, index: 3 }, 4, 1000);
    expect(all).toHaveLength(64 + 10);
    const strongest = connections(network, { layer: 1, index: 3 }, 4, 5);
    expect(strongest).toEqual(all.slice(0, 5));
    const [first] = strongest;
    const frames = tensors.frames(first.incoming ? "hidden1.weight" : "output.weight");
    const edge = first.incoming ? 3 * 64 + first.unit.index : first.unit.index * 32 + 3;
    expect(first.weight).toBe(frames.value(4, edge));
    for (let i = 1; i < all.length; i++) expect(Math.abs(all[i].weight)).toBeLessThanOrEqual(Math.abs(all[i - 1].weight));
  });
});

describe("epochs along an axis", () => {
  it("have columns side by side, wider where epochs are left out", () => {
    const axis = new EpochAxis([0, 1, 2, 10]);
    for (let frame = 0; frame < 3; frame++) expect(axis.right(frame)).toBeCloseTo(axis.left(frame + 1));
    expect(axis.left(0)).toBe(0);
    expect(axis.right(3)).toBe(1);
    expect(axis.epoch(axis.share(7))).toBeCloseTo(7);
    expect(axis.ticks(5)).toEqual([0, 2, 4, 6, 8, 10]);
  });

  it("have one column if there is one", () => {
    const axis = new EpochAxis([4]);
    expect(axis.left(0)).toBe(0);
    expect(axis.right(0)).toBe(1);
    expect(axis.ticks(5)).toEqual([4]);
  });

  it("are found by the nearest", () => {
    expect([-3, 0.4, 0.6, 5, 99].map((epoch) => nearest([0, 1, 2, 10], epoch))).toEqual([0, 0, 1, 2, 3]);
    expect(nearest([7], 3)).toBe(0);
  });
});
