/** Baselines by counting everything that can be drawn, or, where that is too much, a large sample. */

import { describe, expect, it } from "vitest";
import { additionBaseline } from "../../../src/library/data/addition.ts";
import { copyBaseline, makeCopy } from "../../../src/library/data/copy.ts";
import { latchBaseline, makeLatch } from "../../../src/library/data/latch.ts";
import { nameClozeBaseline } from "../../../src/library/data/name-cloze.ts";
import { makeReview, reviewBaseline } from "../../../src/library/data/negation.ts";
import { parityBaseline } from "../../../src/library/data/parity.ts";
import {
  embeddedReberBaseline,
  embeddedReberString,
  embeddedReberSuccessors,
} from "../../../src/library/data/reber.ts";
import { spikeTimingBaseline } from "../../../src/library/data/spike-timing.ts";
import { makeTemporalOrder, temporalOrderBaseline } from "../../../src/library/data/temporal-order.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

/** Five standard errors of a share p in a sample of n. */
const shareTolerance = (p: number, n: number): number => 5 * Math.sqrt((p * (1 - p)) / n);

/** Of all equally likely (seen, answer): the best accuracy and the least cross-entropy of one who knows what is seen. */
function bestGuess(cases: readonly (readonly [seen: string, answer: string])[]): {
  accuracy: number;
  crossEntropy: number;
} {
  const counts = new Map<string, Map<string, number>>();
  for (const [seen, answer] of cases) {
    const answers = counts.get(seen) ?? new Map<string, number>();
    counts.set(seen, answers.set(answer, (answers.get(answer) ?? 0) + 1));
  }
  let [right, nats] = [0, 0];
  for (const answers of counts.values()) {
    const total = [...answers.values()].reduce((a, b) => a + b);
    right += Math.max(...answers.values());
    for (const count of answers.values()) nats -= count * Math.log(count / total);
  }
  return { accuracy: right / cases.length, crossEntropy: nats / cases.length };
}

describe("counted out", () => {
  it("parity from the last bit alone", () => {
    const steps = 5;
    const strings = Array.from({ length: 2 ** steps }, (_, k) => k.toString(2).padStart(steps, "0"));
    const cases = strings.flatMap((bits) =>
      Array.from({ length: steps }, (_, t): [string, string] => {
        const ones = [...bits.slice(0, t + 1)].filter((bit) => bit === "1").length;
        return [`${t}: ${bits[t]}`, String(ones % 2)];
      }),
    );

    const { accuracy, crossEntropy } = bestGuess(cases);

    expect(parityBaseline(steps).accuracy).toBeCloseTo(accuracy, 14);
    expect(parityBaseline(steps).crossEntropy).toBeCloseTo(crossEntropy, 14);
  });

  it("the host of a name cloze, with and without knowing the guest", () => {
    const people = ["a", "b", "c", "d"];
    const pairs = people.flatMap((host) =>
      people.filter((guest) => guest !== host).map((guest): [string, string] => [guest, host]),
    );

    const { accuracy, crossEntropy } = bestGuess(pairs);

    expect(nameClozeBaseline(4).accuracy).toBeCloseTo(accuracy, 14);
    expect(nameClozeBaseline(4).crossEntropy).toBeCloseTo(crossEntropy, 14);
    const blind = bestGuess(pairs.map(([, host]): [string, string] => ["", host]));
    expect(nameClozeBaseline(4).constantAccuracy).toBe(blind.accuracy);
  });

  it("sums of two digits, without reading them", () => {
    const sums = Array.from({ length: 100 }, (_, k): [string, string] => [
      "",
      String(Math.floor(k / 10) + (k % 10)),
    ]);

    const { accuracy, crossEntropy } = bestGuess(sums);

    expect(additionBaseline({ digits: 1 }).exactMatch).toBe(accuracy);
    expect(additionBaseline({ digits: 1 }).crossEntropy).toBeCloseTo(crossEntropy, 13);
  });

  it("spikes whose second time gives the delay away, or does not", () => {
    expect(spikeTimingBaseline({ steps: 6, delays: [3, 5] }).lastSpike).toBe(1); // one start only: times 3 and 5
    // R = 5 starts, delays 2 and 3: times 2 … 6 and 3 … 7
    const times = [0, 1, 2, 3, 4].flatMap((start) =>
      [2, 3].map((delay): [string, string] => [String(start + delay), String(delay)]),
    );
    expect(spikeTimingBaseline({ steps: 8, delays: [2, 3] }).lastSpike).toBe(bestGuess(times).accuracy);
  });
});

describe("in a sample", () => {
  it("copied symbols are drawn evenly", () => {
    const size = { length: 4, symbols: 5, lag: 3 };
    const { targets } = makeCopy({ ...size, batch: 5000 }, createRandom(1));

    const answers = targets.slice(-4).flatMap((step) => [...step]);

    const { accuracy } = copyBaseline(size);
    for (let symbol = 0; symbol < 5; symbol++) {
      const share = answers.filter((answer) => answer === symbol).length / 20_000;
      expect(Math.abs(share - accuracy)).toBeLessThan(shareTolerance(accuracy, 20_000));
    }
  });

  it.each([2, 3, 4])("words of %i marks are spelled evenly", (marks) => {
    const { labels, classes } = makeTemporalOrder({ steps: 20, batch: 20_000, marks }, createRandom(2));

    const { accuracy, crossEntropy } = bestGuess([...labels].map((label) => ["", String(label)]));

    expect(classes).toBe(2 ** marks);
    const baseline = temporalOrderBaseline(marks);
    expect(Math.abs(accuracy - baseline.accuracy)).toBeLessThan(shareTolerance(baseline.accuracy, 20_000));
    // an even distribution over k classes loses about (k − 1) / 2n nats to the sample, 4e-4 here
    expect(Math.abs(crossEntropy - baseline.crossEntropy)).toBeLessThan(2e-3);
  });

  it("classes of the latch and labels of reviews are even", () => {
    const random = createRandom(3);
    const { labels } = makeLatch({ steps: 2, batch: 20_000 }, random);
    const reviews = Array.from({ length: 20_000 }, () => makeReview({}, random).label as number);

    for (const [sample, baseline] of [
      [[...labels], latchBaseline.accuracy],
      [reviews, reviewBaseline.constant],
    ] as const) {
      const share = sample.reduce((a, b) => a + b, 0) / 20_000;
      expect(Math.abs(share - baseline)).toBeLessThan(shareTolerance(0.5, 20_000));
    }
  });

  it("who forgets the branch of an embedded Reber string pays one bit more, and is right half of the time", () => {
    const random = createRandom(4);
    const n = 4000;
    let [best, forgetful, branchT] = [0, 0, 0];
    for (let k = 0; k < n; k++) {
      const text = embeddedReberString(random);
      const choices = embeddedReberSuccessors(text).map((symbols) => symbols.length);
      best += choices.reduce((bits, count) => bits + Math.log2(count), 0);
      const critical = choices.length - 2; // the symbol before the last E: T or P for the forgetful
      forgetful += choices.reduce((bits, count, t) => bits + Math.log2(t === critical ? 2 : count), 0);
      if (text[1] === "T") branchT++;
    }

    const { bitsPerString, forgetfulBitsPerString, criticalAccuracy } = embeddedReberBaseline;
    expect((forgetful - best) / n).toBeCloseTo(forgetfulBitsPerString - bitsPerString, 10);
    expect(Math.abs(branchT / n - criticalAccuracy)).toBeLessThan(shareTolerance(0.5, n));
  });
});
