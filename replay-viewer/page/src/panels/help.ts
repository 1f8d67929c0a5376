import { element } from "../dom";

const KEYS: [string, string][] = [
  ["Space", "play, pause"],
  ["← →", "one epoch back, on"],
  ["Shift ← →", "ten epochs back, on"],
  ["Home, End", "first, last epoch; at the end a live run is followed"],
  ["− +", "slower, faster"],
  ["L, I", "loop; interpolate between epochs"],
  ["[ ]", "play from here, up to here; \\ plays all again"],
  ["/", "find units"],
  ["N, Shift N", "next, previous unit of the layer"],
  ["M, Shift M", "next, previous layer"],
  ["F", "look closely at what is pinned"],
  ["Z, Shift Z, 0", "closer, farther, the whole"],
  ["W A S D", "look up, left, down, right"],
  ["X", "collapse, expand the pinned layer"],
  ["C", "compare other epochs with this one; again: stop"],
  ["V", "side by side, or the difference"],
  ["T", "light, dark"],
  ["Esc", "let go of what is pinned"],
  ["?", "this help"],
];

/** The keys, in a dialogue. */
export function help(about: string): HTMLDialogElement {
  const close = element("button", { type: "submit" }, "Close");
  return element("dialog", { class: "help", "aria-label": "Help" },
    element("h2", {}, "Keys"),
    element("dl", {}, ...KEYS.flatMap(([key, meaning]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, meaning)])),
    element("p", {}, "Point at a unit or a line to see what is known of it; click to pin it, click a layer's title for the whole layer. "
      + "Wheel, drag and pinch zoom. Click into a curve or a heat map to go to that epoch. The address holds all that you see: copy it to show somebody else."),
    element("p", { class: "about" }, about),
    element("form", { method: "dialog" }, close));
}
