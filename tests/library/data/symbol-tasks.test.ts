/** Tasks over symbols: copy, temporal order, Dyck-2, Reber. Baselines are compared with a large sample. */

import { describe, expect, it } from "vitest";
import { copyBaseline, makeCopy } from "../../../src/library/data/copy.ts";
import { delayedRecallBaseline, makeDelayedRecall } from "../../../src/library/data/delayed-recall.ts";
import { dyckBaseline, isDyck, makeDyck } from "../../../src/library/data/dyck.ts";
import {
  embeddedReberBaseline,
  embeddedReberString,
  embeddedReberSuccessors,
  encodeReber,
  isEmbeddedReber,
  isReber,
  reberString,
} from "../../../src/library/data/reber.ts";
import {
  makeTemporalOrder,
  temporalOrderBaseline,
  temporalOrderSymbols,
} from "../../../src/library/data/temporal-order.ts";
import {
  makeWhichFirst,
  whichFirstBaseline,
  whichFirstSymbols,
} from "../../../src/library/data/which-first.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

const column = (steps: readonly ArrayLike<number>[], r: number): number[] => steps.map((step) => step[r]);

describe("makeCopy", () => {
  it("shows the symbols, keeps silent, signals, and asks for them in order", () => {
    const { inputs, targets, blank, signal } = makeCopy(
      { length: 2, symbols: 5, lag: 3, batch: 4 },
      createRandom(1),
    );

    for (let r = 0; r < 4; r++) {
      const [a, b] = column(inputs, r);
      expect(column(inputs, r)).toEqual([a, b, blank, blank, signal, blank, blank]);
      expect(column(targets, r)).toEqual([blank, blank, blank, blank, blank, a, b]);
    }
  });

  it("costs a net without memory what the baseline says", () => {
    const size = { length: 3, symbols: 8, lag: 5 };
    const { targets, blank } = makeCopy({ ...size, batch: 1000 }, createRandom(2));

    // the best constant distribution per time step, from the sample itself
    let crossEntropy = 0;
    for (const step of targets) {
      const counts = new Map<number, number>();
      for (const target of step) counts.set(target, (counts.get(target) ?? 0) + 1);
      for (const count of counts.values()) crossEntropy -= (count / 1000) * Math.log(count / 1000);
    }

    expect(copyBaseline(size).crossEntropy).toBeCloseTo((3 * Math.log(8)) / 11, 12);
    // a sample's entropy is low by (8 - 1) / 2n per answer on average; 0.01 is ten times that
    expect(Math.abs(crossEntropy / targets.length - copyBaseline(size).crossEntropy)).toBeLessThan(0.01);
    expect(targets[0][0]).toBe(blank);
  });

  it("says which size is wrong", () => {
    expect(() => makeCopy({ length: 2, symbols: 1, lag: 3, batch: 4 }, createRandom(1))).toThrow(
      "makeCopy: symbols must be a whole number of at least 2, got 1.",
    );
    expect(() => copyBaseline({ length: 2, symbols: 3, lag: 0 })).toThrow(/copyBaseline: lag .* got 0/);
  });
});

