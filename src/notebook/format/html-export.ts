/**
 * An executed notebook as one HTML file that needs nothing else: maths finished, pictures and fonts
 * inside, Plotly inside only if there are figures. A content policy forbids everything the file does not
 * bring along, so that what a cell put out can neither run nor send anything.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { exportStyle } from "./html-export-style.ts";
import { escapeHtml, renderMarkdown } from "./markdown.ts";
import type { Cell, Notebook } from "./notebook.ts";
import { type FigureData, renderOutputs } from "./output-html.ts";

export interface ExportOptions {
  readonly title: string;
  /** Path of a script that sets the global `Plotly`. Default: the smallest of plotly.js that draws all figures. */
  readonly plotlyScript?: string;
}

export function exportHtml(notebook: Notebook, options: ExportOptions): string {
  const figures: FigureData[] = [];
  const usedIds = new Set<string>();
  const cells = notebook.cells.map((cell) => renderCell(cell, usedIds, figures)).join("\n");
  const scripts = figures.length > 0 ? [plotly(figures, options), drawAll] : [];
  const styles = cells.includes('class="katex') ? [katexStyle(), exportStyle] : [exportStyle];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'sha256-${sha256(script)}'`).join(" ") || "'none'"}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(options.title)}</title>
${styles.map((style) => `<style>${style}</style>`).join("\n")}
</head>
<body>
<main class="notebook">
${cells}
</main>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

function renderCell(cell: Cell, usedIds: Set<string>, figures: FigureData[]): string {
  return `<section class="cell ${cell.cell_type}" id="cell-${cell.id}">\n${renderBody(cell, usedIds, figures)}\n</section>`;
}

function renderBody(cell: Cell, usedIds: Set<string>, figures: FigureData[]): string {
  if (cell.cell_type === "markdown")
    return renderMarkdown(cell.source, { attachments: cell.attachments ?? {}, usedIds });
  if (cell.cell_type === "raw") return `<pre>${escapeHtml(cell.source)}</pre>`;
  const outputs = renderOutputs(cell.outputs, (figure, text) => {
    figures.push(figure);
    const height = Number(figure.layout?.height) || 450;
    const json = JSON.stringify(figure).replaceAll("<", "\\u003c");
    return `<div class="output figure" role="img" aria-label="${escapeHtml(text)}" style="height:${height}px">
<script type="application/json">${json}</script></div>`;
  });
  return `<pre class="source"><code class="language-typescript">${escapeHtml(cell.source)}</code></pre>\n${outputs}`;
}

const drawAll = `for (const place of document.querySelectorAll(".figure")) {
  const { data, layout = {}, frames = [], config = {} } = JSON.parse(place.firstElementChild.textContent);
  place.replaceChildren();
  Plotly.newPlot(place, data, layout, { responsive: true, displaylogo: false, ...config })
    .then(() => frames.length > 0 && Plotly.addFrames(place, frames));
}`;

const resolve = createRequire(import.meta.url).resolve;
const inThreeDimensions = /^(?:scatter3d|surface|mesh3d|cone|streamtube|isosurface|volume)$/;

function plotly(figures: readonly FigureData[], { plotlyScript }: ExportOptions): string {
  const traces = figures.flatMap(({ data }) => data as { type?: string }[]);
  const isFlat = !traces.some((trace) => inThreeDimensions.test(trace?.type ?? ""));
  const isKnown = traces.every((trace) => flatTypes.test(trace?.type ?? "scatter"));
  const part = isFlat && isKnown ? "plotly-cartesian" : "plotly-strict";
  const script = readFileSync(plotlyScript ?? resolve(`plotly.js/dist/${part}.min.js`), "utf8");
  return script.replaceAll("</script", "<\\/script");
}

/** What plotly.js's cartesian bundle draws. */
const flatTypes =
  /^(?:scatter|bar|pie|histogram|histogram2d|histogram2dcontour|box|violin|heatmap|image|contour|scatterternary)$/;

/** KaTeX's style with its fonts inside. Browsers take the first form of a font, woff2, so the others go. */
function katexStyle(): string {
  const file = resolve("katex/dist/katex.min.css");
  return readFileSync(file, "utf8")
    .replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, "")
    .replace(/url\((fonts\/[^)]*\.woff2)\)/g, (_all, font: string) => {
      const base64 = readFileSync(join(dirname(file), font)).toString("base64");
      return `url(data:font/woff2;base64,${base64})`;
    });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
