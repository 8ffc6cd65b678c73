/** The list of notebooks as the <main> of its page, and the links from one chapter to its neighbours. */

import { escapeHtml } from "../format/markdown.ts";
import type { NotebookSummary } from "./notebook-html.ts";
import type { ExerciseProgress, ProgressRecord } from "./progress.ts";

/** Where the page of a notebook is. */
export type AddressOf = (name: string) => string;

/** Without `done`, as in a book, the chapters only say how many exercises they have. */
export function renderIndex(
  chapters: readonly NotebookSummary[],
  done: ProgressRecord | undefined,
  addressOf: AddressOf,
): string {
  return `<main id="main" class="index">
<h1>Recurrent networks, unrolled</h1>
<p class="introduction">Each chapter asks one question and answers it by running code: derive a network’s equations, follow its gradients through time by hand, and let the grader check what you wrote.</p>
${renderTotal(chapters, done)}
${chapters.length === 0 ? "<p>There are no notebooks yet.</p>" : ""}
<ol class="chapters">
${chapters.map((chapter) => renderChapter(chapter, done, addressOf)).join("\n")}
</ol>
</main>`;
}

/** How far one has come in the whole course; nothing before the first attempt. */
function renderTotal(chapters: readonly NotebookSummary[], done: ProgressRecord | undefined): string {
  const exercises = [...new Set(chapters.flatMap((chapter) => chapter.exercises))];
  const isStarted = exercises.some((id) => done !== undefined && Object.hasOwn(done.exercises, id));
  return isStarted ? `<p class="progress total">${solvedText(exercises, done)}</p>` : "";
}

function renderChapter(
  { name, heading, lead, exercises }: NotebookSummary,
  done: ProgressRecord | undefined,
  addressOf: AddressOf,
): string {
  const number = /^(\d+)/.exec(name)?.[1] ?? "";
  const progress = exercises.length > 0 ? `\n<p class="progress">${solvedText(exercises, done)}</p>` : "";
  return `<li class="chapter" data-path="${escapeHtml(name)}">
<a href="${addressOf(name)}"><span class="number">${number}</span> <span class="title">${heading}</span></a>
<div class="lead">${lead}</div>${progress}
</li>`;
}

/** "1 of 3 exercises solved", or without progress "3 exercises"; nothing if there are none. */
export function solvedText(exercises: readonly string[], done: ProgressRecord | undefined): string {
  if (exercises.length === 0) return "";
  const all = `${exercises.length} ${exercises.length === 1 ? "exercise" : "exercises"}`;
  if (done === undefined) return all;
  return `${exercises.filter((id) => isSolved(done.exercises[id])).length} of ${all} solved`;
}

/** An exercise of which only hints were read is not solved, though nothing of it is missing yet. */
const isSolved = (entry: ExerciseProgress | undefined): boolean =>
  entry !== undefined && entry.attempts > 0 && entry.points >= entry.maxPoints;

export function renderNeighbours(
  name: string,
  all: readonly NotebookSummary[],
  addressOf: AddressOf,
): string {
  const here = all.findIndex((chapter) => chapter.name === name);
  const link = (chapter: NotebookSummary | undefined, rel: string) =>
    chapter ? `<a rel="${rel}" href="${addressOf(chapter.name)}">${escapeHtml(chapter.title)}</a>` : "";
  return `\n<nav class="neighbours" aria-label="Chapters">${link(all[here - 1], "prev")}${link(all[here + 1], "next")}</nav>`;
}
