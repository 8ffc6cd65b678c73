/** The real data as it is read from its packages. */

import { describe, expect, it } from "vitest";
import { loadBirths } from "../../../src/library/data/births.ts";
import { type CorpusName, corpora, loadCorpus } from "../../../src/library/data/corpora.ts";
import { loadMobyDick, plainLetters, splitSentences } from "../../../src/library/data/moby-dick.ts";
import { readPackageText } from "../../../src/library/data/package-data.ts";
import { loadTaggedSentences } from "../../../src/library/data/part-of-speech.ts";
import { loadPronunciations } from "../../../src/library/data/pronunciations.ts";

describe("loadCorpus", () => {
  it("reads a corpus once and returns it again", () => {
    expect(loadCorpus("moby-dick")).toBe(loadMobyDick());
    expect(loadCorpus("births")).toBe(loadCorpus("births"));
    expect(loadCorpus("names")).toBe(loadCorpus("names"));
    expect(loadCorpus("names")).toContain("Abigail");
  });

  it("lists what it knows when asked for something else", () => {
    expect(() => loadCorpus("war-and-peace" as CorpusName)).toThrow(
      'loadCorpus: "war-and-peace" is not among names, moby-dick, births, pronunciations.',
    );
  });

  it("names the licence and the size of each", () => {
    for (const { licence, kilobytes } of corpora) {
      expect(licence).not.toBe("");
      expect(kilobytes).toBeGreaterThan(0);
    }
  });
});

describe("Moby-Dick", () => {
  it("holds all chapters, from the famous line to the sea", () => {
    const text = loadMobyDick();

    expect(text.length).toBeGreaterThan(1_190_000);
    expect(splitSentences(text).slice(2, 3)).toEqual(["Call me Ishmael."]);
    expect(text.trimEnd().endsWith("as it rolled five thousand years ago.")).toBe(true);
  });

  it("reduces to 27 symbols", () => {
    const letters = plainLetters(loadMobyDick().slice(0, 200_000));

    expect(letters.slice(0, 42)).toBe("chapter loomings call me ishmael some year");
    expect(new Set(letters).size).toBe(27);
    expect(plainLetters(" Don’t—café, no. 7! ")).toBe("dont cafe no");
  });
});

describe("births", () => {
  it("has every day of twenty years, with its weekday", () => {
    const days = loadBirths();

    expect(days).toHaveLength(7305);
    days.forEach(({ date, weekday }, k) => {
      const expected = new Date(Date.UTC(1969, 0, 1 + k));
      expect(date).toBe(expected.toISOString().slice(0, 10));
      expect(weekday).toBe(expected.getUTCDay());
    });
    expect(days[0].births).toBe(8486);
  });

  it("has fewer births on Sundays than on Tuesdays", () => {
    const mean = (day: number): number => {
      const of = loadBirths().filter(({ weekday }) => weekday === day);
      return of.reduce((sum, { births }) => sum + births, 0) / of.length;
    };

    expect(mean(2) - mean(0)).toBeGreaterThan(1000);
  });
});

describe("a package that is missing", () => {
  it("is named, with what to do", () => {
    expect(() => readPackageText("loadSomething", "no-such-package/data.json")).toThrow(
      "loadSomething: no-such-package/data.json is not among the installed packages; run npm ci in the course's folder.",
    );
  });
});

describe("pronunciations", () => {
  it("spells and sounds out words", () => {
    const words = loadPronunciations();

    expect(words).toHaveLength(116_506);
    expect(words.find(({ word }) => word === "recurrent")?.phonemes).toEqual(
      "R IH0 K ER1 AH0 N T".split(" "),
    );
    expect(loadPronunciations()).toBe(words);
  });
});

describe("tagged sentences", () => {
  it("have one Penn tag per word", () => {
    const sentences = loadTaggedSentences(200);

    expect(sentences).toHaveLength(200);
    expect(sentences[0]).toEqual({ words: ["Call", "me", "Ishmael", "."], tags: ["VB", "PRP", "VBP", "."] });
    for (const { words, tags } of sentences) expect(tags).toHaveLength(words.length);
    expect(loadTaggedSentences(150)).toEqual(sentences.slice(0, 150));
  });
});
