import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { synthetic } from "../fixture/synthetic.ts";
import { ServedSource } from "../src/document/served";

const WISH = { sample: undefined, gradient: false, drawn: false };

/** The line that tells what comes; the last one that was opened. */
class Line extends EventTarget {
  static last: Line;
  static readonly CLOSED = 2;
  readyState = 1;

  constructor(readonly address: string) {
    super();
    Line.last = this;
  }

  close(): void {
    this.readyState = Line.CLOSED;
  }

  tell(type: string): void {
    this.dispatchEvent(new Event(type));
  }
}

/** An answer as the server packs it. */
function packed(header: object, data: Uint8Array): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 4) * 4;
  const answer = new Uint8Array(4 + length + data.length).fill(0x20, 4, 4 + length);
  new DataView(answer.buffer).setUint32(0, length, true);
  answer.set(text, 4);
  answer.set(data, 4 + length);
  return answer.buffer;
}

let framesCome: boolean;

beforeEach(() => {
  framesCome = true;
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("EventSource", Line);
  vi.stubGlobal("fetch", (address: string) => {
    if (!address.includes("/frames/")) {
      const { document, data } = synthetic(5);
      return Promise.resolve(new Response(packed({ ...document, live: true }, data)));
    }
    return framesCome ? Promise.resolve(new Response(packed({ tensors: {} }, new Uint8Array()))) : Promise.reject(new Error("Failed to fetch"));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("says that the line is lost for as long as it is, whatever becomes of frames meanwhile", async () => {
  const source = await ServedSource.open(0, "run");
  let told = "";
  source.onChange = () => { told = source.trouble; };
  source.fetch([4], WISH);
  await vi.waitUntil(() => source.frame(4, WISH));
  expect(source.trouble).toBe("");

  Line.last.tell("error");
  expect(told).toMatch(/connection/);
  source.fetch([3], WISH);
  await vi.waitUntil(() => source.frame(3, WISH));
  expect(told).toMatch(/connection/);
  framesCome = false;
  source.fetch([2], WISH);
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toMatch(/connection/);

  // The line is there again, the frame is not; then both are.
  await vi.advanceTimersByTimeAsync(1000);
  Line.last.tell("open");
  expect(told).toBe("Epoch 2 cannot be read: Failed to fetch");
  framesCome = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(source.frame(2, WISH)).toBeDefined();
  expect(told).toBe("");
});
