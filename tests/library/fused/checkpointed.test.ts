import { describe, expect, it } from "vitest";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { checkpointed } from "../../../src/library/fused/checkpointed.ts";
import { fused } from "../../../src/library/fused/fused-layer.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { largestDifference, relativeDifference, runOnce, type Sequence } from "./parity.ts";

const sequence: Sequence = {
  steps: 11,
  batch: 2,
  input: 3,
  hidden: 5,
  dtype: "float64",
  masked: true,
  seed: 31,
};

describe.each([
  ["fused", fused(lstm)],
  ["explicit", recurrent(lstm)],
] as [string, SequenceLayer][])("a checkpointed %s layer", (_, layer) => {
  it.each([undefined, 1, 4, 11, 100])("gives the same numbers with segments of %s", (segment) => {
    const whole = runOnce(layer, sequence);

    const got = runOnce(checkpointed(layer, segment ? { segment } : {}), sequence);

    // Forward is the same to the last bit; gradients add up in another order, segment by segment.
    expect(largestDifference(got.outputs, whole.outputs)).toBe(0);
    expect(relativeDifference(got.gradients, whole.gradients)).toBeLessThan(1e-13);
  });
});

it("drops the same units in the second run as in the first", () => {
  const plain = stacked([recurrent(lstm), recurrent(lstm)], { dropout: 0.5 });
  const size = { input: 3, hidden: 4 };
  const random = createRandom(32);
  const params = plain.initParams(size, random);
  const xs = Array.from({ length: 6 }, () => uniform(2, 3, 1, random));
  const dys = xs.map(() => uniform(2, 4, 1, random));
  const layer = checkpointed(plain, { segment: 6 });
  const gradsOf = (one: SequenceLayer): ReturnType<typeof zerosLike> => {
    const grads = zerosLike(params);
    const { cache } = one.forward(params, xs, one.initState(2, size), { random: createRandom(33) });
    one.backward(params, cache, { dys }, grads);
    return grads;
  };

  expect(gradsOf(layer)).toEqual(gradsOf(plain));
});

it("refuses a segment of no time steps", () => {
  expect(() => checkpointed(recurrent(lstm), { segment: 0 })).toThrow(/at least 1 time step, got 0/);
});
