/** Tasks over text: name cloze, reviews, dates, addition, reversal. Baselines are compared with a large sample. */

import { describe, expect, it } from "vitest";
import { additionBaseline, makeAddition } from "../../../src/library/data/addition.ts";
import { answerBaseline } from "../../../src/library/data/answer-baseline.ts";
import { dateBaseline, longestDate, makeDate } from "../../../src/library/data/dates.ts";
import {
  clozeNames,
  clozeWords,
  makeNameCloze,
  nameClozeBaseline,
} from "../../../src/library/data/name-cloze.ts";
import { makeReview, reviewBaseline, reviewWords } from "../../../src/library/data/negation.ts";
import { makeReversal, reversalBaseline } from "../../../src/library/data/reversal.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

/** Five standard errors of a share in a sample of n. */
const shareTolerance = (share: number, n: number): number => 5 * Math.sqrt((share * (1 - share)) / n);

describe("makeNameCloze", () => {
  it("asks for the first name, which the last sentence does not hold", () => {
    const { words, answer } = makeNameCloze({ people: 4, distractors: 3 }, createRandom(1));

    const names = words.filter((word) => clozeNames.includes(word));
    expect(words[0]).toBe(answer);
    expect(words.slice(-4)).toEqual([names[1], "said", "hi", "to"]);
    expect(names).toHaveLength(3);
    expect(names[1]).toBe(names[2]);
    expect(names[1]).not.toBe(answer);
    expect(words.filter((word) => word === ".")).toHaveLength(5);
    expect(words.every((word) => clozeWords.includes(word))).toBe(true);
  });

  it("is guessed from the guest's name as often as the baseline says", () => {
    const random = createRandom(2);
    const [n, people] = [20_000, 4];

    let right = 0;
    for (let k = 0; k < n; k++) {
      const { words, answer } = makeNameCloze({ people, distractors: 0 }, random);
      const guest = clozeNames.indexOf(words[words.length - 4]);
      if (clozeNames[(guest + 1) % people] === answer) right++; // someone else: as good as any without memory
    }

    expect(nameClozeBaseline(people).accuracy).toBe(1 / 3);
    expect(Math.abs(right / n - 1 / 3)).toBeLessThan(shareTolerance(1 / 3, n));
  });

  it("refuses more people than it has names", () => {
    expect(() => makeNameCloze({ people: 11, distractors: 0 }, createRandom(1))).toThrow(
      /people must be 2 … 10, got 11/,
    );
  });
});

describe("makeReview", () => {
  it("labels the clause after but", () => {
    const random = createRandom(3);
    const positive = ["good", "great", "fine", "strong"];

    for (let k = 0; k < 200; k++) {
      const { words, label } = makeReview({ very: 2 }, random);
      const clause = words.slice(words.indexOf("but"));
      const praise = positive.includes(clause[clause.length - 1]) !== clause.includes("not");
      expect(label).toBe(praise ? 1 : 0);
      expect(words.filter((word) => word === "very")).toHaveLength(4);
      expect(words.every((word) => reviewWords.includes(word))).toBe(true);
    }
  });

  it("leaves a bag of words and a bag of clauses at their baselines", () => {
    const random = createRandom(4);
    const n = 40_000;
    const polarity = (word: string): string =>
      /good|great|fine|strong/.test(word) ? "+" : /dull|bad|weak|poor/.test(word) ? "-" : word;

    // the best answer for each bag is the majority label of the reviews with that bag
    const votes = { words: new Map<string, number[]>(), clauses: new Map<string, number[]>() };
    for (let k = 0; k < n; k++) {
      const { words, label } = makeReview({}, random);
      const bare = words.map(polarity).filter((word) => ["+", "-", "not", "but"].includes(word));
      const bag = bare
        .filter((word) => word !== "but")
        .sort()
        .join(" ");
      const clauses = bare.join(" ").split(" but ").sort().join(" | ");
      for (const [map, key] of [
        [votes.words, bag],
        [votes.clauses, clauses],
      ] as const) {
        map.set(key, map.get(key) ?? [0, 0]);
        map.get(key)![label]++;
      }
    }
    const accuracy = (map: Map<string, number[]>): number =>
      [...map.values()].reduce((sum, counts) => sum + Math.max(...counts), 0) / n;

    // picking the majority in the sample itself gains about √(bags/n) at most: 0.01
    expect(Math.abs(accuracy(votes.words) - reviewBaseline.bagOfWords)).toBeLessThan(0.02);
    expect(Math.abs(accuracy(votes.clauses) - reviewBaseline.bagOfClauses)).toBeLessThan(0.02);
  });
});

