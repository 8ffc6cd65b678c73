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
import { type Cell, isSpeakerNotes, type Notebook } from "./notebook.ts";
import { type FigureData, renderOutputs } from "./output-html.ts";
import { plotlyScript } from "./plotly-script.ts";

export interface ExportOptions {
  readonly title: string;
  /** Path of a script that sets the global `Plotly`. Default: the smallest of plotly.js that draws all figures. */
  readonly plotlyScript?: string;
}

export function exportHtml(notebook: Notebook, options: ExportOptions): string {
  const figures: FigureData[] = [];
  const usedIds = new Set<string>();
  const cells = notebook.cells
    .filter((cell) => !isSpeakerNotes(cell))
    .map((cell) => renderCell(cell, usedIds, figures))
    .join("\n");
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
    return `<figure class="output"><div class="figure" role="img" aria-label="${escapeHtml(text)}" style="height:${height}px">
<script type="application/json">${json}</script></div><figcaption>${escapeHtml(text)}</figcaption></figure>`;
  });
  return `<pre class="source"><code class="language-typescript">${escapeHtml(cell.source)}</code></pre>\n${outputs}`;
}

/** Text and grid follow the page's colours, light or dark; on paper they are dark. */
const drawAll = `const figures = [...document.querySelectorAll(".figure")].map((place) => {
  const figure = JSON.parse(place.firstElementChild.textContent);
  place.replaceChildren();
  return { place, ...figure };
});
const dark = matchMedia("(prefers-color-scheme: dark)");
function themed(layout, isDark) {
  const [ink, line] = isDark ? ["#e8e4dc", "#34322e"] : ["#1f1d1a", "#e4dfd6"];
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, tickcolor: line };
  const clear = "rgba(0,0,0,0)";
  const theme = { paper_bgcolor: clear, plot_bgcolor: clear, font: { color: ink }, xaxis: axis, yaxis: axis,
    scene: { xaxis: axis, yaxis: axis, zaxis: axis }, legend: { bgcolor: clear } };
  const { template = {} } = layout;
  return { ...structuredClone(layout), template: { ...template, layout: { ...theme, ...template.layout } } };
}
function drawAll(isDark) {
  for (const { place, data, layout = {}, frames = [], config = {} } of figures) {
    Plotly.react(place, structuredClone(data), themed(layout, isDark), { responsive: true, displaylogo: false, ...config })
      .then(() => frames.length > 0 && Plotly.addFrames(place, structuredClone(frames)));
  }
}
drawAll(dark.matches);
dark.addEventListener("change", () => drawAll(dark.matches));
addEventListener("beforeprint", () => drawAll(false));
addEventListener("afterprint", () => drawAll(dark.matches));`;

const resolve = createRequire(import.meta.url).resolve;
function plotly(figures: readonly FigureData[], options: ExportOptions): string {
  const script = readFileSync(options.plotlyScript ?? plotlyScript(figures), "utf8");
  return script.replaceAll("</script", "<\\/script");
}

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
