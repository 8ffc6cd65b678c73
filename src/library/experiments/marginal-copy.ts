/**
 * The flaw of scheduled sampling, on texts of two characters. The second character's loss is taken after the true first
 * one with the probability ε, and else after a first one that the model drew:
 *
 *   L(ε) = −Σ P(a, b) [ log q(a) + ε log q(b | a) + (1 − ε) Σ_z q(z) log q(b | z) ]
 *
 * The draw z does not know a. So the best second character after z is a mixture, P being the truth:
 *
 *   q(b | z) = ε P(b | z) + (1 − ε) P(b)        where q(z) = P(z), which the first term asks for
 *
 * At ε = 0 it forgets the first character altogether. Huszár 2015, "How (not) to train your generative model: scheduled
 * sampling, likelihood, adversary?", section 2. Here the loss is not estimated but summed over all texts, and minimised
 * by following its gradient; as in training, no gradient flows through the draw.
 */

import { softmax } from "../layers/losses.ts";
import { Matrix } from "../numeric/matrix.ts";
import { adam } from "../training/optimizers.ts";

/** A distribution over two characters, and the shares of truth to train with. */
export interface MarginalCopyConfig {
  /** joint[a][b] = P(a, b); sums to 1. */
  readonly joint: readonly (readonly number[])[];
  /** The values of ε. */
  readonly truthShares: readonly number[];
  readonly updates: number;
  /** Learning rate of Adam. */
  readonly rate: number;
}

/** Tables after training. conditional[z][b] is q(b | z). */
export interface MarginalCopyRun {
  readonly truthShare: number;
  readonly first: readonly number[];
  readonly conditional: readonly (readonly number[])[];
  /** The mixture that the file's formula gives. */
  readonly formula: readonly (readonly number[])[];
  /** Σ P log₂(P / q) over whole texts: bits lost per text because q is not P. */
  readonly divergence: number;
}

/** The truth, and one run for each share. */
export interface MarginalCopyResult {
  readonly config: MarginalCopyConfig;
  readonly conditional: readonly (readonly number[])[];
  readonly marginal: readonly number[];
  readonly runs: readonly MarginalCopyRun[];
}

/** Trains one table for each share of truth. Throws if `joint` is not a square distribution without zeros. */
export function runMarginalCopy(config: MarginalCopyConfig): MarginalCopyResult {
  const { joint, truthShares } = config;
  const total = joint.flat().reduce((sum, p) => sum + p, 0);
  const square = joint.every((row) => row.length === joint.length);
  if (!square || joint.flat().some((p) => !(p > 0)) || Math.abs(total - 1) > 1e-9) {
    throw new RangeError(
      `runMarginalCopy: joint must be square and positive and sum to 1, got ${joint.length} rows and the sum ${total}.`,
    );
  }
  const first = joint.map((row) => row.reduce((sum, p) => sum + p, 0));
  const marginal = joint.map((_, b) => joint.reduce((sum, row) => sum + row[b], 0));
  const conditional = joint.map((row, a) => row.map((p) => p / first[a]));
  const runs = truthShares.map((truthShare) => {
    const learned = trainTables(config, { first, marginal }, truthShare);
    return {
      truthShare,
      ...learned,
      formula: conditional.map((row) => row.map((p, b) => truthShare * p + (1 - truthShare) * marginal[b])),
      divergence: divergenceOf(joint, learned),
    };
  });
  return { config, conditional, marginal, runs };
}

type Tables = Pick<MarginalCopyRun, "first" | "conditional">;

function trainTables(
  { joint, updates, rate }: MarginalCopyConfig,
  truth: { readonly first: readonly number[]; readonly marginal: readonly number[] },
  truthShare: number,
): Tables {
  const size = joint.length;
  const params = { first: Matrix.zeros(1, size), second: Matrix.zeros(size, size) }; // logits
  // The rate falls to nothing, so that Adam comes to rest.
  const optimizer = adam({ rate: (update) => rate * (1 - update / updates) });
  const shared = new Matrix(1, size, Float64Array.from(truth.marginal));
  for (let update = 0; update < updates; update++) {
    const [q1, q2] = [softmax(params.first), softmax(params.second)];
    // How often each (character read, second character) counts: read truly, or drawn and so independent of b.
    const counts = q2.map((_, k) => {
      const [z, b] = [Math.floor(k / size), k % size];
      return truthShare * joint[z][b] + (1 - truthShare) * q1.data[z] * shared.data[b];
    });
    optimizer.step(params, {
      first: q1.minus(new Matrix(1, size, Float64Array.from(truth.first))),
      second: q2.timesColumn(counts.sumColumns()).minus(counts),
    });
  }
  const second = softmax(params.second);
  return {
    first: Array.from(softmax(params.first).data),
    conditional: joint.map((_, z) => Array.from(second.row(z).data)),
  };
}

const divergenceOf = (joint: MarginalCopyConfig["joint"], { first, conditional }: Tables): number =>
  joint.reduce(
    (sum, row, a) =>
      sum + row.reduce((bits, p, b) => bits + p * Math.log2(p / (first[a] * conditional[a][b])), 0),
    0,
  );
