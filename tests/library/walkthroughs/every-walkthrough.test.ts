/** What holds for each walkthrough: its words, its lines of code, its picture, and that it can be changed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { makeWalkthrough, walkthroughIds } from "../../../src/library/walkthroughs/catalogue.ts";
import { numberText, rowsText } from "../../../src/library/walkthroughs/number-text.ts";
import { sceneAt } from "../../../src/library/walkthroughs/scene.ts";
import { Walk } from "../../../src/library/walkthroughs/view/walk.ts";
import type { CodeLine } from "../../../src/library/walkthroughs/walkthrough.ts";
import { newInPicture, walkthroughWords } from "../../../src/library/walkthroughs/words.ts";

const library = join(import.meta.dirname, "../../../src/library");

/** Each walkthrough with each of its choices. */
const variants = walkthroughIds.flatMap((id) => {
  const { choices } = makeWalkthrough(id);
  const others = choices.flatMap(({ name, options }) =>
    options.slice(1).map((option) => ({ [name]: option })),
  );
  return [{}, ...others].map((chosen) => ({ name: `${id} ${JSON.stringify(chosen)}`, id, choices: chosen }));
});

describe.each(variants)("$name", ({ id, choices }) => {
  const walkthrough = makeWalkthrough(id, { choices });
  const steps = walkthrough.steps.map((_, k) => k);

  it("names lines of code that stand in the library", () => {
    for (const { code } of walkthrough.steps)
      expect(bodyOf(code), `${code.file}, ${code.function}`).toContain(code.line);
  });

  it("shows something new or lit at every step, and finite numbers only", () => {
    for (const k of steps) {
      const scene = sceneAt(walkthrough.picture, k);
      const now = [...scene.boxes, ...scene.arrows].filter(({ state }) => state === "now");
      expect(now.length, `step ${k + 1}`).toBeGreaterThan(0);
      for (const { value, gradient } of scene.boxes) {
        expect([value, gradient].flatMap((moment) => moment?.rows?.flat() ?? []).every(Number.isFinite)).toBe(
          true,
        );
      }
    }
  });

  it("says in words each number that is new in the picture, and no other", () => {
    for (const k of steps) {
      const shown = sceneAt(walkthrough.picture, k).boxes.flatMap((box) => [
        ...(box.hasNewValue ? [box.value!] : []),
        ...(box.hasNewGradient ? [box.gradient!] : []),
      ]);
      const said = newInPicture(walkthrough, k);
      expect(said).toHaveLength(shown.length);
      for (const [n, { rows, word }] of shown.entries()) {
        if (rows) expect(said[n]).toContain(`= ${rowsText(rows)}`);
        else expect(said[n]).toContain(`= ${word}`);
      }
    }
    const everything = walkthroughWords(walkthrough);
    for (const { title, text } of walkthrough.steps) expect(everything).toContain(`${title}. ${text}`);
  });

  it("has equations that can be set, without undefined words in its text", () => {
    for (const { equation, text, predict } of walkthrough.steps) {
      expect(() => katex.renderToString(equation, { throwOnError: true })).not.toThrow();
      expect(
        `${text}${predict?.question}${predict?.answer}`.replaceAll("undefinedundefined", ""),
      ).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it("keeps its boxes inside the picture and apart from each other", () => {
    const { width, height, boxes } = walkthrough.picture;
    for (const [n, box] of boxes.entries()) {
      expect(
        box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height,
        box.id,
      ).toBe(true);
      for (const other of boxes.slice(n + 1)) {
        const apart =
          box.x + box.width <= other.x ||
          other.x + other.width <= box.x ||
          box.y + box.height <= other.y ||
          other.y + other.height <= box.y;
        expect(apart, `${box.id} and ${other.id}`).toBe(true);
      }
    }
    expect(new Set(boxes.map((box) => box.id)).size).toBe(boxes.length);
  });
});

describe.each(walkthroughIds.map((id) => ({ id })))("changing $id", ({ id }) => {
  it("gives what a fresh run with the changed numbers gives, for each number", () => {
    const { inputs, setup } = makeWalkthrough(id);
    for (const { name, least, most, names } of inputs) {
      const walk = new Walk(id, undefined, () => {});
      const old = setup.numbers[name]!;
      const [row, column] = [old.length - 1, old[0]!.length - 1];
      const value = old[row]![column] === most ? least : names ? most : (old[row]![column]! + most) / 2;

      walk.change(name, [row, column], value);

      const changed = old.map((numbers, r) =>
        numbers.map((each, c) => (r === row && c === column ? value : each)),
      );
      const fresh = makeWalkthrough(id, { numbers: { [name]: changed } });
      expect(walk.walkthrough).toEqual(fresh);
      expect(fresh.picture, name).not.toEqual(makeWalkthrough(id).picture);
    }
  });

  it("goes back to the beginning by a reset, and keeps the step where it can", () => {
    const walk = new Walk(id, undefined, () => {});
    const { inputs } = walk.walkthrough;
    walk.go(2);
    walk.change(inputs[0]!.name, [0, 0], inputs[0]!.most);
    walk.reset();

    expect(walk.walkthrough).toEqual(makeWalkthrough(id));
    expect(walk.step).toBe(2);
  });
});

describe("numbers in text", () => {
  it("have three digits after the point at most, powers of ten, and true minus signs", () => {
    const texts = [0, 0.5, -0.123456, 0.00012, -2e-9, 12.3456, 345.678, 98765, Infinity].map(numberText);

    expect(texts).toEqual(["0", "0.5", "−0.123", "1.2·10⁻⁴", "−2.0·10⁻⁹", "12.35", "345.7", "9.9·10⁴", "∞"]);
  });
});

describe("setups that do not fit", () => {
  it("are refused with what was expected", () => {
    expect(() => makeWalkthrough("W99")).toThrow('walkthrough: there is no "W99"; expected one of W1');
    expect(() => makeWalkthrough("W2", { choices: { steps: "9" } })).toThrow(
      'W2: steps "9" is no choice; expected 4, 2',
    );
    expect(() => makeWalkthrough("W2", { numbers: { Wy: [[1]] } })).toThrow("there are no numbers called Wy");
    expect(() => makeWalkthrough("W2", { numbers: { Wh: [[1, 2]] } })).toThrow("Wh must be [1, 1]");
    expect(() => makeWalkthrough("W2", { numbers: { Wh: [[Number.NaN]] } })).toThrow("finite");
  });
});

/** The text of all functions and methods of that name: from the name to the line that closes it, by its indentation. */
function bodyOf({ file, function: name }: CodeLine): string {
  const lines = readFileSync(join(library, file), "utf8").split("\n");
  const starts = new RegExp(`^(\\s*)(?:export )?(?:async )?(?:function |const )?${name}\\b\\s*(?:[(<:=])`);
  const bodies = lines.flatMap((line, n) => {
    const indent = starts.exec(line)?.[1];
    if (indent === undefined) return [];
    const end = lines.findIndex((each, k) => k > n && each.startsWith(`${indent}}`));
    const isOneLine = end < 0 || /[;,]$/.test(line.trim());
    return lines.slice(n, isOneLine ? n + 1 : end + 1);
  });
  expect(bodies.length, `${file} has a function ${name}`).toBeGreaterThan(0);
  return bodies.join("\n");
}
