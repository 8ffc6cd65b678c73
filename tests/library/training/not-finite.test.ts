/** A training that leaves the finite numbers stops and says in which update, in which tensor, and what to do. */

import { describe, expect, it } from "vitest";
import { lstm } from "../../../src/library/cells/lstm.ts";
import type { TokenBatch } from "../../../src/library/data/batches.ts";
import { type Engine, layerOf } from "../../../src/library/fused/engine.ts";
import { type Forecaster, forecaster, type NumberBatch } from "../../../src/library/models/forecaster.ts";
import { type LanguageModel, languageModel } from "../../../src/library/models/language-model.ts";
import { NotFiniteError } from "../../../src/library/numeric/assert-finite.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { adam, sgd } from "../../../src/library/training/optimizers.ts";
import { type Trainable, train } from "../../../src/library/training/trainer.ts";

const HINT = "Lower the learning rate, clip the gradients (clipNorm) or check the data.";

const tokens: TokenBatch = {
  inputs: [Int32Array.of(0, 1), Int32Array.of(2, 3), Int32Array.of(4, 0)],
  targets: [Int32Array.of(2, 3), Int32Array.of(4, 0), Int32Array.of(1, 1)],
  masks: [Uint8Array.of(1, 1), Uint8Array.of(1, 1), Uint8Array.of(1, 1)],
};

describe.each(["fused", "explicit"] as const)("a training that diverges, %s", (engine: Engine) => {
  const dtype = engine === "fused" ? "float32" : "float64";
  const model: LanguageModel = languageModel({
    layer: layerOf(lstm, engine),
    tokens: 5,
    hidden: 6,
    embedding: 4,
    dtype,
  });

  /** `spoil` changes what the model gives, from update 2 on. */
  function spoiled(
    spoil: (given: ReturnType<LanguageModel["gradients"]>) => ReturnType<LanguageModel["gradients"]>,
  ): Promise<unknown> {
    let update = 0;
    const trainable: Trainable<TokenBatch> = {
      loss: model.loss,
      gradients: (params, batch) => {
        const given = model.gradients(params, batch);
        return update++ < 2 ? given : spoil(given);
      },
    };
    const params = model.initParams(createRandom(1));
    return train({
      model: trainable,
      params,
      optimizer: adam({ rate: 0.01 }),
      batchAt: () => tokens,
      updates: 5,
    });
  }

  it("names the gradient that is NaN", async () => {
    const run = spoiled((given) => {
      given.grads["recurrent.Wh"].data[25] = Number.NaN;
      return given;
    });

    await expect(run).rejects.toBeInstanceOf(NotFiniteError);
    await expect(run).rejects.toThrow(
      `train: update 2: adam: the gradient of "recurrent.Wh" is NaN at (1, 1) of [6, 24]. ${HINT}`,
    );
  });

  it("names a gradient that is infinite together with the loss", async () => {
    const run = spoiled(({ grads, ...rest }) => {
      grads["output.b"].data[3] = Number.NEGATIVE_INFINITY;
      return { ...rest, grads, loss: Number.POSITIVE_INFINITY };
    });

    await expect(run).rejects.toThrow(
      `train: update 2: the loss is Infinity; the gradient of "output.b" is -Infinity at (0, 3) of [1, 5]. ${HINT}`,
    );
  });

  it("tells of a loss that alone is NaN", async () => {
    const run = spoiled((given) => ({ ...given, loss: Number.NaN }));

    await expect(run).rejects.toThrow(`train: update 2: the loss is NaN, all gradients are finite. ${HINT}`);
  });

  it("stops at the update that throws a parameter out of range, before the next one trains on it", async () => {
    const params = model.initParams(createRandom(1));
    const optimizer = sgd({ rate: (update) => 0.1 / (3 - update) }); // a schedule that divides by zero
    let seen = 0;

    const run = train({
      model,
      params,
      optimizer,
      batchAt: () => tokens,
      updates: 9,
      onUpdate: () => void seen++,
    });

    await expect(run).rejects.toThrow(/^train: update 3: the parameter "[a-zA-Z.]+", after the update, is /);
    await expect(run).rejects.toThrow(HINT);
    expect(seen).toBe(3);
  });

  it("stops when the scores of the model overflow, though every parameter is finite", async () => {
    const params = model.initParams(createRandom(1));
    params["output.W"].data.fill(dtype === "float32" ? 3e38 : Number.MAX_VALUE);
    params["recurrent.b"].data.fill(9); // open gates, so that the hidden units are near 1

    const run = train({ model, params, optimizer: sgd({ rate: 0.1 }), batchAt: () => tokens, updates: 9 });

    await expect(run).rejects.toThrow(
      /^train: update 0: softmaxCrossEntropy: logits is Infinity at \(0, 0\) of \[2, 5\]\. Lower the/,
    );
  });

  it("leaves other errors as they are", async () => {
    const wrong: TokenBatch = { ...tokens, targets: [Int32Array.of(7, 0), ...tokens.targets.slice(1)] };
    const params = model.initParams(createRandom(1));

    const run = train({ model, params, optimizer: sgd({ rate: 0.1 }), batchAt: () => wrong, updates: 1 });

    await expect(run).rejects.not.toBeInstanceOf(NotFiniteError);
    await expect(run).rejects.toThrow("7");
  });
});

it.each(["fused", "explicit"] as const)(
  "stops at data with a NaN and says which input, %s",
  async (engine) => {
    const dtype = engine === "fused" ? "float32" : "float64";
    const model: Forecaster = forecaster({
      layer: layerOf(lstm, engine),
      hidden: 4,
      features: 3,
      ahead: 1,
      dtype,
    });
    const random = createRandom(2);
    const batchAt = (update: number): NumberBatch => {
      const inputs = [0, 1].map(() => uniform(2, 3, 1, random).to(dtype));
      if (update === 1) inputs[1].data[4] = Number.NaN;
      return { inputs, targets: Matrix.zeros(2, 1, dtype) };
    };

    const run = train({
      model,
      params: model.initParams(random),
      optimizer: sgd({ rate: 0.1 }),
      batchAt,
      updates: 3,
    });

    await expect(run).rejects.toThrow(/^train: update 1: \w+: input 1 is NaN at \(1, 1\) of \[2, 3\]\. /);
    await expect(run).rejects.toThrow(HINT);
  },
);
