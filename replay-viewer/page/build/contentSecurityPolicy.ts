import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const contents = (html: string, element: RegExp): string[] => [...html.matchAll(element)].map((match) => match[1]);

/**
 * Writes the page's content security policy: nothing may be loaded from anywhere, and only the scripts and styles
 * that were built into the page may run, by their hashes. Runs last, over the finished file.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "asset" || !file.fileName.endsWith(".html")) continue;
          const html = String(file.source);
          const scripts = contents(html, /<script type="module"[^>]*>([\s\S]*?)<\/script>/g).map(hash);
          const styles = contents(html, /<style[^>]*>([\s\S]*?)<\/style>/g).map(hash);
          if (scripts.length !== 1 || styles.length !== 1)
            throw new Error(`The page must have one script and one style, not ${scripts.length} and ${styles.length}.`);
          const policy = [
            "default-src 'none'", `script-src ${scripts.join(" ")}`, `style-src ${styles.join(" ")}`,
            "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
          ].join("; ");
          const marker = "<!--content-security-policy-->";
          if (!html.includes(marker)) throw new Error("index.html has no place for the content security policy.");
          // A replacement function, for a policy's text may hold what replace() takes for a pattern.
          file.source = html.replace(marker, () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
        }
      },
    },
  };
}
