import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { contentSecurityPolicy } from "./build/contentSecurityPolicy.ts";
import { demonstration } from "./build/demonstration.ts";

export default defineConfig(({ command, mode }) => ({
  plugins: [
    ...(command === "serve" || mode === "demo" ? [demonstration()] : []),
    viteSingleFile(),
    contentSecurityPolicy(),
  ],
  build: {
    target: "es2022",
    outDir: mode === "demo" ? "dist/demo" : "dist",
    emptyOutDir: false,
    modulePreload: { polyfill: false },
  },
}));
