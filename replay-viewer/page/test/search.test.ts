import { describe, expect, it } from "vitest";
import { synthetic } from "../fixture/synthetic.ts";
import { EmbeddedSource } from "../src/document/embedded";
import { Tensors } from "../src/document/tensors";
import { csvText } from "../src/panels/csv";
import { since } from "../src/panels/layerSection";
import { search } from "../src/panels/search";
import { Network } from "../src/stage/network";

const { document, data } = synthetic(5);
const source = new EmbeddedSource(document, new Tensors(document.tensors, new Uint8Array(data).buffer));
const network = new Network(document);
const frame = source.frame(4, { sample: undefined, gradient: false, drawn: false });
const names = (question: string): string[] => search(question, network, frame).found.map((found) => found.name);

describe("search", () => {
  it("finds units, weights and layers by name", () => {
    expect(names("hidden1.17")).toEqual(["hidden1.17"]);
    expect(names("hidden1.17-input.3")).toEqual(["hidden1.17-input.3"]);
    expect(names("Hidden")).toEqual(["hidden1"]);
    expect(names("hidden1.99")).toEqual([]);
  });

  it("finds units by what they are", () => {
    const saturation = frame.layers[1].units.get("saturation");
    const expected = [...(saturation ?? [])].filter((value) => value > 0.2).length;
    expect(search("saturation > 0.2", network, frame).total).toBe(expected);
    expect(names("saturated > 0.2")).toEqual(names("saturation > 0.2"));
    expect(names("hidden1 bias < 0").every((name) => name.startsWith("hidden1."))).toBe(true);
    expect(search("nonsense > 1", network, frame).hint).toContain("not known");
    expect(search("dead", network, frame).hint).toContain("not known");
  });

  it("finds labels", () => {
    expect(names("7")).toEqual(["output.7"]);
  });
});

describe("since when units are out of action", () => {
  it("is the first epoch of the last unbroken time", () => {
    const history = { epochs: [0, 10, 20, 30], width: 3, values: Float32Array.of(1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1) };
    expect(since(history, 30, 1)).toEqual([{ unit: 2, after: undefined, epoch: 0 }, { unit: 0, after: 10, epoch: 20 }]);
    expect(since(history, 20, 1)).toEqual([{ unit: 2, after: undefined, epoch: 0 }, { unit: 1, after: 0, epoch: 10 }, { unit: 0, after: 10, epoch: 20 }]);
  });
});

describe("a table", () => {
  it("holds no formula that came with a recording", () => {
    expect(csvText("=cmd()")).toBe("'=cmd()");
    expect(csvText('a "b", c')).toBe('"a ""b"", c"');
  });
});
