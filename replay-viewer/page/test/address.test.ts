import { describe, expect, it } from "vitest";
import { read, write, type View } from "../src/state/address";

const usual: View = { epoch: 60, theme: "auto", speed: 1, loop: false, smooth: true, unit: "" };

describe("address", () => {
  it("holds the whole view", () => {
    const view: View = { epoch: 12, theme: "dark", speed: 0.25, loop: true, smooth: false, unit: "hidden1.17" };
    expect(read(write(view, usual), usual)).toEqual(view);
  });

  it("is short for what is usual", () => {
    expect(write(usual, usual)).toBe("#epoch=60");
  });

  it("keeps what is usual where it makes no sense", () => {
    expect(read("#epoch=abc&theme=pink&speed=fast&loop=7&smooth=", usual)).toEqual(usual);
  });

  it("keeps the speed within its bounds", () => {
    expect(read("#speed=1000", usual).speed).toBe(10);
    expect(read("#speed=0", usual).speed).toBe(0.1);
  });
});
