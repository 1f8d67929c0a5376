import { button, element } from "../dom";
import type { Frame, Source } from "../document/source";
import { count } from "../format";
import type { Network, Selection } from "../stage/network";
import type { Look } from "../state/theme";
import { EdgeSection } from "./edgeSection";
import { LayerSection } from "./layerSection";
import { UnitSection } from "./unitSection";

/** What every section can do beyond itself. */
export interface Desk {
  readonly source: Source;
  readonly network: Network;
  readonly onSeek: (epoch: number) => void;
  readonly onPick: (selection: Selection) => void;
  readonly onCollapse: (layer: number) => void;
  readonly isCollapsed: (layer: number) => boolean;
}

/** What is told of something that is pinned. */
export interface Section {
  readonly element: HTMLElement;
  show(frame: Frame, epoch: number, look: Look): void;
}

/** What is known of what is pinned; of nothing, what there is to look at. */
export class Inspector {
  readonly element = element("section", { class: "inspector", "aria-label": "Details" });
  #section: Section | undefined;
  #key: string | undefined;
  #last: { frame: Frame; epoch: number; look: Look } | undefined;

  constructor(private readonly desk: Desk) {}

  /** Tells of a selection. */
  select(selection: Selection): void {
    const { network, source } = this.desk;
    const key = `${network.selectionName(selection)} ${source.document.epochs.length} ${source.document.findings.length}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#section = !selection ? new Overview(this.desk)
      : "unit" in selection ? new UnitSection(this.desk, selection.unit)
        : "edge" in selection ? new EdgeSection(this.desk, selection.edge) : new LayerSection(this.desk, selection.layer);
    const close = selection ? [button("Let go (Esc)", () => { this.desk.onPick(undefined); }, "×", { class: "close" })] : [];
    this.element.replaceChildren(...close, this.#section.element);
    if (this.#last) this.#section.show(this.#last.frame, this.#last.epoch, this.#last.look);
  }

  show(frame: Frame, epoch: number, look: Look): void {
    this.#last = { frame, epoch, look };
    this.#section?.show(frame, epoch, look);
  }
}

/** The layers and what was found in them. */
class Overview implements Section {
  readonly element = element("div");
  readonly #states: HTMLElement[] = [];

  constructor(private readonly desk: Desk) {
    const { layers } = desk.network;
    const rows = layers.map((layer, index) => {
      const state = element("span", { class: "state" });
      this.#states.push(state);
      return button(`${layer.title}: details`, () => { desk.onPick({ layer: index }); }, element("span", { class: "row" }, element("span", {}, layer.title), state), { class: "row-button" });
    });
    const { findings } = desk.source.document;
    const found = findings.slice(0, 200).map((finding) => button(`${finding.rule} at epoch ${finding.epoch}`, () => {
      desk.onSeek(finding.epoch);
      const layer = desk.network.findLayer(finding.layer);
      if (layer >= 0) desk.onPick(finding.units.length === 1 ? { unit: { layer, index: finding.units[0] } } : { layer });
    }, element("span", { class: "finding" }, element("strong", {}, `${finding.rule.replaceAll("_", " ")}${finding.layer ? ` · ${finding.layer}` : ""}`),
      element("span", { class: "state" }, `epoch ${count(finding.epoch)}`), element("span", { class: "advice" }, finding.advice)), { class: "row-button" }));
    this.element.append(element("h3", {}, "Layers"), ...rows, ...(found.length > 0 ? [element("h3", {}, `Findings (${count(findings.length)})`), ...found] : []),
      element("p", { class: "hint" }, "Click a unit, a line or a layer to see it over all epochs. Space plays, ? tells all keys."));
  }

  show(frame: Frame): void {
    this.desk.network.layers.forEach((layer, index) => {
      const { dead, dormant, units } = frame.layers[index];
      const saturation = units.get("saturation");
      const parts: string[] = [];
      if (layer.canDie && Number.isFinite(dead)) parts.push(`${count(dead)} dead`);
      else if (saturation?.some((value) => Number.isFinite(value))) parts.push(`${count(saturation.filter((value) => value > 0.9).length)} saturated`);
      if (dormant > 0) parts.push(`${count(dormant)} dormant`);
      this.#states[index].textContent = parts.join(", ") || layer.caption[0];
    });
  }
}
