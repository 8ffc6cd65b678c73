/**
 * Sequence classifier: one label for a whole sequence.
 *
 *   h_t = recurrent layer over x_0 … x_t;   s = last, mean, max or attention over h_0 … h_T;   logits = s W + b
 */

import type { EngineChoice, LayerOrCell } from "../fused/engine.ts";
import type { TokenIds } from "../layers/embedding.ts";
import type { Mask } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";
import type { InputKind, Inputs } from "./input-reader.ts";
import { likeliestOfRow } from "./likeliest.ts";
import type { Pooling } from "./pooler.ts";
import { type SequenceBatch, sequenceModel } from "./sequence-model.ts";
import type { SequenceForward } from "./sequence-passes.ts";

export { likeliestOfRow } from "./likeliest.ts";

/** Layer, sizes and pooling of a classifier; precision and engine as in `sequenceModel`. */
export interface SequenceClassifierConfig extends EngineChoice {
  readonly layer: LayerOrCell;
  readonly hidden: number;
  readonly input: InputKind;
  readonly classes: number;
  /** "last" unless given; for a bidirectional layer take "ends". */
  readonly pooling?: Pooling;
}

/** labels: [batch]. masks[t]: [batch], 0 in the padding. */
export interface LabelledBatch {
  readonly inputs: Inputs;
  readonly labels: TokenIds;
  readonly masks?: readonly Mask[];
}

/** A model that gives a whole sequence one label. */
export interface SequenceClassifier {
  readonly name: string;
  /** Named as in `sequenceModel`. */
  initParams(random: Random): Named;
  /** [batch, classes]. */
  logits(params: Named, batch: Pick<LabelledBatch, "inputs" | "masks">): Matrix;
  /** How much each time step counts, [batch, time steps]. Throws unless the pooling is "attention". */
  attention(params: Named, batch: Pick<LabelledBatch, "inputs" | "masks">): Matrix;
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

/** A many-to-one sequence model with softmax cross-entropy as its loss. */
export function sequenceClassifier(config: SequenceClassifierConfig): SequenceClassifier {
  const { classes, ...rest } = config;
  const model = sequenceModel({ ...rest, output: { classes }, wiring: "many-to-one" });
  const run = (params: Named, { inputs, masks }: Pick<LabelledBatch, "inputs" | "masks">): SequenceForward =>
    model.forward(params, inputs, { outputs: 1, ...(masks && { inputMasks: masks }) });
  const classifier: SequenceClassifier = {
    name: `classifier (${config.layer.name})`,
    initParams: model.initParams,
    logits: (params, batch) => run(params, batch).ys[0],
    attention(params, batch) {
      const { alpha } = run(params, batch);
      if (alpha) return alpha;
      throw new RangeError(
        `attention: the pooling is "${config.pooling ?? "last"}", only "attention" has weights.`,
      );
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
