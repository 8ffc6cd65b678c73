/** Encoder–decoder: gradients over every part, masks, scheduled sampling, and that it generates what it learned. */

import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { pairBatch, teacherForcedInputs } from "../../../src/library/data/pair-batch.ts";
import { createTokenVocabulary, END, START } from "../../../src/library/data/token-vocabulary.ts";
import {
  additiveAttention,
  dotAttention,
  scaledDotAttention,
} from "../../../src/library/layers/attention.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { greedyDecode } from "../../../src/library/models/decoding.ts";
import { encoderDecoder } from "../../../src/library/models/encoder-decoder.ts";
import {
  exponentialTruthShare,
  linearTruthShare,
  scheduleInputs,
  sigmoidTruthShare,
} from "../../../src/library/models/scheduled-sampling.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";
import { adam } from "../../../src/library/training/optimizers.ts";
import { expectRightGradients } from "./check-gradients.ts";

const source = createTokenVocabulary("abcd");
const target = createTokenVocabulary("xyz", { marks: true });
const vocabularies = { source, target };
const pairs = [
  { source: "abca", target: "xy" },
  { source: "db", target: "zzx" },
  { source: "c", target: "y" },
];
const batch = pairBatch(pairs, vocabularies);
const sizes = { hidden: 3, source: { tokens: 4, embedding: 2 }, target: { tokens: 5, embedding: 2 } };

describe("pairBatch", () => {
  it("shifts the targets right by one for the decoder, and ends them", () => {
    const columnOf = (steps: readonly Int32Array[], r: number, length: number): string =>
      target
        .decode(steps.map((step) => step[r]))
        .slice(0, length)
        .join(" ");

    expect(columnOf(batch.targets, 0, 3)).toBe(`x y ${END}`);
    expect(columnOf(batch.inputs, 0, 3)).toBe(`${START} x y`);
    expect(batch.masks.map((mask) => [...mask])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 0],
      [0, 1, 0],
    ]);
    expect([...teacherForcedInputs(Int32Array.of(7, 8, 9), 1)]).toEqual([1, 7, 8]);
  });
});

describe("encoderDecoder", () => {
  const layers = { encoder: recurrent(lstm), decoder: recurrent(lstm) };

  it.each([
    ["no attention", undefined],
    ["additive attention", additiveAttention],
    ["dot attention", dotAttention],
    ["scaled dot attention", scaledDotAttention],
  ])("has right gradients with %s, over padded pairs", (_, attention) => {
    const model = encoderDecoder({ ...layers, ...sizes, ...(attention && { attention }) });

    expectRightGradients(model, model.initParams(createRandom(1)), batch);
  });

  it.each([
    ["a bidirectional encoder", bidirectional(recurrent(gru)), recurrent(gru)],
    ["an LSTM after a GRU", recurrent(gru), recurrent(lstm)],
    ["stacks of two", stacked([recurrent(gru), recurrent(rnn)]), stacked([recurrent(gru), recurrent(rnn)])],
  ])("has right gradients with %s", (_, encoder, decoder) => {
    const model = encoderDecoder({
      encoder,
      decoder,
      hidden: 2,
      source: { tokens: 4 },
      target: { tokens: 5 },
      attention: additiveAttention,
    });

    expectRightGradients(model, model.initParams(createRandom(2)), batch);
  });

  it("gives the encoder a gradient through the final state alone when there is no attention", () => {
    const model = encoderDecoder({ ...layers, ...sizes });
    const params = model.initParams(createRandom(3));
    const { cache, logits } = model.forward(params, batch);
    const dLogits = logits.map((z) => Matrix.filled(z.rows, z.cols, 0.1));

    for (const name of ["decoder.Wh", "decoder.Wx"]) params[name].data.fill(0);
    params["decoder.b"].data.fill(-50, 3, 6); // the forget gate shuts: nothing of the initial state gets through
    const shut = model.forward(params, batch);

    expect(model.backward(params, shut.cache, dLogits)["encoder.Wx"].norm()).toBeLessThan(1e-12);
    expect(cache.decoder.output.memory).toBeUndefined();
  });

  it("does not see padding, neither in its state nor in its attention", () => {
    const model = encoderDecoder({ ...layers, ...sizes, attention: additiveAttention });
    const params = model.initParams(createRandom(4));

    const together = model.forward(params, batch);

    pairs.forEach((pair, r) => {
      const alone = model.forward(params, pairBatch([pair], vocabularies));
      alone.logits.forEach((logits, t) => {
        expect(logits.equals(together.logits[t].row(r), 1e-14)).toBe(true);
        const alpha = together.alphas[t].row(r);
        expect(alpha.sum()).toBeCloseTo(1, 12);
        for (let j = pair.source.length; j < 4; j++) expect(alpha.data[j]).toBe(0);
      });
    });
  });

  it("learns to reverse, and says it by itself", () => {
    const letters = createTokenVocabulary("ab");
    const marked = createTokenVocabulary("ab", { marks: true });
    const words = ["aab", "abb", "bab", "bba", "baa", "aba"];
    const reversal = words.map((word) => ({ source: word, target: [...word].reverse().join("") }));
    const model = encoderDecoder({
      encoder: recurrent(gru),
      decoder: recurrent(gru),
      hidden: 12,
      source: { tokens: 2 },
      target: { tokens: 4 },
      attention: dotAttention,
    });
    const params = model.initParams(createRandom(5));
    const data = pairBatch(reversal, { source: letters, target: marked });
    const optimizer = adam({ rate: 0.03 });

    for (let update = 0; update < 120; update++) optimizer.step(params, model.gradients(params, data).grads);

    const options = { start: marked.tokenId(START), end: marked.tokenId(END), maxLength: 5 };
    for (const { source: word, target: reversed } of reversal) {
      const stepper = model.stepper(params, { source: [...letters.encode(word)].map((id) => [id]) });
      expect(marked.decode(greedyDecode(stepper, options)).join("")).toBe(reversed);
    }
  });

  it("refuses a bidirectional decoder, with the reason", () => {
    expect(() =>
      encoderDecoder({ ...sizes, encoder: recurrent(rnn), decoder: bidirectional(recurrent(rnn)) }),
    ).toThrow("encoderDecoder: the decoder (bidirectional rnn) reads later tokens to say an earlier one");
  });

  it("refuses empty sources and targets", () => {
    const model = encoderDecoder({ ...layers, ...sizes });
    const params = model.initParams(createRandom(6));

    expect(() => model.forward(params, { source: [], inputs: [[0]] })).toThrow(
      /encoder: the source is empty/,
    );
    expect(() => model.forward(params, { source: [[0]], inputs: [] })).toThrow(/decoder: there is no input/);
  });
});

