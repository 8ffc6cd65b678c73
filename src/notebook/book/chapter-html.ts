/**
 * An executed notebook as the <main> of a page of the book: the workbook's own markup, finished, without
 * anything to press that needs a server. Notes for the speaker of a lecture are left out.
 */

import { escapeHtml } from "../format/markdown.ts";
import { type Cell, isSpeakerNotes, type Notebook } from "../format/notebook.ts";
import {
  type DrawFigure,
  type DrawWalkthrough,
  type FigureData,
  figureType,
  placeOfFigure,
} from "../format/output-html.ts";
import { cellAttributes, jsonForScript, renderSource } from "../server/notebook-html.ts";

/** What the book says of an exercise; never its solution. */
export interface BookExercise {
  /** "X1.1". */
  readonly id: string;
  readonly title: string;
  /** What is to be computed, in one line. */
  readonly statement: string;
  readonly maxPoints: number;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
}

export interface RenderedChapter {
  readonly html: string;
  readonly figures: readonly FigureData[];
  readonly hasWalkthroughs: boolean;
}

export function renderChapter(
  notebook: Notebook,
  title: string,
  exercises: readonly BookExercise[],
): RenderedChapter {
  const figures: FigureData[] = [];
  const drawFigure: DrawFigure = (figure, text) => {
    figures.push(figure);
    return placeWithData(figure, text);
  };
  let hasWalkthroughs = false;
  const drawWalkthrough: DrawWalkthrough = (walkthrough, text) => {
    hasWalkthroughs = true;
    return placeOfWalkthrough(walkthrough, text);
  };
  const usedIds = new Set<string>();
  const cells = notebook.cells
    .filter((cell) => !isSpeakerNotes(cell))
    .map((cell) => {
      const parts = [
        renderMargin(cell),
        renderSource(cell, usedIds, drawFigure, drawWalkthrough),
        renderNotes(cell),
      ];
      return `<section ${cellAttributes(cell)}>\n${parts.join("\n")}\n${renderExercise(cell, exercises)}</section>`;
    });
  const html = `<main id="main" class="notebook" aria-label="${escapeHtml(title)}">
${withChapterLinks(cells.join("\n"))}
</main>`;
  return { html, figures, hasWalkthroughs };
}

/** Where the page of a notebook is, beside the others. */
export function pageFile(notebook: string): string {
  return `${encodeURIComponent(notebook.replace(/\.ipynb$/, ""))}.html`;
}

/** A link to another notebook leads to its page. Only links of our own renderer look like this. */
function withChapterLinks(html: string): string {
  return html.replace(/(<a href="[^":/?#]+)\.ipynb(?=["#])/g, "$1.html");
}

/** What the page draws stands in its place. */
function placeWithData(figure: FigureData, text: string): string {
  const data = jsonForScript({ [figureType]: figure, "text/plain": text });
  return placeOfFigure(figure, text, `<script type="application/json">${data}</script>`);
}

const placeOfWalkthrough: DrawWalkthrough = (walkthrough, text) =>
  `<div class="output walkthrough"><script type="application/json">${jsonForScript(walkthrough)}</script>
<pre>${escapeHtml(text)}</pre></div>`;

/** The order of running. */
function renderMargin(cell: Cell): string {
  const count = cell.cell_type === "code" ? cell.execution_count : null;
  return count === null ? "" : `<div class="margin"><span class="count">${count}</span></div>`;
}

function renderNotes({ metadata }: Cell): string {
  const claims = metadata.unrolled?.claims ?? [];
  if (claims.length === 0) return "";
  const badges = claims.map((claim) => `<span class="badge">${escapeHtml(claim)}</span>`).join("");
  const label = claims.length === 1 ? "Claim" : "Claims";
  return `<div class="notes"><p class="claims" title="Claims of the course that this cell settles">${label} ${badges}</p></div>`;
}

function renderExercise(cell: Cell, exercises: readonly BookExercise[]): string {
  const exercise = exercises.find(({ id }) => id === cell.metadata.unrolled?.exercise);
  if (exercise === undefined || cell.cell_type !== "code") return "";
  const { id, title, statement, maxPoints, hints } = exercise;
  const folded = hints.map(
    (hint, index) =>
      `<details class="hint"><summary>Hint ${index + 1}</summary><p>${escapeHtml(hint)}</p></details>`,
  );
  return `<div class="check-panel">
<p class="exercise-title">${escapeHtml(id)} · ${escapeHtml(title)} <span class="points">${maxPoints} ${maxPoints === 1 ? "point" : "points"}</span></p>
<p class="exercise-statement">${escapeHtml(statement)}</p>
${folded.join("\n")}
<p class="where-to-check">Write your answer in the workbook, <code>npm start</code>, and check it there.</p>
</div>
`;
}
