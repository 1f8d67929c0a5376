import "./style/page.css";
import "./style/panels.css";
import "./style/narrow.css";
import { Replay } from "./app/replay";
import { embedded } from "./document/embedded";
import type { Entry } from "./document/schema";
import { listing, ServedSource } from "./document/served";
import type { Source } from "./document/source";
import { element } from "./dom";
import { read, USUAL, type View } from "./state/view";

/** Milliseconds before a folder in which nothing is yet is looked at again. */
const PAUSE = 1500;

/** Opens what the address asks for: the recordings in this page, or those of the server that sent it. */
async function sources(): Promise<{ sources: Source[]; entries: Entry[] }> {
  const own = await embedded();
  if (own.length > 0) return { sources: own, entries: [] };
  if (!location.protocol.startsWith("http")) throw new Error("This page was built without a recording. Write one with: replay page FILE -o OUT.html");
  const { recordings, compare } = await listing();
  const view = read(location.hash, USUAL);
  const find = (name: string): number => recordings.findIndex((entry) => entry.name === name);
  const usable = recordings.findIndex((entry) => entry.fault === undefined);
  const first = Math.max(0, find(view.file) >= 0 ? find(view.file) : usable);
  const second = view.with === "" ? (compare && view.file === "" ? 1 : -1) : find(view.with);
  const { fault, live } = recordings[first];
  if (fault !== undefined && live) {
    say(`Nothing is recorded in ${recordings[first].name} yet. Waiting …`);
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    return await sources();
  }
  if (fault !== undefined) throw new Error(fault);
  const opened = [first, ...(second >= 0 && second !== first ? [second] : [])].map((number) => ServedSource.open(number, recordings[number].name));
  return { sources: await Promise.all(opened), entries: recordings };
}

/** Opens the page anew at another place. */
function open(change: Partial<View>): void {
  const fields = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of Object.entries(change) as [keyof View, string | number][]) {
    if (value === USUAL[key]) fields.delete(key);
    else fields.set(key, String(value));
  }
  history.replaceState(null, "", `#${fields.toString()}`);
  location.reload();
}

const page = document.getElementById("page");

function say(text: string): void {
  page?.replaceChildren(element("p", { id: "status", role: "status" }, text));
}

if (page)
  try {
    const found = await sources();
    page.replaceChildren(new Replay(found.sources, found.entries, open).element);
  } catch (error) {
    // Said where a person sees it, and thrown on to where a developer does.
    say(`The recording cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  }
