import { describe, expect, it } from "vitest";
import { read, USUAL, write, type View } from "../src/state/view";

const usual: View = { ...USUAL, epoch: 60 };

describe("address", () => {
  it("holds the whole view", () => {
    const view: View = {
      file: "a.parquet", with: "b & c.parquet", epoch: 12, then: 3, show: "difference", theme: "dark", speed: 0.25, loop: true, smooth: false, from: 2, to: 40,
      pin: "hidden1.17-input.3", fill: "bias", ring: "saturation", lines: "contribution", strongest: 300, collapsed: "input,hidden2", zoom: 4.5, x: 0.25, y: 0.75,
      sample: 7, renderer: "canvas",
    };
    expect(read(write(view, usual), usual)).toEqual(view);
  });

  it("is short for what is usual", () => {
    expect(write(usual, usual)).toBe("#epoch=60");
  });

  it("keeps what is usual where it makes no sense", () => {
    expect(read("#epoch=abc&theme=pink&speed=fast&loop=7&smooth=&lines=x&show=y&zoom=&renderer=gl&constructor=1&__proto__=2", usual)).toEqual(usual);
  });

  it("keeps numbers within their bounds", () => {
    expect(read("#speed=1000&zoom=1e9&x=-4", usual)).toEqual({ ...usual, speed: 10, zoom: 60, x: 0 });
    expect(read("#speed=0&zoom=0", usual)).toEqual({ ...usual, speed: 0.1 });
  });
});
