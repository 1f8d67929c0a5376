import { element } from "../dom";

const KEYS: [string, string][] = [
  ["Space", "play, pause"],
  ["← →", "one epoch back, on"],
  ["Shift ← →", "ten epochs back, on"],
  ["Home, End", "first, last epoch"],
  ["− +", "slower, faster"],
  ["L", "loop"],
  ["I", "interpolate between epochs"],
  ["N, Shift N", "next, previous unit of the layer"],
  ["M, Shift M", "next, previous layer"],
  ["Esc", "let go of the unit"],
  ["T", "light, dark"],
  ["?", "this help"],
];

/** The keys, in a dialogue. */
export function help(): HTMLDialogElement {
  const close = element("button", { type: "submit" }, "Close");
  return element("dialog", { class: "help", "aria-label": "Keys" },
    element("h2", {}, "Keys"),
    element("dl", {}, ...KEYS.flatMap(([key, meaning]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, meaning)])),
    element("p", {}, "Point at a unit to see what is known of it; click to pin it. Click into a curve or a heat map to go to that epoch."),
    element("form", { method: "dialog" }, close));
}
