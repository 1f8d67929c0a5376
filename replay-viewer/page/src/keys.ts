import type { Replay } from "./replay";
import { FASTEST, SLOWEST } from "./state/address";

/** Frames that Shift steps over. */
const LEAP = 10;

/** Speeds lie a factor of two apart. */
const faster = (speed: number, factor: number): number => Number(Math.min(FASTEST, Math.max(SLOWEST, speed * factor)).toPrecision(2));

/** Plays by keys. Keys with Ctrl, Alt or Meta stay the browser's. */
export function keys(replay: Replay): void {
  const { playback } = replay;
  const go = (position: number): void => {
    playback.playing = false;
    playback.seek(position);
  };
  const actions: Partial<Record<string, (shift: boolean) => void>> = {
    " ": () => { playback.toggle(); },
    ArrowLeft: (shift) => { playback.step(shift ? -LEAP : -1); },
    ArrowRight: (shift) => { playback.step(shift ? LEAP : 1); },
    Home: () => { go(0); },
    End: () => { go(playback.last); },
    "-": () => { playback.speed = faster(playback.speed, 0.5); },
    "+": () => { playback.speed = faster(playback.speed, 2); },
    "=": () => { playback.speed = faster(playback.speed, 2); },
    l: () => { playback.loop = !playback.loop; },
    i: () => { playback.smooth = !playback.smooth; },
  };
  const others: Partial<Record<string, (shift: boolean) => void>> = {
    n: (shift) => { replay.pinNext(shift ? -1 : 1, 0); },
    m: (shift) => { replay.pinNext(0, shift ? -1 : 1); },
    t: () => { replay.toggleTheme(); },
    Escape: () => { replay.pin(undefined); },
    "?": () => { replay.showHelp(); },
  };
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.target instanceof HTMLSelectElement || (key === " " && event.target instanceof HTMLButtonElement)) return;
    const action = actions[key];
    const other = others[key];
    if (!action && !other) return;
    event.preventDefault();
    action?.(event.shiftKey);
    if (action) replay.changed();
    other?.(event.shiftKey);
  });
}
