import { describe, expect, it } from "vitest";
import { FRAME_RATE, Playback } from "../src/state/playback";

describe("playback", () => {
  it("stands at the last frame at first, and begins anew when played from there", () => {
    const playback = new Playback(11);
    expect(playback.frame).toBe(10);
    playback.toggle();
    expect(playback.playing).toBe(true);
    expect(playback.position).toBe(0);
  });

  it("moves on by time and speed, and stops at the end", () => {
    const playback = new Playback(11);
    playback.toggle();
    playback.speed = 2;
    playback.advance(1 / FRAME_RATE);
    expect(playback.position).toBeCloseTo(2);
    playback.advance(10);
    expect(playback.position).toBe(10);
    expect(playback.playing).toBe(false);
  });

  it("shows the last frame as long as any other before it loops", () => {
    const playback = new Playback(3);
    playback.toggle();
    playback.loop = true;
    playback.advance(2.5 / FRAME_RATE);
    expect(playback.position).toBe(2);
    expect(playback.playing).toBe(true);
    playback.advance(0.6 / FRAME_RATE);
    expect(playback.position).toBe(0);
  });

  it("steps to whole frames and pauses", () => {
    const playback = new Playback(11);
    playback.seek(4.5);
    playback.playing = true;
    playback.step(1);
    expect(playback.position).toBe(5);
    expect(playback.playing).toBe(false);
    playback.seek(4.5);
    playback.step(-1);
    expect(playback.position).toBe(4);
    playback.step(-100);
    expect(playback.position).toBe(0);
  });

  it("shows whole frames only when it does not interpolate", () => {
    const playback = new Playback(11);
    playback.seek(4.7);
    expect(playback.shown).toBe(4.7);
    playback.smooth = false;
    expect(playback.shown).toBe(4);
    expect(playback.frame).toBe(4);
  });

  it("does not play a single epoch", () => {
    const playback = new Playback(1);
    playback.toggle();
    expect(playback.playing).toBe(false);
  });
});
