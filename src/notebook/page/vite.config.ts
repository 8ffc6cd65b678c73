/**
 * Bundles the page into dist/page; the server finds the file names in .vite/manifest.json.
 * With `--mode book` it bundles the script and style of the static book into dist/book: one classic script,
 * which a browser loads from a folder too, and addresses that are relative to the style sheet.
 */

import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig, type UserConfig } from "vite";

const root = import.meta.dirname;

const book: UserConfig = {
  root,
  base: "./",
  publicDir: false,
  resolve: {
    alias: [{ find: /^\.\/load-plotly\.ts$/, replacement: join(root, "book/load-plotly.ts") }],
  },
  build: {
    outDir: join(root, "../../../dist/book"),
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    rolldownOptions: { input: join(root, "book/main.ts"), output: { format: "iife" } },
  },
};

const page: UserConfig = {
  root,
  base: "/",
  publicDir: false,
  // Some of Plotly's dependencies were written for Node.
  define: { global: "globalThis" },
  resolve: {
    alias: {
      // Plotly expects Node's module; the package of that name is its form for browsers.
      events: createRequire(import.meta.url).resolve("events/"),
      // Plotly's registry names the style sheet of its maps, which the course does not draw and does not install.
      "maplibre-gl/dist/maplibre-gl.css": join(root, "figures/no-maps.css"),
    },
  },
  build: {
    outDir: join(root, "../../../dist/page"),
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // The content security policy allows no data: scripts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    // Plotly alone is larger than Vite's warning allows; it is loaded when a figure comes into view.
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { input: join(root, "main.ts") },
  },
};

export default defineConfig(({ mode }) => (mode === "book" ? book : page));
