/**
 * The tests of a class's copy: all that still mean something there. A test that needs the solutions or the known
 * mistakes, itself or through what it imports, stays with the teacher; so do benchmarks, long tests and the grader's own.
 */

import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

const teachersFolders = ["grader", "long", "benchmarks"];

/** Files below `tests`, relative to it, sorted. */
export async function releasedTests(tests: string): Promise<string[]> {
  const found = await readdir(tests, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tests, join(entry.parentPath, entry.name)))
    .filter(
      (file) => !file.split(sep).includes("node_modules") && !teachersFolders.includes(file.split(sep)[0]),
    )
    .sort();
  const imports = new Map<string, string[]>();
  const kept = new Set<string>();
  for (const file of files) {
    const text = /\.(m?[tj]s|json|py)$/.test(file) ? await readFile(join(tests, file), "utf8") : "";
    imports.set(file, importsOf(file, text));
    if (!mentionsSolutions(file, text)) kept.add(file);
  }
  // What imports something that stays behind stays behind too.
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const file of kept) if (imports.get(file)!.some((target) => !kept.has(target))) kept.delete(file);
  }
  return [...kept];
}

/** A configuration may name the folder; it is simply not there. */
const mentionsSolutions = (file: string, text: string): boolean =>
  !file.endsWith("tsconfig.json") && /\bsolutions\b|\bclassGrade\b/.test(text);

/** Relative imports, as files below the tests; those that lead out of them are the sources, which ship. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)]
    .map(([, specifier]) => join(dirname(file), specifier))
    .filter((target) => !target.startsWith(".."));
}
