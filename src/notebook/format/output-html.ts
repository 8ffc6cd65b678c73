/** The outputs of a code cell as HTML that needs no script: the richest form of each that is safe so. */

import { stripVTControlCharacters } from "node:util";
import { figureCaption, figureHeight } from "./figure-place.ts";
import { escapeHtml, renderMarkdown } from "./markdown.ts";
import { renderMaths } from "./maths.ts";
import type { MimeBundle } from "./message.ts";
import type { Output } from "./notebook.ts";
import { sanitizeHtml } from "./sanitize-html.ts";

/** Data of `application/vnd.plotly.v1+json`. */
export interface FigureData {
  readonly data: readonly unknown[];
  readonly layout?: Record<string, unknown>;
  readonly frames?: readonly unknown[];
  readonly config?: Record<string, unknown>;
}

/** Gives the HTML of a figure; `text` says in words what it shows. */
export type DrawFigure = (figure: FigureData, text: string) => string;

export const figureType = "application/vnd.plotly.v1+json";
export const walkthroughType = "application/vnd.unrolled.walkthrough+json";

/** Gives the HTML of a walkthrough; `text` says it in words. */
export type DrawWalkthrough = (walkthrough: object, text: string) => string;

/** Without `drawWalkthrough` the words stand for a walkthrough. */
export function renderOutputs(
  outputs: readonly Output[],
  drawFigure: DrawFigure,
  drawWalkthrough: DrawWalkthrough = wordsOf,
): string {
  return outputs.map((output) => renderOutput(output, drawFigure, drawWalkthrough)).join("\n");
}

/**
 * The place of a figure that a script will draw; until then, and without scripts, `text` says what it shows.
 * `data`: HTML that the script reads.
 */
export function placeOfFigure(figure: FigureData, text: string, data = ""): string {
  return `<figure class="output figure">${data}<div class="plot" style="min-height: ${figureHeight(figure)}px"></div>
<figcaption>${escapeHtml(figureCaption(text))}</figcaption></figure>`;
}

const wordsOf: DrawWalkthrough = (_walkthrough, text) =>
  `<pre class="output result">${escapeHtml(text)}</pre>`;

function renderOutput(output: Output, drawFigure: DrawFigure, drawWalkthrough: DrawWalkthrough): string {
  switch (output.output_type) {
    case "stream":
      return `<pre class="output ${output.name}">${escapeHtml(stripVTControlCharacters(output.text))}</pre>`;
    case "error": {
      const text = output.traceback.join("\n") || `${output.ename}: ${output.evalue}`;
      return `<pre class="output error">${escapeHtml(stripVTControlCharacters(text))}</pre>`;
    }
    default:
      return renderBundle(output.data, drawFigure, drawWalkthrough);
  }
}

function renderBundle(bundle: MimeBundle, drawFigure: DrawFigure, drawWalkthrough: DrawWalkthrough): string {
  const plain =
    typeof bundle["text/plain"] === "string" ? stripVTControlCharacters(bundle["text/plain"]) : "";
  const walkthrough = bundle[walkthroughType];
  if (typeof walkthrough === "object" && walkthrough !== null) return drawWalkthrough(walkthrough, plain);
  const figure = bundle[figureType];
  if (isFigure(figure)) return drawFigure(figure, plain);
  const html = bundle["text/html"];
  if (typeof html === "string") return `<div class="output html">${sanitizeHtml(html)}</div>`;
  const picture = pictureAddress(bundle);
  if (picture) return `<img class="output picture" src="${picture}" alt="${escapeHtml(plain)}">`;
  const markdown = bundle["text/markdown"];
  if (typeof markdown === "string")
    return `<div class="output markdown prose">${renderMarkdown(markdown)}</div>`;
  const latex = bundle["text/latex"];
  if (typeof latex === "string")
    return `<p class="output maths">${renderMaths(withoutDollars(latex), true)}</p>`;
  if (plain) return `<pre class="output result">${escapeHtml(plain)}</pre>`;
  const json = bundle["application/json"];
  return json === undefined
    ? ""
    : `<pre class="output result">${escapeHtml(JSON.stringify(json, null, 2))}</pre>`;
}

function isFigure(value: unknown): value is FigureData {
  return typeof value === "object" && value !== null && Array.isArray((value as FigureData).data);
}

/** An SVG shown as a picture runs no script and loads nothing. */
function pictureAddress(bundle: MimeBundle): string | undefined {
  const svg = bundle["image/svg+xml"];
  if (typeof svg === "string") return `data:image/svg+xml;base64,${bytesToBase64(svg)}`;
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    const data = bundle[type];
    if (typeof data !== "string") continue;
    const base64 = data.replace(/\s/g, "");
    if (/^[A-Za-z0-9+/=]*$/.test(base64)) return `data:${type};base64,${base64}`;
  }
  return undefined;
}

function bytesToBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function withoutDollars(latex: string): string {
  return latex.trim().replace(/^(\$\$?)([\s\S]*)\1$/, "$2");
}
