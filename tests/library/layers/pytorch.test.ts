import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import {
  additiveAttention,
  dotAttention,
  scaledDotAttention,
  zeroMemoryGradient,
} from "../../../src/library/layers/attention.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { embedding, oneHot } from "../../../src/library/layers/embedding.ts";
import { linear } from "../../../src/library/layers/linear.ts";
import {
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  squaredError,
} from "../../../src/library/layers/losses.ts";
import { selfAttention } from "../../../src/library/layers/self-attention.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { fromTorch, type TorchModule, toTorch } from "../../../src/library/layers/torch.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { type Named, zerosLike } from "../../../src/library/numeric/named.ts";
import { pytorch, type RecurrentCase } from "../../fixtures/pytorch.ts";
import { expectClose, namedFromRows } from "../compare.ts";

const layers: Record<RecurrentCase["module"], SequenceLayer> = {
  RNN: recurrent(rnn),
  "RNN relu": recurrent(reluRnn),
  LSTM: recurrent(lstm),
  GRU: recurrent(gru),
};

const moduleOf = ({ module }: RecurrentCase): TorchModule => (module === "RNN relu" ? "RNN" : module);

function layerOf({ module, layers: count, bidirectional: bothWays }: RecurrentCase): SequenceLayer {
  const one = bothWays ? bidirectional(layers[module]) : layers[module];
  return count === 1 ? one : stacked(new Array<SequenceLayer>(count).fill(one));
}

/** PyTorch's states, one block per layer and direction, under our names: "0.forward.h". */
function named(
  states: RecurrentCase["initial"],
  { layers: count, bidirectional: bothWays }: RecurrentCase,
): Named {
  const directions = bothWays ? ["forward.", "backward."] : [""];
  const out: Named = {};
  for (const [key, blocks] of Object.entries(states)) {
    blocks.forEach((block, k) => {
      const layer = count === 1 ? "" : `${Math.floor(k / directions.length)}.`;
      out[`${layer}${directions[k % directions.length]}${key}`] = Matrix.fromRows(block);
    });
  }
  return out;
}

describe("recurrent layers against torch.nn", () => {
  it.each(pytorch.recurrent)("$title", (reference) => {
    const layer = layerOf(reference);
    const params = fromTorch(moduleOf(reference), reference.stateDict);
    const grads = zerosLike(params);
    const { lengths } = reference;
    const masks = reference.xs.map((_, t) => lengths?.map((length) => (t < length ? 1 : 0)) ?? []);

    const { ys, final, cache } = layer.forward(
      params,
      reference.xs.map((x) => Matrix.fromRows(x)),
      named(reference.initial, reference),
      lengths ? { masks } : {},
    );
    const gradients = {
      dys: reference.dys.map((dy) => Matrix.fromRows(dy)),
      dFinal: named(reference.dFinal, reference),
    };
    const { dxs, dInitial } = layer.backward(params, cache, gradients, grads);

    ys.forEach((y, t) => {
      // PyTorch writes zeros into the padding; the library carries the state over.
      const visible = lengths ? y.timesColumn(Matrix.fromRows(masks[t].map((m) => [m]))) : y;
      expectClose(visible, reference.ys[t]);
      expectClose(dxs[t], reference.dxs[t]);
    });
    for (const [key, value] of Object.entries(named(reference.final, reference)))
      expectClose(final[key], value);
    for (const [key, value] of Object.entries(named(reference.dInitial, reference))) {
      expectClose(dInitial[key], value);
    }
    expectSameGradients(toTorch(moduleOf(reference), grads), reference);
  });

  it.each(pytorch.recurrent)("weights of $title survive the way there and back", (reference) => {
    const params = fromTorch(moduleOf(reference), reference.stateDict);

    const back = fromTorch(
      moduleOf(reference),
      JSON.parse(JSON.stringify(toTorch(moduleOf(reference), params))),
    );

    expect(back).toEqual(params);
  });
});

/** Ours has one bias where PyTorch has two with the same gradient; only the GRU's candidate has both. */
function expectSameGradients(ours: ReturnType<typeof toTorch>, { dStateDict, module }: RecurrentCase): void {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(dStateDict).sort());
  for (const [name, value] of Object.entries(dStateDict)) {
    const rows = (list: unknown): number[][] =>
      (Array.isArray((list as unknown[])[0]) ? list : [list]) as number[][];
    if (!name.startsWith("bias_hh")) {
      expectClose(Matrix.fromRows(rows(ours[name])), rows(value));
    } else if (module === "GRU") {
      const candidate = (list: unknown): number[][] => [rows(list)[0].slice((2 * rows(list)[0].length) / 3)];
      expectClose(Matrix.fromRows(candidate(ours[name])), candidate(value));
    }
  }
}

