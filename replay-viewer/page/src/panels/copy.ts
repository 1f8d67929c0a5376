import { button } from "../dom";

/** Puts a text into the clipboard; where the browser keeps it from pages, by way of a text field. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused or not there: an older way, which works while a key or a button is pressed.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- The only way where there is no clipboard.
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

/** A button that copies a text and says for a moment that it has. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const made = button(label, () => {
    void copy(text()).then((done) => {
      made.textContent = done ? "copied" : "not allowed";
      made.setAttribute("aria-label", made.textContent);
      setTimeout(() => {
        made.textContent = "CSV";
        made.setAttribute("aria-label", label);
      }, 1500);
    });
  }, "CSV", { class: "copy" });
  return made;
}

/** Hands a file to the person. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 120);
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}
