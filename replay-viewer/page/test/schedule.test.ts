import { describe, expect, it } from "vitest";
import { lastRecorded } from "../src/document/schedule";

describe("what a sparse schedule left out", () => {
  it("is as it was when it was last recorded", () => {
    const schedule = { every: 10, denseUntil: 4, last: 37 };
    const recorded = [0, 1, 2, 3, 4, 10, 20, 30, 37];
    for (let epoch = 0; epoch <= 37; epoch++) expect(lastRecorded(schedule, epoch)).toBe(recorded.filter((at) => at <= epoch).at(-1));
  });

  it("is nothing where everything is recorded", () => {
    expect(lastRecorded(undefined, 7)).toBe(7);
  });
});
