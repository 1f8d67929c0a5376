import { describe, expect, it } from "vitest";
import { synthetic } from "../fixture/synthetic.ts";
import { Tensors } from "../src/document/tensors";
import { EmbeddedSource } from "../src/document/embedded";
import { EpochAxis, nearest, positionIn } from "../src/panels/epochAxis";
import { connections } from "../src/stage/connections";
import { place, through, unitAt } from "../src/stage/geometry";
import { Network } from "../src/stage/network";

const { document, data } = synthetic(5);
const tensors = new Tensors(document.tensors, new Uint8Array(data).buffer);
const network = new Network(document);
const frame = new EmbeddedSource(document, tensors).frame(4, { sample: undefined, gradient: false, drawn: false });

describe("geometry", () => {
  const geometry = place(document.layouts, tensors, 900, 500, { left: 10, right: 10, top: 50, bottom: 20 }, new Set());

  it("keeps every unit within the margins", () => {
    for (const layer of geometry.layers) {
      expect(layer.left).toBeGreaterThanOrEqual(0);
      expect(layer.right).toBeLessThanOrEqual(900);
      expect(layer.top).toBeGreaterThanOrEqual(50);
      expect(layer.bottom).toBeLessThanOrEqual(480);
    }
  });

  it("gives the room of collapsed layers to the others, and still finds their units", () => {
    const collapsed = place(document.layouts, tensors, 900, 500, { left: 10, right: 10, top: 50, bottom: 20 }, new Set([0]));
    const [strip, hidden] = collapsed.layers;
    expect(strip.right - strip.left).toBe(14);
    expect(hidden.left).toBeLessThan(geometry.layers[1].left);
    expect(unitAt(collapsed, strip.x(40), strip.y(40), 0)).toEqual({ layer: 0, index: 40 });
    expect(collapsed.layers[2].right).toBeCloseTo(890, 3);
  });

  it("seen through a zoom keeps units where they are pointed at", () => {
    const zoomed = through(geometry, { scale: 4, x: -900, y: -700 });
    const layer = zoomed.layers[1];
    expect(layer.x(3)).toBeCloseTo(geometry.layers[1].x(3) * 4 - 900, 2);
    expect(layer.radius).toBeCloseTo(geometry.layers[1].radius * 4, 3);
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
    const all = connections(network, frame, { layer: 1, index: 3 }, 1000);
    expect(all).toHaveLength(64 + 10);
    const strongest = connections(network, frame, { layer: 1, index: 3 }, 5);
    expect(strongest).toEqual(all.slice(0, 5));
    const [first] = strongest;
    const frames = tensors.frames(first.incoming ? "hidden1.weight" : "output.weight");
    const edge = first.incoming ? 3 * 64 + first.unit.index : first.unit.index * 32 + 3;
    expect(first.weight).toBe(Math.fround(frames.value(4, edge)));
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

  it("have places between them", () => {
    expect([-3, 0, 0.5, 2, 6, 10, 99].map((epoch) => positionIn([0, 1, 2, 10], epoch))).toEqual([0, 0, 0.5, 2, 2.5, 3, 3]);
    expect(positionIn([7], 3)).toBe(0);
  });

  it("are found by the nearest", () => {
    expect([-3, 0.4, 0.6, 5, 99].map((epoch) => nearest([0, 1, 2, 10], epoch))).toEqual([0, 0, 1, 2, 3]);
    expect(nearest([7], 3)).toBe(0);
  });
});