describe("makeDate", () => {
  it("writes the same day on both sides", () => {
    const random = createRandom(5);

    for (let k = 0; k < 300; k++) {
      const { source, target } = makeDate({}, random);
      expect(target).toMatch(/^(19[5-9]|20[0-4])\d-\d\d-\d\d$/);
      expect(source).toContain(target.slice(0, 4));
      expect(source).toMatch(new RegExp(`(^|\\D)${Number(target.slice(8))}(\\D|$)`));
      expect(source.length).toBeLessThanOrEqual(longestDate);
    }
  });

  it("knows the weekday", () => {
    const random = createRandom(6);
    const pairs = Array.from({ length: 200 }, () => makeDate({ from: 2000, to: 2000 }, random));

    const named = pairs.filter(({ source }) => source.includes("day,"));

    expect(named.length).toBeGreaterThan(0);
    for (const { source, target } of named) {
      const weekday = new Date(`${target}T00:00Z`).toLocaleDateString("en", {
        weekday: "long",
        timeZone: "UTC",
      });
      expect(source.startsWith(weekday)).toBe(true);
    }
  });

  it("is matched by chance once in as many days as there are", () => {
    expect(dateBaseline({ from: 2001, to: 2004 }).exactMatch).toBeCloseTo(1 / 1461, 15);
    expect(dateBaseline({ from: 2001, to: 2004 }).crossEntropy).toBeCloseTo(Math.log(1461), 12);
  });

  it("has characters as frequent as the baseline says", () => {
    const random = createRandom(10);
    const n = 10_000;
    const sample = Array.from({ length: n }, () => makeDate({}, random).target);

    const shares = Array.from({ length: 10 }, (_, i) => {
      const counts = new Map<string, number>();
      for (const target of sample) counts.set(target[i], (counts.get(target[i]) ?? 0) + 1);
      return Math.max(...counts.values()) / n;
    });

    // the largest of a few sampled shares is at most about five standard errors above the true one
    const mean = shares.reduce((a, b) => a + b, 0) / 10;
    expect(Math.abs(mean - dateBaseline().characterAccuracy)).toBeLessThan(2.5 / Math.sqrt(n));
  });

  it("refuses years of other than four digits", () => {
    expect(() => makeDate({ from: 33, to: 99 }, createRandom(1))).toThrow(
      /years must satisfy .* got from 33 to 99/,
    );
  });
});

describe("makeAddition", () => {
  it("adds", () => {
    const random = createRandom(7);

    for (let k = 0; k < 100; k++) {
      const { source, target } = makeAddition({ digits: 3, reversed: true }, random);
      const [a, b] = source.split("+").map(Number);
      expect(target).toHaveLength(4);
      expect(Number([...target].reverse().join(""))).toBe(a + b);
    }
  });

  it("has the baseline of its distribution of sums", () => {
    const random = createRandom(8);
    const n = 20_000;
    const sample = Array.from({ length: n }, () => makeAddition({ digits: 1 }, random).target);

    const { exactMatch, characterAccuracy } = additionBaseline({ digits: 1 });
    const share = sample.filter((target) => target === "09").length / n;

    expect(exactMatch).toBeCloseTo(0.1, 12);
    expect(Math.abs(share - exactMatch)).toBeLessThan(shareTolerance(exactMatch, n));
    // "0" leads 55 of 100 sums, and each last digit comes from 10 of 100: (0.55 + 0.1) / 2
    expect(characterAccuracy).toBeCloseTo(0.325, 12);
  });

  it("refuses sizes that cannot be counted", () => {
    expect(() => makeAddition({ digits: 7 }, createRandom(1))).toThrow(/digits must be 1 … 6, got 7/);
  });
});

describe("answerBaseline", () => {
  it("agrees with a hand count", () => {
    const { exactMatch, characterAccuracy, crossEntropy } = answerBaseline(
      new Map([
        ["ab", 2],
        ["cb", 1],
        ["aa", 1],
      ]),
    );

    expect(exactMatch).toBe(0.5);
    expect(characterAccuracy).toBe(0.75);
    expect(crossEntropy).toBeCloseTo(1.5 * Math.LN2, 12);
  });
});

describe("makeReversal", () => {
  it("turns the source around", () => {
    const random = createRandom(9);

    for (let k = 0; k < 100; k++) {
      const { source, target } = makeReversal({ minLength: 2, maxLength: 5, symbols: 3 }, random);
      expect(target).toBe([...source].reverse().join(""));
      expect(source).toMatch(/^[abc]{2,5}$/);
    }
  });

  it("is guessed as often as chance says", () => {
    const random = createRandom(11);
    const config = { minLength: 1, maxLength: 2, symbols: 4 };
    const n = 20_000;

    let right = 0;
    for (let k = 0; k < n; k++) {
      const { target } = makeReversal(config, random);
      if (target === "ca".slice(0, target.length)) right++; // any guess of the right length is as good
    }

    const { exactMatch } = reversalBaseline(config);
    expect(Math.abs(right / n - exactMatch)).toBeLessThan(shareTolerance(exactMatch, n));
  });

  it("averages chance over the lengths", () => {
    expect(reversalBaseline({ minLength: 1, maxLength: 2, symbols: 4 })).toEqual({
      characterAccuracy: 0.25,
      exactMatch: (1 / 4 + 1 / 16) / 2,
    });
  });
});
