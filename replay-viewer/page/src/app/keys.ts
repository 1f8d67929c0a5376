import { end } from "../panels/transport";
import { FASTEST, SLOWEST } from "../state/view";
import type { Replay } from "./replay";

/** Frames that Shift steps over. */
const LEAP = 10;

/** The share of the stage that a key moves it by, and the factor that one zooms it by. */
const STRIDE = 0.2;
const CLOSER = 1.5;

/** Speeds lie a factor of two apart. */
const faster = (speed: number, factor: number): number => Number(Math.min(FASTEST, Math.max(SLOWEST, speed * factor)).toPrecision(2));

/** Plays by keys. Keys with Ctrl, Alt or Meta stay the browser's. */
export function keys(replay: Replay): void {
  const { playback } = replay;
  const actions: Partial<Record<string, (shift: boolean) => void>> = {
    " ": () => { playback.toggle(); },
    ArrowLeft: (shift) => { playback.step(shift ? -LEAP : -1); },
    ArrowRight: (shift) => { playback.step(shift ? LEAP : 1); },
    Home: () => { playback.playing = false; playback.seek(0); },
    End: () => { end(playback); },
    "-": () => { playback.speed = faster(playback.speed, 0.5); },
    "+": () => { playback.speed = faster(playback.speed, 2); },
    "=": () => { playback.speed = faster(playback.speed, 2); },
    l: () => { playback.loop = !playback.loop; },
    i: () => { playback.smooth = !playback.smooth; },
    "[": () => { playback.range = { first: playback.frame, last: Math.max(playback.frame, playback.range?.last ?? playback.last) }; },
    "]": () => { playback.range = { first: Math.min(playback.frame, playback.range?.first ?? 0), last: playback.frame }; },
    "\\": () => { playback.range = undefined; },
  };
  const others: Partial<Record<string, (shift: boolean) => void>> = {
    n: (shift) => { replay.pinNext(shift ? -1 : 1, 0); },
    m: (shift) => { replay.pinNext(0, shift ? -1 : 1); },
    f: () => { replay.lookAtPinned(); },
    z: (shift) => { replay.zoom(shift ? 1 / CLOSER : CLOSER); },
    0: () => { replay.whole(); },
    w: () => { replay.move(0, -STRIDE); },
    a: () => { replay.move(-STRIDE, 0); },
    s: () => { replay.move(0, STRIDE); },
    d: () => { replay.move(STRIDE, 0); },
    x: () => { replay.collapsePinned(); },
    c: () => { replay.compareEpoch(); },
    v: () => { replay.toggleDifference(); },
    t: () => { replay.toggleTheme(); },
    "/": () => { replay.find(); },
    Escape: () => { replay.pick(undefined); },
    "?": () => { replay.showHelp(); },
  };
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const { target } = event;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "range")) return;
    // Sliders of their own go their own way by arrows; only the timeline's are the player's.
    if (target instanceof HTMLInputElement && target.getAttribute("aria-label") !== "Epoch" && (key.startsWith("Arrow") || key === "Home" || key === "End")) return;
    if ((key === " " || key === "Enter") && target instanceof HTMLElement && target.closest("button, summary")) return;
    const action = actions[key];
    const other = others[key];
    if (!action && !other) return;
    event.preventDefault();
    action?.(event.shiftKey);
    if (action) replay.changed();
    other?.(event.shiftKey);
  });
}
