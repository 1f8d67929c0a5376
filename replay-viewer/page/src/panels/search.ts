import { element } from "../dom";
import type { Frame } from "../document/source";
import { number } from "../format";
import type { Network, Selection, Unit } from "../stage/network";

/** Units that are listed. */
const MOST = 100;

/** Said of a quantity that is asked before its epoch has come. */
const NOT_HERE = "the epoch is not here yet";

/** What was found: something to go to, and what is said of it. */
export interface Found {
  readonly name: string;
  readonly detail: string;
  readonly selection: Selection;
}

const WORDS = { ">": (a: number, b: number) => a > b, "<": (a: number, b: number) => a < b, ">=": (a: number, b: number) => a >= b, "<=": (a: number, b: number) => a <= b, "=": (a: number, b: number) => a === b };

/** What a quantity is called in a recording; `saturated > 0.9` is said as often as `saturation > 0.9`. */
const quantityOf = (words: string): string => (words.trim() === "saturated" ? "saturation" : words.trim().replaceAll(" ", "_"));

/**
 * Finds units: by name (`hidden1.17`, a layer's name, a label), `dead`, `saturated`, or a quantity and a number (`saturation > 0.9`),
 * each in all layers or, with a layer's name before it, in one (`hidden2 bias < 0`).
 */
export function search(question: string, network: Network, frame: Frame | undefined): { found: Found[]; total: number; hint: string } {
  const text = question.trim().toLowerCase();
  if (text === "") return { found: [], total: 0, hint: "hidden1.17 · dead · saturated > 0.9 · hidden1 bias < 0 · a label" };
  const named = network.select(text);
  if (named && !("layer" in named)) return { found: [{ name: network.selectionName(named), detail: "", selection: named }], total: 1, hint: "" };
  const space = text.indexOf(" ");
  const layer = space > 0 ? network.layers.findIndex((candidate) => candidate.name.toLowerCase() === text.slice(0, space)) : -1;
  const rest = layer >= 0 ? text.slice(space + 1).trim() : text;
  const within = network.layers.map((_, i) => i).filter((i) => layer < 0 || i === layer);
  const condition = /^([a-z_ ]+?)\s*(>=|<=|>|<|=)\s*(-?[\d.]+(?:e-?\d+)?)$/.exec(rest);
  if (rest === "dead" || rest === "saturated" || condition) {
    if (!frame) return { found: [], total: 0, hint: NOT_HERE };
    const quantity = condition ? quantityOf(condition[1]) : rest === "dead" ? "dead" : "saturation";
    const test = condition ? (value: number) => WORDS[condition[2] as keyof typeof WORDS](value, Number(condition[3])) : rest === "dead" ? (value: number) => value >= 1 : (value: number) => value > 0.9;
    return units(network, frame, within.filter((i) => rest !== "saturated" || !network.layers[i].canDie), quantity, test);
  }
  const found: Found[] = [];
  network.layers.forEach((info, i) => {
    if (info.name.toLowerCase().includes(rest) || info.title.toLowerCase().includes(rest)) found.push({ name: info.name, detail: info.title, selection: { layer: i } });
  });
  network.layers.forEach((info, i) => {
    info.labels.forEach((label, index) => {
      if (within.includes(i) && label.toLowerCase().includes(rest)) found.push({ name: network.name({ layer: i, index }), detail: label, selection: { unit: { layer: i, index } } });
    });
  });
  return { found: found.slice(0, MOST), total: found.length, hint: found.length === 0 ? "nothing found" : "" };
}

function units(network: Network, frame: Frame, layers: number[], quantity: string, test: (value: number) => boolean): { found: Found[]; total: number; hint: string } {
  const known = layers.filter((layer) => frame.layers[layer].units.has(quantity));
  if (known.length === 0) return { found: [], total: 0, hint: `${quantity.replaceAll("_", " ")} is not known of these units` };
  const matches: { unit: Unit; value: number }[] = [];
  for (const layer of known) frame.layers[layer].units.get(quantity)?.forEach((value, index) => { if (test(value)) matches.push({ unit: { layer, index }, value }); });
  matches.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.unit.layer - b.unit.layer || a.unit.index - b.unit.index);
  return {
    found: matches.slice(0, MOST).map(({ unit, value }) => ({ name: network.name(unit), detail: quantity === "dead" ? "dead" : number(value), selection: { unit } })),
    total: matches.length,
    hint: matches.length === 0 ? `none at epoch ${frame.epoch}` : "",
  };
}

/** The field to search in, with what was found beneath it. */
export class SearchBox {
  readonly element = element("div", { class: "search" });
  onPick: (selection: Selection) => void = () => undefined;
  readonly #input = element("input", { type: "search", placeholder: "Find a unit  ( / )", "aria-label": "Find units", role: "combobox", "aria-expanded": "false", "aria-controls": "found", autocomplete: "off", spellcheck: "false" });
  readonly #list = element("ul", { id: "found", role: "listbox", "aria-label": "Found units", hidden: "" });
  readonly #note = element("p", { class: "note", role: "status" });
  readonly #panel = element("div", { class: "found", hidden: "" }, this.#note, this.#list);
  #found: Found[] = [];
  #at = -1;

  constructor(private readonly ask: (question: string) => { found: Found[]; total: number; hint: string }) {
    this.element.append(this.#input, this.#panel);
    this.#input.addEventListener("input", () => { this.#search(); });
    this.#input.addEventListener("focus", () => { this.#search(); });
    this.element.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node) || !this.element.contains(event.relatedTarget)) this.#close();
    });
    this.#input.addEventListener("keydown", (event) => { this.#key(event); });
  }

  /** An epoch has come: what could not be answered without it is asked again. */
  arrived(): void {
    if (!this.#panel.hidden && this.#note.textContent === NOT_HERE) this.#search();
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  #search(): void {
    const { found, total, hint } = this.ask(this.#input.value);
    this.#found = found;
    this.#at = -1;
    this.#note.textContent = hint || (total > found.length ? `${total} found, the first ${found.length}` : `${total} found`);
    this.#list.replaceChildren(...found.map((item, i) => {
      const option = element("li", { role: "option", id: `found-${i}`, "aria-selected": "false" }, element("strong", {}, item.name), element("span", {}, item.detail));
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.#pick(i);
      });
      return option;
    }));
    this.#list.hidden = found.length === 0;
    this.#panel.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
  }

  #key(event: KeyboardEvent): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && this.#found.length > 0) {
      event.preventDefault();
      this.#mark((this.#at + by + this.#found.length) % this.#found.length);
    } else if (event.key === "Enter" && this.#found.length > 0) this.#pick(Math.max(0, this.#at));
    else if (event.key === "Escape") {
      this.#close();
      this.#input.blur();
    }
  }

  #mark(at: number): void {
    this.#at = at;
    [...this.#list.children].forEach((option, i) => { option.setAttribute("aria-selected", String(i === at)); });
    this.#list.children[at].scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", `found-${at}`);
  }

  #pick(at: number): void {
    this.#mark(at);
    this.onPick(this.#found[at].selection);
  }

  #close(): void {
    this.#panel.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}
