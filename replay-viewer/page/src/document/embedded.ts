import type { PageDocument } from "./schema";
import type { Opened, Source } from "./source";
import { Tensors } from "./tensors";

const text = (id: string): string => {
  const element = document.getElementById(id);
  if (!element) throw new Error("This page was built without a recording. Write one with: replay page FILE -o OUT.html");
  return element.textContent;
};

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const result = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) result[i] = characters.charCodeAt(i);
  return result;
}

/** The document that is part of the page's own file: JSON, and gzip in base64. */
export class EmbeddedSource implements Source {
  async open(): Promise<Opened> {
    const description = JSON.parse(text("recording")) as PageDocument;
    if (description.schema !== 1) throw new Error(`This page understands schema 1, not ${description.schema}.`);
    const packed = bytes(text("recording-data").trim());
    const data = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    return { document: description, tensors: new Tensors(description.tensors, data) };
  }
}
