/** Shows a figure, or anything else for which a notebook has a MIME type. */

import { offlineFigure } from "./offline-figure.ts";
import { type MimeBundle, offlineFiguresFor, publish } from "./publish.ts";

/** A figure as `unrolled/figures` makes it: plain Plotly JSON, and a text that stands for it. */
export interface ShownFigure {
  readonly data: readonly object[];
  readonly layout: object;
  readonly frames?: readonly object[];
  readonly alt: string;
}

/** A walkthrough as `unrolled/walkthroughs` makes it. */
export interface ShownPage {
  /** What the course's own page draws. */
  readonly json: object;
  /** HTML that draws itself in any other client. */
  html(): string;
  /** A text that stands for it. */
  readonly alt: string;
}

/**
 * Draws a figure or a walkthrough in the cell, or shows a MIME bundle such as `{ "text/html": "<b>bold</b>" }`.
 * Outside a notebook it prints the text that stands for it.
 */
export function show(shown: ShownFigure | ShownPage | MimeBundle): void {
  const bundle = isFigure(shown)
    ? figureBundle(shown)
    : isPage(shown)
      ? pageBundle(shown)
      : checkBundle(shown);
  if (!publish(bundle)) console.log(bundle["text/plain"] ?? bundle);
}

function figureBundle({ data, layout, frames, alt }: ShownFigure): MimeBundle {
  const config = { responsive: true, displaylogo: false };
  const cell = offlineFiguresFor();
  const figure = { data, layout, ...(frames && { frames }), config };
  return {
    "application/vnd.plotly.v1+json": figure,
    ...(cell && { "text/html": offlineFigure({ ...figure, alt }, cell) }),
    "text/plain": alt,
  };
}

function pageBundle({ json, html, alt }: ShownPage): MimeBundle {
  return {
    "application/vnd.unrolled.walkthrough+json": json,
    ...(offlineFiguresFor() && { "text/html": html() }),
    "text/plain": alt,
  };
}

const isPage = (shown: ShownPage | MimeBundle): shown is ShownPage => typeof shown.html === "function";

const isFigure = (shown: ShownFigure | ShownPage | MimeBundle): shown is ShownFigure =>
  "data" in shown && Array.isArray(shown.data) && typeof shown.layout === "object" && shown.layout !== null;

function checkBundle(bundle: MimeBundle): MimeBundle {
  if (typeof bundle === "object" && bundle !== null && Object.keys(bundle).every((key) => key.includes("/")))
    return bundle;
  throw new TypeError(
    `show: expected a figure (data, layout, alt) or a MIME bundle, got ${Object.keys(bundle ?? {}).join(", ") || typeof bundle}. ` +
      "Values are shown by writing them on the last line of the cell.",
  );
}
