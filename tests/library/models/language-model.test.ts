import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { nextTokenBatch, type TokenBatch } from "../../../src/library/data/batches.ts";
import { statefulBatches } from "../../../src/library/data/stateful-batches.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { embedding } from "../../../src/library/layers/embedding.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { languageStepper } from "../../../src/library/models/language-stepper.ts";
import { sampleToken } from "../../../src/library/models/sampling.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { type Named, zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";
import { adam } from "../../../src/library/training/optimizers.ts";
import { train } from "../../../src/library/training/trainer.ts";
import { expectRightGradients, gradientErrors, prefixed, randomLike } from "../compare.ts";

const batch = nextTokenBatch([
  Int32Array.of(0, 3, 1, 4, 0),
  Int32Array.of(0, 2, 0),
  Int32Array.of(0, 1, 1, 0),
]);

describe.each([
  ["one-hot inputs, rnn", languageModel({ layer: recurrent(rnn), tokens: 5, hidden: 4 })],
  ["embedding, lstm", languageModel({ layer: recurrent(lstm), tokens: 5, hidden: 4, embedding: 2 })],
  [
    "embedding, deep gru",
    languageModel({ layer: stacked([recurrent(gru), recurrent(rnn)]), tokens: 5, hidden: 3, embedding: 6 }),
  ],
])("a language model with %s", (_title, model) => {
  const random = createRandom(1);
  const params = randomLike(model.initParams(random), random);

  it("has right gradients in every parameter and in the initial state", () => {
    const initial = randomLike(model.initState(3), random);
    const loss = (): number => model.loss(params, batch, initial).loss;

    const { grads } = model.gradients(params, batch, undefined, initial);

    expectRightGradients(gradientErrors(loss, params, grads));
  });

  it("has right gradients in the initial state and in the inputs", () => {
    const initial = randomLike(model.initState(3), random);
    const dLogits = batch.inputs.map(() => Matrix.filled(3, 5, 0.5).map((v) => v - random()));
    const loss = (): number =>
      model
        .forward(params, batch.inputs, initial)
        .logits.reduce((sum, logits, t) => sum + logits.times(dLogits[t]).sum(), 0);

    const { cache } = model.forward(params, batch.inputs, initial);
    const { dInitial, dInputs } = model.backward(params, cache, dLogits);

    expectRightGradients(gradientErrors(loss, prefixed("initial ", initial), prefixed("initial ", dInitial)));
    const table = params["embedding.E"];
    if (!table) return; // one-hot rows cannot be moved; their gradient is that of the layer's inputs
    const dTable = zerosLike({ E: table });
    batch.inputs.forEach((ids, t) => {
      embedding.backward({ ids }, dInputs[t], dTable);
    });
    expectRightGradients(gradientErrors(loss, { E: table }, dTable));
  });

  it("counts the targets and averages over them, not over the padding", () => {
    const { loss, count } = model.loss(params, batch);
    const alone = [
      [0, 3, 1, 4, 0],
      [0, 2, 0],
      [0, 1, 1, 0],
    ].map((ids) => model.loss(params, nextTokenBatch([Int32Array.from(ids)])));

    expect(count).toBe(9);
    expect(loss).toBeCloseTo(alone.reduce((sum, one) => sum + one.loss * one.count, 0) / 9, 13);
  });
});

