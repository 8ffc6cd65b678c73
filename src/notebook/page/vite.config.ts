/** Bundles the page into dist/page; the server finds the file names in .vite/manifest.json. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vite";

const root = import.meta.dirname;

export default defineConfig({
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
});
