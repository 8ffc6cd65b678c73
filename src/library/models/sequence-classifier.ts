/**
 * Sequence classifier: one label for a whole sequence.
 *
 *   h_t = recurrent layer over x_0 … x_t;   s = last, mean or max of h_0 … h_T;   logits = s W + b
 */

import type { TokenIds } from "../layers/embedding.ts";
import type { Mask } from "../layers/losses.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import type { InputKind, Inputs } from "./input-reader.ts";
import type { Pooling } from "./pooling.ts";
import { type SequenceBatch, sequenceModel } from "./sequence-model.ts";

export interface SequenceClassifierConfig {
  readonly layer: SequenceLayer;
  readonly hidden: number;
  readonly input: InputKind;
  readonly classes: number;
  /** "last" unless given; for a bidirectional layer take "ends". */
  readonly pooling?: Pooling;
  readonly dtype?: Dtype;
}

/** labels: [batch]. masks[t]: [batch], 0 in the padding. */
export interface LabelledBatch {
  readonly inputs: Inputs;
  readonly labels: TokenIds;
  readonly masks?: readonly Mask[];
}

export interface SequenceClassifier {
  readonly name: string;
  /** Named as in `sequenceModel`. */
  initParams(random: Random): Named;
  /** [batch, classes]. */
  logits(params: Named, batch: Pick<LabelledBatch, "inputs" | "masks">): Matrix;
  /** Mean cross-entropy in nats per sequence. */
  loss(params: Named, batch: LabelledBatch): { loss: number; count: number };
  gradients(
    params: Named,
    batch: LabelledBatch,
    random?: Random,
  ): { loss: number; count: number; grads: Named };
  /** Share of sequences whose likeliest class is their label. */
  accuracy(params: Named, batch: LabelledBatch): number;
}

export function sequenceClassifier(config: SequenceClassifierConfig): SequenceClassifier {
  const { classes, ...rest } = config;
  const model = sequenceModel({ ...rest, output: { classes }, wiring: "many-to-one" });
  const classifier: SequenceClassifier = {
    name: `classifier (${config.layer.name})`,
    initParams: model.initParams,
    logits(params, { inputs, masks }) {
      return model.forward(params, inputs, { outputs: 1, ...(masks && { inputMasks: masks }) }).ys[0];
    },
    loss: (params, batch) => model.loss(params, toSequenceBatch(batch)),
    gradients: (params, batch, random) => model.gradients(params, toSequenceBatch(batch), random),
    accuracy(params, batch) {
      const logits = classifier.logits(params, batch);
      let right = 0;
      for (let r = 0; r < logits.rows; r++) if (likeliestOfRow(logits, r) === batch.labels[r]) right++;
      return right / logits.rows;
    },
  };
  return classifier;
}

const toSequenceBatch = ({ inputs, labels, masks }: LabelledBatch): SequenceBatch => ({
  inputs,
  targets: [labels],
  ...(masks && { inputMasks: masks }),
});

/** The column of the largest element of a row; the first of equals. */
export function likeliestOfRow({ data, cols }: Matrix, row: number): number {
  let best = 0;
  for (let c = 1; c < cols; c++) if (data[row * cols + c] > data[row * cols + best]) best = c;
  return best;
}