describe("makeTemporalOrder", () => {
  it.each([2, 3, 4])("labels the word that %i marks spell", (marks) => {
    const { inputs, labels, classes } = makeTemporalOrder({ steps: 20, batch: 50, marks }, createRandom(3));

    expect(classes).toBe(2 ** marks);
    labels.forEach((label, r) => {
      const text = column(inputs, r)
        .map((token) => temporalOrderSymbols[token])
        .join("");
      const word = text.replace(/[^XY]/g, "");
      expect(text).toMatch(/^E[abcdXY]{18}B$/);
      expect(label).toBe(Number.parseInt(word.replaceAll("X", "0").replaceAll("Y", "1"), 2));
      expect(word).toHaveLength(marks);
    });
  });

  it("keeps to the windows of task 6a: steps 10 to 19 and 50 to 59 of 100", () => {
    const { inputs } = makeTemporalOrder({ steps: 100, batch: 500 }, createRandom(4));

    const places = new Set(
      inputs.flatMap((step, t) => (step.some((token) => token === 4 || token === 5) ? [t] : [])),
    );

    expect([...places]).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
    ]);
  });

  it("keeps its marks apart in the shortest sequence", () => {
    const { inputs } = makeTemporalOrder({ steps: 10, batch: 30, marks: 4 }, createRandom(5));

    for (let r = 0; r < 30; r++) {
      expect(column(inputs, r).filter((token) => token === 4 || token === 5)).toHaveLength(4);
    }
  });

  it("has equally likely classes, as the baseline says", () => {
    const { labels } = makeTemporalOrder({ steps: 10, batch: 20_000, marks: 3 }, createRandom(6));

    const { accuracy } = temporalOrderBaseline(3);

    for (let label = 0; label < 8; label++) {
      const share = labels.filter((l) => l === label).length / 20_000;
      // five standard errors of a share of 1/8
      expect(Math.abs(share - accuracy)).toBeLessThan(5 * Math.sqrt((1 / 8) * (7 / 8) * (1 / 20_000)));
    }
  });

  it("refuses other numbers of marks", () => {
    expect(() => makeTemporalOrder({ steps: 50, batch: 1, marks: 5 }, createRandom(1))).toThrow(
      /2, 3 or 4, got 5/,
    );
    expect(() => temporalOrderBaseline(1)).toThrow(/temporalOrderBaseline: marks/);
  });
});

describe("makeDyck", () => {
  const size = { steps: 12, maxDepth: 3 };

  it("never closes what is not open, nor opens deeper than allowed", () => {
    const { inputs, targets, masks } = makeDyck({ ...size, batch: 100 }, createRandom(7));

    for (let r = 0; r < 100; r++) {
      const tokens = column(inputs, r);
      expect(isDyck(tokens)).toBe(true);
      const open: number[] = [];
      tokens.forEach((token, t) => {
        if (token < 2) open.push(token);
        else open.pop();
        expect(open.length).toBeLessThanOrEqual(3);
        expect(masks[t][r]).toBe(open.length > 0 ? 1 : 0);
        if (open.length > 0) expect(targets[t][r]).toBe(open[open.length - 1]);
      });
    }
  });

  it("tells nested from crossing brackets", () => {
    expect(isDyck([0, 1, 3, 2], { complete: true })).toBe(true); // ( [ ] )
    expect(isDyck([0, 1, 2, 3])).toBe(false); // ( [ ) ]
    expect(isDyck([0, 1, 3], { complete: true })).toBe(false); // ( [ ]
    expect(isDyck([2])).toBe(false);
  });

  it("is answered from the last bracket as often as the baseline says", () => {
    const batch = 20_000;
    const { inputs, targets, masks } = makeDyck({ ...size, batch }, createRandom(8));

    let [right, counted] = [0, 0];
    masks.forEach((mask, t) => {
      mask.forEach((counts, r) => {
        if (counts === 0) return;
        counted++;
        if (inputs[t][r] % 2 === targets[t][r]) right++; // after a closing bracket, any fixed guess is a coin
      });
    });

    // answers of one string are correlated, so the batch is the sample: five standard errors
    expect(Math.abs(right / counted - dyckBaseline(size).lastBracket)).toBeLessThan(2.5 / Math.sqrt(batch));
    expect(dyckBaseline(size).blind).toBe(0.5);
  });

  it("needs no stack at depth 1", () => {
    expect(dyckBaseline({ steps: 9, maxDepth: 1 }).lastBracket).toBe(1);
  });
});