it("linear, against torch.nn.Linear", () => {
  const { stateDict, x, y, dy, dx, dStateDict } = pytorch.linear;
  const params = fromTorch("Linear", stateDict) as Named<"W" | "b">;
  const grads = zerosLike(params);

  const out = linear.forward(params, Matrix.fromRows(x));
  const back = linear.backward(params, out.cache, Matrix.fromRows(dy), grads);

  expectClose(out.y, y);
  expectClose(back, dx);
  expectClose(grads.W, fromTorch("Linear", dStateDict).W);
  expectClose(grads.b, fromTorch("Linear", dStateDict).b);
  expect(fromTorch("Linear", toTorch("Linear", params))).toEqual(params);
});

it("embedding, against torch.nn.Embedding; and as a product with one-hot rows", () => {
  const { stateDict, ids, y, dy, dWeight } = pytorch.embedding;
  const params = fromTorch("Embedding", stateDict) as Named<"E">;
  const grads = zerosLike(params);

  const out = embedding.forward(params, ids);
  embedding.backward(out.cache, Matrix.fromRows(dy), grads);

  expectClose(out.y, y, 0);
  expectClose(oneHot(ids, 5).dot(params.E), y, 0);
  expectClose(grads.E, dWeight);
  expect(toTorch("Embedding", params)).toEqual(stateDict);
});

describe.each(pytorch.losses.cases)("losses against torch.nn, $reduction, mask $mask", (reference) => {
  const { logits, targets, answers, wanted } = pytorch.losses;
  const options = { reduction: reference.reduction, ...(reference.mask && { mask: reference.mask }) };
  const scores = Matrix.fromRows(logits);

  it("softmax cross-entropy", () => {
    const { loss, dLogits, probs } = softmaxCrossEntropy(scores, targets, options);

    expect(loss).toBeCloseTo(reference.softmax, 12);
    expectClose(dLogits, reference.dSoftmax);
    expectClose(probs.sumColumns(), [[1], [1], [1], [1]]);
  });

  it("sigmoid cross-entropy", () => {
    const { loss, dLogits } = sigmoidCrossEntropy(scores, Matrix.fromRows(answers), options);

    expect(loss).toBeCloseTo(reference.sigmoid, 12);
    expectClose(dLogits, reference.dSigmoid);
  });

  it("squared error", () => {
    const { loss, dy } = squaredError(scores, Matrix.fromRows(wanted), options);

    expect(loss).toBeCloseTo(reference.squared, 10); // the loss is about 100
    expectClose(dy, reference.dSquared);
  });
});

describe("attention against PyTorch", () => {
  const kinds = { additive: additiveAttention, dot: dotAttention, scaledDot: scaledDotAttention };

  it.each(pytorch.attention)("$title, two queries of one memory", (reference) => {
    const attention = kinds[reference.kind];
    const params = namedFromRows(reference.params);
    const grads = zerosLike(params);
    const keys = reference.keys.map((key) => Matrix.fromRows(key));
    const memory = attention.prepare(params, keys, reference.masks ?? undefined);
    const dMemory = zeroMemoryGradient(memory);

    const outs = reference.queries.map((query) => attention.forward(params, Matrix.fromRows(query), memory));
    const dQueries = outs.map(({ cache }, k) =>
      attention.backward(params, cache, Matrix.fromRows(reference.dContexts[k]), { grads, dMemory }),
    );
    const dKeys = attention.prepareBackward(params, memory, dMemory, grads);

    outs.forEach(({ context, alpha }, k) => {
      expectClose(context, reference.contexts[k]);
      expectClose(alpha, reference.alphas[k]);
      expectClose(dQueries[k], reference.dQueries[k]);
    });
    dKeys.forEach((dKey, j) => {
      expectClose(dKey, reference.dKeys[j]);
    });
    for (const [name, value] of Object.entries(grads)) expectClose(value, reference.grads[name]);
  });

  it.each(pytorch.selfAttention)("one head of self-attention, causal: $causal", (reference) => {
    const params = namedFromRows(reference.params) as Named<"Wq" | "Wk" | "Wv">;
    const grads = zerosLike(params);
    const xs = reference.xs.map((x) => Matrix.fromRows(x));

    const { ys, cache } = selfAttention.forward(params, xs, { causal: reference.causal });
    const dxs = selfAttention.backward(
      params,
      cache,
      reference.dys.map((dy) => Matrix.fromRows(dy)),
      grads,
    );

    ys.forEach((y, t) => {
      expectClose(y, reference.ys[t]);
      expectClose(dxs[t], reference.dxs[t]);
    });
    for (const [name, value] of Object.entries(grads)) expectClose(value, reference.grads[name]);
  });
});
