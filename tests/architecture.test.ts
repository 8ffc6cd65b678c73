/** The house rules of src/: imports point down inside their own wing, and no files import each other in a circle. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const src = join(root, "src");

/** A folder may import from itself and from the folders listed for it. The drawing in CONTRIBUTING.md is this table. */
const mayImport: Record<string, string[]> = {
  machine: [],
  "library/numeric": [],
  "library/cells": ["library/numeric"],
  "library/layers": ["library/numeric", "library/cells"],
  "library/fused": ["library/numeric", "library/cells", "library/layers"],
  "library/data": ["library/numeric"],
  "library/analysis": ["library/numeric", "library/cells", "library/layers"],
  "library/models": ["library/numeric", "library/cells", "library/layers", "library/fused", "library/data"],
  "library/training": [
    "library/numeric",
    "library/cells",
    "library/layers",
    "library/data",
    "library/models",
  ],
  "library/experiments": [
    "library/numeric",
    "library/cells",
    "library/layers",
    "library/fused",
    "library/data",
    "library/analysis",
    "library/models",
    "library/training",
  ],
  "library/figures": ["library/numeric", "library/analysis", "library/experiments"],
  "library/walkthroughs": [
    "library/numeric",
    "library/cells",
    "library/layers",
    "library/data",
    "library/analysis",
    "library/models",
    "library/figures",
  ],
  "library/display": [],
  "notebook/format": [],
  "notebook/kernel": ["machine", "notebook/format"],
  "notebook/server": ["notebook/format", "notebook/kernel"],
  "notebook/book": ["notebook/format", "notebook/kernel", "notebook/server"],
  "notebook/page": ["notebook/format"],
  "grader/sandbox": ["machine"],
  "grader/grading": ["grader/sandbox"],
  "grader/reports": ["grader/grading"],
  "grader/class": ["grader/sandbox", "grader/grading", "grader/reports"],
  cli: [
    "library/walkthroughs",
    "notebook/format",
    "notebook/kernel",
    "notebook/server",
    "notebook/book",
    "grader/sandbox",
    "grader/grading",
    "grader/reports",
    "grader/class",
  ],
};

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !file.includes(`kernels${sep}assembly`),
  )
  .sort();

/** Files of src/ that a file imports, by static, type-only and dynamic imports alike. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)].map((match) => match[1]);
  return specifiers
    .map((specifier) => relative(src, join(src, dirname(file), specifier)))
    .filter((target) => files.includes(target));
}

function folderOf(file: string): string {
  const [wing, room] = file.split(sep);
  return room.endsWith(".ts") ? wing : `${wing}/${room}`;
}

describe("src", () => {
  it("has files", () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files)("%s imports only from its own folder and the folders below it", (file) => {
    const allowed = mayImport[folderOf(file)];
    expect(allowed, `${folderOf(file)} has no row in the table of this test`).toBeDefined();
    for (const target of importsOf(file)) {
      expect([folderOf(file), ...allowed], `${file} -> ${target}`).toContain(folderOf(target));
    }
  });

  it.each(files.filter((file) => !file.endsWith("index.ts")))("%s imports files, not a barrel", (file) => {
    for (const target of importsOf(file)) expect(target, `in ${file}`).not.toMatch(/(^|\/)index\.ts$/);
  });

  it.each(files)("%s is in no import circle", (file) => {
    const seen = new Set<string>();
    const visit = (from: string): void => {
      for (const next of importsOf(from)) {
        expect(next, `${from} closes a circle`).not.toBe(file);
        if (seen.has(next)) continue;
        seen.add(next);
        visit(next);
      }
    };
    visit(file);
  });
});

describe("the drawing in CONTRIBUTING.md", () => {
  const rows = readFileSync(join(root, ".github/CONTRIBUTING.md"), "utf8").matchAll(
    /^\| `src\/([\w/]+)` \|([^|]*)\|[^|]*\|$/gm,
  );
  const drawn = Object.fromEntries(
    [...rows].map(([, folder, imports]) => [folder, [...imports.matchAll(/`([\w/]+)`/g)].map((m) => m[1])]),
  );

  it("has one row for each folder, with the same arrows as this test", () => {
    expect(drawn).toEqual(mayImport);
  });
});
