import { describe, expect, it } from "vitest";
import { Encoder } from "../fixture/encode.ts";
import { Tensors } from "../src/document/tensors";

const packed = (frames: number[][]): Tensors => {
  const encoder = new Encoder();
  encoder.floats("before", [1.5, -2]);
  encoder.frames("values", frames);
  const data = encoder.data();
  return new Tensors(encoder.tensors, new Uint8Array(data).buffer);
};

describe("frames", () => {
  it("come back within half a step, whatever the differences between them", () => {
    const frames = [[1, -1, 0], [-1, 1, 1e-5], [0.25, 0, -0.75]];
    const values = packed(frames).frames("values");
    frames.forEach((frame, f) => {
      frame.forEach((value, i) => {
        expect(Math.abs(values.value(f, i) - value)).toBeLessThanOrEqual(0.5000001 / 32767);
      });
    });
  });

  it("keep zero exactly zero and what is missing missing", () => {
    const values = packed([[0, Number.NaN], [3, 2]]).frames("values");
    expect(values.value(0, 0)).toBe(0);
    expect(values.value(0, 1)).toBeNaN();
    expect(values.value(1, 1)).toBeCloseTo(2, 3);
  });

  it("are refused where the data is cut off, of another type, or not there", () => {
    const encoder = new Encoder();
    encoder.frames("values", [[1, 2], [3, 4]]);
    const tensors = new Tensors(encoder.tensors, new Uint8Array(encoder.data()).buffer.slice(0, 6));
    expect(() => tensors.frames("values")).toThrow("cut off");
    expect(() => tensors.floats("values")).toThrow("i16");
    expect(() => tensors.frames("others")).toThrow("lacks");
  });
});
