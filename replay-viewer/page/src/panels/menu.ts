import { button, element } from "../dom";

/** Something a menu offers. */
export interface MenuItem {
  readonly text: string;
  readonly action: () => void;
  readonly pressed?: boolean;
}

/** A button that unfolds a list of buttons, made when it is opened. */
export function menu(label: string, items: () => MenuItem[]): HTMLElement {
  const list = element("div", { class: "menu-list" });
  const made = element("details", { class: "menu" }, element("summary", {}, label), list);
  const close = (): void => { made.open = false; };
  made.addEventListener("toggle", () => {
    if (!made.open) return;
    list.replaceChildren(...items().map(({ text, action, pressed }) => button(text, () => {
      close();
      action();
    }, undefined, pressed === undefined ? {} : { "aria-pressed": String(pressed) })));
  });
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.open) return;
    event.stopPropagation();
    close();
    made.querySelector("summary")?.focus();
  });
  made.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !made.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !made.contains(event.target)) close();
  });
  return made;
}
