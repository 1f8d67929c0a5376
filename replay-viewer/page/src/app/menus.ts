import { count, number } from "../format";
import { copy, download } from "../panels/copy";
import type { MenuItem } from "../panels/menu";
import { Picture } from "../stage/picture";
import { toPng, toSvg, type Words } from "./export";
import type { Replay } from "./replay";

/** What can be compared. */
export function comparisons(replay: Replay): MenuItem[] {
  const { then, show } = replay.view;
  const two = replay.sources.length > 1;
  const others = replay.entries.filter((entry) => !replay.sources.some((source) => source.name === entry.name) && entry.fault === undefined);
  return [
    ...(two ? [] : [{ text: then >= 0 ? `Stop comparing with epoch ${count(then)}` : `Other epochs with epoch ${count(replay.epoch)} (C)`, action: () => { replay.compareEpoch(); } }]),
    ...(two || then >= 0 ? (["side", "difference"] as const).map((how) => ({ text: how === "side" ? "Side by side (V)" : "Difference (V)", pressed: show === how, action: () => { replay.change({ show: how }); } })) : []),
    ...others.map((entry) => ({ text: `With ${entry.title} (${entry.name})`, action: () => { replay.leave({ with: entry.name, then: -1 }); } })),
    ...(two && replay.entries.length > 0 ? [{ text: "One recording alone", action: () => { replay.leave({ with: "" }); } }] : []),
  ];
}

/** The recordings one can go to. */
export function recordings(replay: Replay): MenuItem[] {
  return replay.entries.map((entry) => ({
    text: `${entry.title} · ${entry.name} · ${entry.fault ?? `${count(entry.epochs)} epochs${entry.live ? ", live" : ""}`}`,
    pressed: entry.name === replay.sources[0].name,
    action: () => { replay.leave({ file: entry.name, with: "", pin: "" }); },
  }));
}

/** What can be taken away. */
export function savings(replay: Replay): MenuItem[] {
  const name = `${replay.sources[0].document.title}-epoch-${replay.epoch}`;
  return [
    { text: "Picture as PNG", action: () => { void toPng(replay.stages, wordsOf(replay), replay.look).then((blob) => { download(`${name}.png`, blob); }); } },
    { text: "Picture as SVG", action: () => { download(`${name}.svg`, new Blob([toSvg(replay.stages, wordsOf(replay), replay.look)], { type: "image/svg+xml" })); } },
    { text: "Curves as CSV", action: () => { download(`${replay.sources[0].document.title}.csv`, new Blob([replay.csv()], { type: "text/csv" })); } },
    { text: "Copy the link to this view", action: () => { void copy(replay.link()); } },
  ];
}

/** What is written beside the network in a picture that is saved. */
function wordsOf(replay: Replay): Words {
  const { document } = replay.sources[0];
  const { fill, lines, ring } = replay.view;
  const difference = replay.comparing && replay.view.show === "difference";
  const scales = replay.network.layers.flatMap((_, layer) => [Picture.quantityOf(document, layer, fill), ring].map((quantity) => Picture.scaleOf(document, layer, quantity, difference)));
  const distinct = scales.filter((scale, i): scale is NonNullable<typeof scale> => scale !== undefined && scales.findIndex((other) => other?.title === scale.title) === i);
  const { theme, ramps } = replay.look;
  return {
    title: replay.sources.map((source) => source.document.title).join(" and "),
    figures: replay.words.join(" · "),
    legend: [
      { colours: [theme.positive], text: `positive ${lines}` }, { colours: [theme.negative], text: `negative ${lines}` },
      ...distinct.map((scale) => ({ colours: ramps[scale.ramp].stops, text: `${scale.title} ${number(scale.low)} … ${number(scale.high)}` })),
    ],
  };
}
