type Child = Node | string;

/** Makes an element. Text becomes text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button. Its label is its text, unless it has another content; content that is made of elements with texts speaks for itself. */
export function button(label: string, action: () => void, content?: Child, attributes: Record<string, string> = {}): HTMLButtonElement {
  const named = content === undefined ? {} : content instanceof HTMLElement ? { title: label } : { "aria-label": label, title: label };
  const made = element("button", { type: "button", ...named, ...attributes }, content ?? label);
  made.addEventListener("click", action);
  return made;
}

/** A choice among texts, under a label. */
export function choice(label: string, options: readonly (readonly [value: string, text: string])[], onChoose: (value: string) => void): { element: HTMLElement; select: HTMLSelectElement } {
  const select = element("select", { "aria-label": label }, ...options.map(([value, text]) => element("option", { value }, text)));
  select.addEventListener("change", () => { onChoose(select.value); });
  return { element: element("label", { class: "field" }, element("span", {}, label), select), select };
}

/** Sizes a canvas in CSS and in device pixels, the same both ways, so that nothing is ever stretched, and returns its context in CSS pixels. */
export function context(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D;
/** Sizes a canvas that draws by other means. */
export function context(canvas: HTMLCanvasElement, width: number, height: number, flat: false): undefined;
export function context(canvas: HTMLCanvasElement, width: number, height: number, flat = true): CanvasRenderingContext2D | undefined {
  const ratio = window.devicePixelRatio || 1;
  const deviceWidth = Math.max(1, Math.round(width * ratio));
  const deviceHeight = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth;
    canvas.height = deviceHeight;
  }
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  if (!flat) return undefined;
  const drawing = drawingOn(canvas);
  drawing.setTransform(ratio, 0, 0, ratio, 0, 0);
  return drawing;
}

export function drawingOn(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const drawing = canvas.getContext("2d");
  if (!drawing) throw new Error("This browser cannot draw on a canvas.");
  return drawing;
}
