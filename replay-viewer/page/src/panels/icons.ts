const PATHS = {
  first: "M6 5h2v14H6zM20 5v14L9 12z",
  back: "M15 5h2v14h-2zM13 5v14L4 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  on: "M7 5h2v14H7zM11 5v14l9-7z",
  last: "M16 5h2v14h-2zM4 5v14l11-7z",
  loop: "M7 7h9v3l5-4-5-4v3H5v7h2zM17 17H8v-3l-5 4 5 4v-3h11v-7h-2z",
  smooth: "M3 18c5 0 5-12 9-12s4 12 9 12v-2c-5 0-5-12-9-12S8 16 3 16z",
  from: "M9 4H5v16h4v-2H7V6h2zM11 11h6l-2.5-2.5L16 7l5 5-5 5-1.5-1.500L17 13h-6z",
  to: "M15 4h4v16h-4v-2h2V6h-2zM13 11H7l2.500-2.500L8 7l-5 5 5 5 1.500-1.500L7 13h6z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  whole: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3v2a7 7 0 0 1 0 14v2a9 9 0 0 0 0-18z",
} as const;

export type Icon = keyof typeof PATHS;

/** An icon, drawn in the colour of the text. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", PATHS[name]);
  svg.append(shape);
  return svg;
}