describe("the Reber grammar", () => {
  it("accepts its own strings and repeats them for a seed", () => {
    const random = createRandom(9);
    const strings = Array.from({ length: 200 }, () => reberString(random));

    expect(strings.every(isReber)).toBe(true);
    expect(strings[0]).toBe(reberString(createRandom(9)));
  });

  it.each(["BTXSE", "BTSSXXVPSE", "BPVVE", "BPTTVPXVVE"])("accepts %s", (text) => {
    expect(isReber(text)).toBe(true);
  });

  it.each(["", "B", "BTE", "BPXSE", "BTXSEE", "TXSE", "BTXS", "BPVVEB"])("rejects '%s'", (text) => {
    expect(isReber(text)).toBe(false);
  });

  it("embeds a string between two equal symbols", () => {
    const random = createRandom(10);

    for (let k = 0; k < 200; k++) expect(isEmbeddedReber(embeddedReberString(random))).toBe(true);
    expect(isEmbeddedReber("BTBTXSETE")).toBe(true);
    expect(isEmbeddedReber("BTBTXSEPE")).toBe(false);
    expect(isEmbeddedReber("BTBTXXETE")).toBe(false);
    expect(isEmbeddedReber("BTE")).toBe(false);
  });

  it("lists what may follow each prefix", () => {
    expect(embeddedReberSuccessors("BPBTXSEPE")).toEqual([
      ["T", "P"],
      ["B"],
      ["T", "P"],
      ["S", "X"],
      ["X", "S"],
      ["E"],
      ["P"],
      ["E"],
    ]);
    expect(() => embeddedReberSuccessors("BPBTXSETE")).toThrow(/"BPBTXSETE" is not an embedded Reber string/);
  });

  it("is encoded by the places of its symbols", () => {
    expect([...encodeReber("BTPSXVE")]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(() => encodeReber("BTQ")).toThrow('encodeReber: "Q" is not among B T P S X V E.');
  });

  it("has the mean length and entropy that the derivation gives", () => {
    const random = createRandom(11);
    const n = 20_000;

    let [length, bits] = [0, 0];
    for (let k = 0; k < n; k++) {
      const text = embeddedReberString(random);
      length += text.length / n;
      for (const symbols of embeddedReberSuccessors(text)) bits += Math.log2(symbols.length) / n;
    }

    // lengths spread by about 3.5 symbols: five standard errors
    expect(Math.abs(length - embeddedReberBaseline.meanLength)).toBeLessThan((5 * 3.5) / Math.sqrt(n));
    expect(Math.abs(bits - embeddedReberBaseline.bitsPerString)).toBeLessThan((5 * 3.5) / Math.sqrt(n));
  });
});

describe("makeWhichFirst", () => {
  it("holds one X and one Y and tells which came first", () => {
    const { inputs, labels } = makeWhichFirst({ steps: 5, batch: 60 }, createRandom(12));

    labels.forEach((label, r) => {
      const text = column(inputs, r)
        .map((token) => whichFirstSymbols[token])
        .join("");
      expect(text).toMatch(/^[abcd]*[XY][abcd]*[XY][abcd]*$/);
      expect(text.indexOf("X") < text.indexOf("Y") ? 0 : 1).toBe(label);
    });
  });

  it("has both orders equally often, at the shortest length too", () => {
    const n = 20_000;
    const { labels } = makeWhichFirst({ steps: 2, batch: n }, createRandom(13));

    const share = labels.reduce((sum, label) => sum + label, 0) / n;

    expect(Math.abs(share - whichFirstBaseline.bagOfSymbols)).toBeLessThan(2.5 / Math.sqrt(n)); // five standard errors
  });
});

describe("makeDelayedRecall", () => {
  it("asks for the symbol read some time steps ago", () => {
    const { inputs, targets, masks } = makeDelayedRecall(
      { steps: 6, delay: 2, symbols: 4, batch: 3 },
      createRandom(14),
    );

    expect(masks.map(([mask]) => mask)).toEqual([0, 0, 1, 1, 1, 1]);
    for (let t = 2; t < 6; t++) expect(targets[t]).toEqual(inputs[t - 2]);
    expect(delayedRecallBaseline(4)).toEqual({ accuracy: 0.25, crossEntropy: Math.log(4) });
    expect(() => makeDelayedRecall({ steps: 2, delay: 2, symbols: 4, batch: 1 }, createRandom(1))).toThrow(
      /steps .* at least 3, got 2/,
    );
  });
});
