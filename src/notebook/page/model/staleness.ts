/**
 * Which outputs no longer follow from the code above them. A cell is stale when it was edited after it ran,
 * or when a name that it uses was defined anew, by a cell above it that ran later with other code.
 * Names are found by their spelling, without types; a wrong guess costs a mark, never a result.
 */

import { isCode, type LiveCell } from "./cell.ts";

/** The last run of a cell in this kernel. */
export interface LastRun {
  readonly source: string;
  /** Counts the runs in this kernel, over all cells. */
  readonly order: number;
  /** The order of the run that last changed what this cell defines. */
  readonly changed: number;
}

export type Staleness = "edited" | "outdated";

export function staleCells(
  cells: readonly LiveCell[],
  runs: ReadonlyMap<string, LastRun>,
): Map<string, Staleness> {
  const stale = new Map<string, Staleness>();
  const code = cells.filter(isCode);
  for (const [index, cell] of code.entries()) {
    const run = runs.get(cell.id);
    if (run === undefined) continue;
    if (run.source !== cell.source) {
      stale.set(cell.id, "edited");
      continue;
    }
    const used = usedNames(cell.source);
    const changedSince = code.slice(0, index).some((above) => {
      const runAbove = runs.get(above.id);
      if (runAbove === undefined || runAbove.changed <= run.order) return false;
      return definedNames(runAbove.source).some((name) => used.has(name));
    });
    if (changedSince) stale.set(cell.id, "outdated");
  }
  return stale;
}

/** Records a run. Running the same code again changes nothing for the others, unless what it uses had changed. */
export function recordRun(
  before: LastRun | undefined,
  { source, order, stale }: { source: string; order: number; stale: boolean },
): LastRun {
  const same = before !== undefined && before.source === source && !stale;
  return { source, order, changed: same ? before.changed : order };
}

const declaration = /^(?:export\s+)?(?:const|let|var|(?:async\s+)?function\*?|class)\s+([^=;(\n]+)/gm;
const assignment = /^([\p{L}_$][\p{L}\p{N}_$]*)\s*[-+*/]?=(?!=)/gmu;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Names that a cell declares or assigns at its outermost level: at the beginning of a line. */
export function definedNames(source: string): string[] {
  const declared = [...source.matchAll(declaration)].flatMap(([, pattern]) => {
    const isDestructured = /^[{[]/.test(pattern);
    // { grads: kept } declares `kept`; count: number declares `count`.
    const names = pattern.replace(isDestructured ? /[\p{L}\p{N}_$]+\s*:/gu : /:[^,]*/g, "");
    return names.match(word) ?? [];
  });
  const assigned = [...source.matchAll(assignment)].map(([, name]) => name);
  return [...new Set([...declared, ...assigned])];
}

/** Words of a text but for properties: neither `step` of `x.step` nor that of `{ step: 1 }` is a variable. */
function usedNames(source: string): Set<string> {
  return new Set(
    source
      .replace(/(?<!\.\.)\.\s*[\p{L}_$][\p{L}\p{N}_$]*|[\p{L}_$][\p{L}\p{N}_$]*\s*:/gu, " ")
      .match(word) ?? [],
  );
}
