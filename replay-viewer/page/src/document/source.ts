import type { PageDocument } from "./schema";
import { Tensors } from "./tensors";

/** What a page shows: the description and the values. */
export interface Opened {
  document: PageDocument;
  tensors: Tensors;
}

/** Where a page's document comes from. */
export interface Source {
  open(): Promise<Opened>;
}
