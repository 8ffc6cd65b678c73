/**
 * nbgrader's metadata in a class's notebooks, schema 3: the cell of an exercise becomes a graded answer worth the
 * exercise's points, so that nbgrader lists it, keeps copies apart by its id, and shows the marks.
 *
 * The points stand in exercises/list.json alone and are written when a class is released; the course's own notebooks
 * stay free of them. Marks come from this grader: nbgrader would run answers with the teacher's own rights.
 *
 * Format: https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html
 */

import type { Exercise } from "../grading/exercise-list.ts";

export interface NbgraderMetadata {
  readonly schema_version: 3;
  readonly grade_id: string;
  readonly grade: boolean;
  readonly locked: boolean;
  readonly solution: boolean;
  readonly task: boolean;
  readonly points?: number;
  readonly cell_type?: "code" | "markdown";
}

/** The part of a notebook that this file reads; everything else is kept. */
export interface NotebookCells {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly metadata: { readonly unrolled?: { readonly exercise?: string } };
  }[];
}

/** The answer of an exercise: what is written there earns its points, hidden checks among them. */
export function nbgraderMetadata({ id, checks }: Exercise): NbgraderMetadata {
  return {
    cell_type: "code",
    grade: true,
    grade_id: id.replace(".", "-"),
    locked: false,
    points: checks.reduce((sum, { points }) => sum + points, 0),
    schema_version: 3,
    solution: true,
    task: false,
  };
}

/** A copy in which each exercise's cell has the metadata. Throws where one is answered twice, or is not in the list. */
export function withNbgraderMetadata<Notebook extends NotebookCells>(
  notebook: Notebook,
  exercises: readonly Exercise[],
): Notebook {
  const seen = new Set<string>();
  const cells = notebook.cells.map((cell) => {
    const id = cell.metadata.unrolled?.exercise;
    if (id === undefined || cell.cell_type !== "code") return cell;
    const exercise = exercises.find((entry) => entry.id === id);
    if (!exercise || seen.has(id))
      throw new RangeError(
        `withNbgraderMetadata: expected a cell for each exercise, got ${id} ${exercise ? "twice" : "which is not in the list"}.`,
      );
    seen.add(id);
    const metadata = { ...cell.metadata, nbgrader: nbgraderMetadata(exercise) };
    return { ...cell, metadata: sortedByKey(metadata) };
  });
  return { ...notebook, cells };
}

/** The same for a notebook's text, written as the course writes its own. */
export const withNbgraderText = (text: string, exercises: readonly Exercise[]): string =>
  `${JSON.stringify(withNbgraderMetadata(JSON.parse(text) as NotebookCells, exercises), null, 1)}\n`;

/** Jupyter writes metadata in the order of their names. */
function sortedByKey<Entries extends object>(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1))) as Entries;
}