describe("a language model", () => {
  const model = languageModel({ layer: recurrent(lstm), tokens: 4, hidden: 8 });
  const cycle = nextTokenBatch([Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3, 0)]);

  it("learns a repeating sequence and then continues it", async () => {
    const params = model.initParams(createRandom(2));

    await train({ model, params, optimizer: adam({ rate: 0.05 }), batchAt: () => cycle, updates: 80 });
    const drawn = model.sample(params, {
      prefix: [0, 1],
      maxLength: 6,
      temperature: 0,
      random: createRandom(1),
    });

    expect(model.loss(params, cycle).loss).toBeLessThan(0.1); // ln 4 = 1.39 before
    expect(drawn).toEqual([2, 3, 0, 1, 2, 3]);
    expect(
      model.sample(params, { prefix: [0], end: 3, maxLength: 9, temperature: 0, random: Math.random }),
    ).toEqual([1, 2]);
  });

  it("trains in float32 as well", async () => {
    const single = languageModel({
      layer: recurrent(gru),
      tokens: 4,
      hidden: 8,
      embedding: 3,
      dtype: "float32",
    });
    const params = single.initParams(createRandom(2));

    await train({
      model: single,
      params,
      optimizer: adam({ rate: 0.05 }),
      batchAt: () => cycle,
      updates: 60,
      clipNorm: 1,
    });

    expect(single.loss(params, cycle).loss).toBeLessThan(0.2);
    expect(Object.values(params).every(({ dtype }) => dtype === "float32")).toBe(true);
  });

  it("draws the same for the same seed", () => {
    const params = model.initParams(createRandom(3));
    const draw = (seed: number): number[] =>
      model.sample(params, { prefix: [0], maxLength: 12, random: createRandom(seed) });

    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).toHaveLength(12);
  });

  it("reads windows of a long text, the state carried over, as it reads the whole", () => {
    const params = model.initParams(createRandom(5));
    const text = Int32Array.from({ length: 13 }, (_, k) => (k * k) % 4);
    const windows = statefulBatches(text, { batch: 2, steps: 3 });
    const whole = statefulBatches(text, { batch: 2, steps: 6 })[0];

    let state: Named | undefined;
    const losses = windows.map((window) => {
      const { loss, final } = model.gradients(params, window, undefined, state);
      state = final;
      return loss;
    });

    const together = model.loss(params, whole);
    expect((losses[0] + losses[1]) / 2).toBeCloseTo(together.loss, 13);
    expect(state).toEqual(together.final);
  });

  it("does not generate with a layer that reads from the right as well", () => {
    const layers: SequenceLayer[] = [
      bidirectional(recurrent(rnn)),
      stacked([bidirectional(recurrent(gru)), recurrent(lstm)]),
      bidirectional(recurrent(reluRnn)), // with one unit, which for many inputs is shut
    ];

    for (const layer of layers) {
      const both = languageModel({ layer, tokens: 4, hidden: 1 });
      const params = both.initParams(createRandom(1));
      expect(() => both.sample(params, { prefix: [0], maxLength: 2, random: createRandom(1) })).toThrow(
        `languageModel: the decoder (${layer.name}) reads later tokens to say an earlier one`,
      );
      expect(() => languageStepper(both, params)).toThrow("languageStepper: the decoder");
    }
  });

  it("refuses an empty sequence, unknown tokens and masks that hide all", () => {
    const params = model.initParams(createRandom(3));
    const hidden: TokenBatch = { ...cycle, masks: cycle.masks.map(() => Uint8Array.of(0)) };

    expect(() => model.forward(params, [])).toThrow("languageModel: the sequence is empty");
    expect(() => model.forward(params, [[4]])).toThrow(
      "oneHot: token id 4 (row 0) is not known; ids run from 0 to 3.",
    );
    expect(() => model.loss(params, hidden)).toThrow(
      "loss: the masks hide every output, so there is nothing to learn.",
    );
  });
});

describe("sampling a token", () => {
  const logits = Matrix.fromRows([[Math.log(1), Math.log(3), Math.log(6)]]);
  const share = (temperature: number): number[] => {
    const random = createRandom(4);
    const counts = [0, 0, 0];
    for (let k = 0; k < 5000; k++) counts[sampleToken(logits, { temperature, random })]++;
    return counts.map((count) => count / 5000);
  };

  it("follows the probabilities at temperature 1", () => {
    share(1).forEach((observed, id) => {
      expect(Math.abs(observed - [0.1, 0.3, 0.6][id])).toBeLessThan(0.028); // 4 standard errors of 0.007
    });
  });

  it("squares the odds at temperature 1/2", () => {
    share(0.5).forEach((observed, id) => {
      expect(Math.abs(observed - [1 / 46, 9 / 46, 36 / 46][id])).toBeLessThan(0.024); // 4 standard errors of 0.006
    });
  });

  it("takes the likeliest at temperature 0, and refuses less", () => {
    expect(share(0)).toEqual([0, 0, 1]);
    expect(() => share(-1)).toThrow("sampleToken: the temperature must be 0 or more, got -1.");
    expect(() => sampleToken(logits.scale(Number.NaN), { random: createRandom(1) })).toThrow(
      "a score is NaN",
    );
  });
});
