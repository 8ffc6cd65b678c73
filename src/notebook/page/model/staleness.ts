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
    const runsAbove = code.slice(0, index).flatMap(({ id }) => runs.get(id) ?? []);
    if (usesChange(cell.source, run.order, runsAbove)) stale.set(cell.id, "outdated");
  }
  return stale;
}

/** Whether a name that `source` uses was defined anew since `order`, in the nearest cell above that defines it. */
function usesChange(source: string, order: number, above: readonly LastRun[]): boolean {
  const used = usedNames(source);
  for (const run of above.toReversed()) {
    for (const name of definedNames(run.source)) {
      if (used.delete(name) && run.changed > order) return true;
    }
  }
  return false;
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
  const declared = [...source.matchAll(declaration)].flatMap(([, pattern]) => boundNames(pattern));
  const assigned = [...source.matchAll(assignment)].map(([, name]) => name);
  return [...new Set([...declared, ...assigned])];
}

/**
 * Names that a cell takes from the cells above it. Words of texts and comments are none, nor are properties
 * (`x.step`, `{ step: 1 }`), nor what the cell declares itself: its constants, at any depth, and the
 * parameters of its functions.
 */
function usedNames(source: string): Set<string> {
  const code = source.replace(textOrComment, (text) => (text.startsWith("`") ? insertions(text) : " "));
  const used = new Set(code.replace(property, " ").match(word) ?? []);
  for (const name of ownNames(code)) used.delete(name);
  return used;
}

const textOrComment =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const property = /(?<!\.\.)\.\s*[\p{L}_$][\p{L}\p{N}_$]*|[\p{L}_$][\p{L}\p{N}_$]*\s*:/gu;

/** What stands in the `${…}` of a template. */
const insertions = (template: string): string => template.match(/(?<=\$\{)[^}]*/g)?.join(" ") ?? " ";

const innerDeclaration =
  /\b(?:const|let|var|(?:async\s+)?function\*?|class)\s+([^=;(\n]+?)(?=\s*(?:[=;(\n]|\bof\b|\bin\b|$))/g;
const parameters =
  /\(([^()]*)\)\s*(?::[^=;{}]*)?=>|\bfunction\b[^(]*\(([^()]*)\)|([\p{L}_$][\p{L}\p{N}_$]*)\s*=>/gu;

function ownNames(code: string): string[] {
  const declared = [...code.matchAll(innerDeclaration)].map(([, pattern]) => pattern);
  const taken = [...code.matchAll(parameters)].map((match) => match[1] ?? match[2] ?? match[3]);
  return [...declared, ...taken].flatMap(boundNames);
}

/** `{ grads: kept }` binds `kept`; `count: number` binds `count`; of `a = width` only `a`. */
function boundNames(pattern: string): string[] {
  const isDestructured = /^\s*[{[]/.test(pattern);
  const names = pattern
    .replace(/=[^,}\]]*/g, "")
    .replace(isDestructured ? /[\p{L}\p{N}_$]+\s*:/gu : /:[^,]*/g, "");
  return names.match(word) ?? [];
}