describe("scheduled sampling", () => {
  const model = encoderDecoder({ encoder: recurrent(gru), decoder: recurrent(gru), ...sizes });
  const params = model.initParams(createRandom(7));

  it("feeds the truth at share 1 and the model's own guesses at share 0", () => {
    const free = model.scheduledInputs(params, { ...batch, truthShare: 0 }, createRandom(8));

    expect(model.scheduledInputs(params, { ...batch, truthShare: 1 }, createRandom(8))).toBe(batch.inputs);
    expect([...free[0]]).toEqual([...batch.inputs[0]]);
    // each guess is the likeliest token of a pass that was fed the guesses before it
    const { logits } = model.forward(params, { ...batch, inputs: free });
    for (let t = 1; t < free.length; t++) {
      free[t].forEach((token, r) => {
        expect(logits[t - 1].at(r, token)).toBe(Math.max(...logits[t - 1].row(r).data));
      });
    }
  });

  it("replaces about the share that was asked for", () => {
    const zero = { initial: 0, step: () => ({ logits: Matrix.fromRows(Array(50).fill([1, 0])), state: 0 }) };
    const truths = Array.from({ length: 101 }, () => new Int32Array(50).fill(1));

    const inputs = scheduleInputs(zero, truths, 0.7, createRandom(9));

    const kept = inputs.slice(1).reduce((sum, step) => sum + step.reduce((a, b) => a + b), 0) / 5000;
    expect(Math.abs(kept - 0.7)).toBeLessThan(5 * Math.sqrt((0.7 * 0.3) / 5000)); // five standard errors
    expect(() => scheduleInputs(zero, truths, 1.2, createRandom(9))).toThrow(
      /share .* must be 0 … 1, got 1.2/,
    );
  });

  it("gives the gradient of the loss at the inputs that it chose", () => {
    const mixed = { ...batch, truthShare: 0.5 };

    const { loss, grads } = model.gradients(params, mixed, createRandom(10));
    const inputs = model.scheduledInputs(params, mixed, createRandom(10)) as Int32Array[];
    const same = model.gradients(params, { ...batch, inputs });

    expect(loss).toBe(same.loss);
    expect(grads).toEqual(same.grads);
    expect(model.loss(params, mixed, createRandom(10)).loss).toBe(loss);
  });

  it("has three schedules that fall from 1", () => {
    expect([0, 50, 100, 200].map((u) => linearTruthShare(u, { last: 100, least: 0.2 }))).toEqual([
      1, 0.6, 0.2, 0.2,
    ]);
    expect(exponentialTruthShare(2, 0.9)).toBeCloseTo(0.81, 12);
    expect(sigmoidTruthShare(0, 20)).toBeCloseTo(20 / 21, 12);
    expect(sigmoidTruthShare(200, 20)).toBeLessThan(0.001);
  });
});
