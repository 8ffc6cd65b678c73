/** Greedy decoding, sampling and beam search over a small hand-made distribution and a language model. */

import { describe, expect, it } from "vitest";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { type BeamResult, beamSearch } from "../../../src/library/models/beam-search.ts";
import { isCausal } from "../../../src/library/models/causality.ts";
import { greedyDecode, keepTopK, sampleDecode } from "../../../src/library/models/decoding.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { languageStepper } from "../../../src/library/models/language-stepper.ts";
import type { TokenStepper } from "../../../src/library/models/token-stepper.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, normal } from "../../../src/library/numeric/random.ts";

const [END, A, B, START] = [0, 1, 2, 3];

/** A first token A is likelier, but only B leads to a certain end: the likeliest text is not the greedy one. */
const garden: TokenStepper<string> = {
  initial: "",
  step(said, token) {
    const text = said + (token === START ? "" : token);
    const probs: Record<string, number[]> = { "": [0, 0.6, 0.4], 1: [0.3, 0.4, 0.3], 2: [0.98, 0.01, 0.01] };
    const row = probs[text] ?? [0.5, 0.25, 0.25];
    return { logits: Matrix.fromRows([[...row.map(Math.log), Number.NEGATIVE_INFINITY]]), state: text };
  },
};

/** Random scores that depend on the whole text so far. */
function randomStepper(tokens: number): TokenStepper<string> {
  return {
    initial: "",
    step(said, token) {
      const text = `${said}${token}`;
      const seed = [...text].reduce((sum, digit) => sum * 7 + Number(digit) + 1, 1);
      return { logits: normal(1, tokens, 1.5, createRandom(seed)), state: text };
    },
  };
}

/** Every text of at most maxLength tokens and its end. */
function allTexts(stepper: TokenStepper<string>, tokens: number, maxLength: number): BeamResult[] {
  const results: BeamResult[] = [];
  const visit = (state: string, last: number, said: number[], logProbability: number): void => {
    const next = stepper.step(state, last);
    const total = Math.log(next.logits.map(Math.exp).sum());
    for (let token = 0; token < tokens; token++) {
      const p = logProbability + next.logits.data[token] - total;
      if (token === END)
        results.push({ tokens: said, logProbability: p, score: p / (said.length + 1), finished: true });
      else if (said.length < maxLength) visit(next.state, token, [...said, token], p);
    }
  };
  visit(stepper.initial, START, [], 0);
  return results;
}

const options = { start: START, end: END, maxLength: 6 };

describe("greedyDecode", () => {
  it("takes the likeliest token each time", () => {
    expect(greedyDecode(garden, options)).toEqual([A, A]);
  });

  it("stops at the longest length", () => {
    expect(greedyDecode(garden, { ...options, maxLength: 1 })).toEqual([A]);
  });
});

describe("sampleDecode", () => {
  it("draws texts with the model's probabilities", () => {
    const random = createRandom(1);
    const n = 4000;

    let b = 0;
    for (let k = 0; k < n; k++) if (sampleDecode(garden, { ...options, random })[0] === B) b++;

    expect(Math.abs(b / n - 0.4)).toBeLessThan(5 * Math.sqrt((0.4 * 0.6) / n)); // five standard errors
  });

  it("is greedy at temperature 0 and with the one likeliest token", () => {
    const random = createRandom(2);

    expect(sampleDecode(garden, { ...options, temperature: 0, random })).toEqual([A, A]);
    expect(sampleDecode(garden, { ...options, topK: 1, random })).toEqual([A, A]);
  });

  it("keeps the k largest scores and no others", () => {
    const kept = keepTopK(Matrix.fromRows([[1, 3, 2, 3]]), 2);

    expect([...kept.data]).toEqual([Number.NEGATIVE_INFINITY, 3, Number.NEGATIVE_INFINITY, 3]);
    expect(() => keepTopK(kept, 0)).toThrow("keepTopK: k must be a whole number of at least 1, got 0.");
  });
});

describe("beamSearch", () => {
  it("finds the likeliest text where greedy decoding does not", () => {
    const [best] = beamSearch(garden, { ...options, width: 2, lengthPenalty: 0 });

    expect(best.tokens).toEqual([B]);
    expect(best.logProbability).toBeCloseTo(Math.log(0.4 * 0.98), 12);
    expect(best.finished).toBe(true);
  });

  it("is greedy at width 1", () => {
    for (const stepper of [garden, randomStepper(4)]) {
      const [best] = beamSearch(stepper, { ...options, width: 1 });
      expect(best.tokens).toEqual(greedyDecode(stepper, options));
    }
  });

  it("agrees with a search of all texts when nothing is cut", () => {
    const stepper = randomStepper(3);
    const search = { start: START, end: END, maxLength: 4, width: 200 };
    const texts = allTexts(stepper, 3, 4);

    const byScore = beamSearch(stepper, search);
    const byProbability = beamSearch(stepper, { ...search, lengthPenalty: 0 });

    expect(byScore).toHaveLength(texts.length);
    texts
      .sort((a, b) => b.score - a.score)
      .forEach((text, k) => {
        expect(byScore[k].tokens).toEqual(text.tokens);
        expect(byScore[k].score).toBeCloseTo(text.score, 12);
      });
    texts.sort((a, b) => b.logProbability - a.logProbability);
    expect(byProbability[0].tokens).toEqual(texts[0].tokens);
  });

  it("returns what it has when nothing ends", () => {
    const endless: TokenStepper<number> = {
      initial: 0,
      step: () => ({ logits: Matrix.fromRows([[-1000, 1, 0]]), state: 0 }),
    };

    const [best] = beamSearch(endless, { ...options, maxLength: 3, width: 2 });

    expect(best).toMatchObject({ tokens: [A, A, A], finished: false });
    expect(() => beamSearch(endless, { ...options, width: 0 })).toThrow(/width .* got 0/);
  });
});

describe("a language model", () => {
  const model = languageModel({ layer: recurrent(rnn), tokens: 4, hidden: 3 });
  const params = model.initParams(createRandom(3));

  it("decodes as it samples at temperature 0", () => {
    const drawn = model.sample(params, {
      prefix: [START],
      end: END,
      maxLength: 6,
      temperature: 0,
      random: createRandom(1),
    });

    expect(greedyDecode(languageStepper(model, params), options)).toEqual(drawn);
  });

  it("is refused if it is bidirectional, with the reason", () => {
    const both = languageModel({ layer: bidirectional(recurrent(rnn)), tokens: 4, hidden: 3 });

    expect(isCausal(recurrent(rnn), { input: 2, hidden: 3 })).toBe(true);
    expect(isCausal(bidirectional(recurrent(rnn)), { input: 2, hidden: 3 })).toBe(false);
    const rectified = recurrent(reluRnn);
    for (const input of [1, 2, 3, 4]) {
      // one unit above the other: what the lower one knows of later inputs often does not pass the upper one
      const deep = stacked([bidirectional(rectified), rectified]);
      expect(isCausal(deep, { input, hidden: 1 })).toBe(false);
      expect(isCausal(stacked([rectified, rectified]), { input, hidden: 1 })).toBe(true);
    }
    expect(() => languageStepper(both, both.initParams(createRandom(4)))).toThrow(/reads later tokens/);
  });
});
