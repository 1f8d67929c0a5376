import type { Plugin } from "vite";
import { synthetic } from "../fixture/synthetic.ts";
import { embed } from "../fixture/embed.ts";

/** Puts a made-up recording into the page: while developing, and for `npm run demo`. */
export function demonstration(): Plugin {
  return { name: "demonstration", transformIndexHtml: { order: "post", handler: (html) => embed(html, synthetic()) } };
}
