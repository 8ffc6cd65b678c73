/**
 * Sequence tagger: one class for each time step.
 *
 *   h_t = recurrent layer;   logits_t = h_t W + b;   loss = mean over all unmasked (t, row)
 */

import type { EngineChoice, LayerOrCell } from "../fused/engine.ts";
import type { TokenIds } from "../layers/embedding.ts";
import type { Mask } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";
import type { InputKind, Inputs } from "./input-reader.ts";
import { likeliestOfRow } from "./likeliest.ts";
import { type SequenceBatch, sequenceModel } from "./sequence-model.ts";

/** Layer and sizes of a tagger; precision and engine as in `sequenceModel`. */
export interface SequenceTaggerConfig extends EngineChoice {
  readonly layer: LayerOrCell;
  readonly hidden: number;
  readonly input: InputKind;
  /** Number of tags. */
  readonly classes: number;
}

/**
 * targets[t], masks[t], inputMasks[t]: [batch]. Mask 0: this time step of this row is not asked for; input mask 0: it is
 * padding, which a bidirectional layer must not read.
 */
export interface TaggedBatch {
  readonly inputs: Inputs;
  readonly targets: readonly TokenIds[];
  readonly masks?: readonly Mask[];
  readonly inputMasks?: readonly Mask[];
}

/** A model that gives each time step a tag. */
export interface SequenceTagger {
  readonly name: string;
  /** Named as in `sequenceModel`. */
  initParams(random: Random): Named;
  /** logits[t]: [batch, classes]. */
  logits(params: Named, batch: Pick<TaggedBatch, "inputs" | "inputMasks">): Matrix[];
  /** Mean cross-entropy in nats per counted time step. */
  loss(params: Named, batch: TaggedBatch): { loss: number; count: number };
  gradients(
    params: Named,
    batch: TaggedBatch,
    random?: Random,
  ): { loss: number; count: number; grads: Named };
  /** Share of counted time steps whose likeliest class is the target. */
  accuracy(params: Named, batch: TaggedBatch): number;
}

/** A many-to-many sequence model with softmax cross-entropy as its loss. */
export function sequenceTagger(config: SequenceTaggerConfig): SequenceTagger {
  const { classes, ...rest } = config;
  const model = sequenceModel({ ...rest, output: { classes }, wiring: "many-to-many" });
  const tagger: SequenceTagger = {
    name: `tagger (${config.layer.name})`,
    initParams: model.initParams,
    logits(params, { inputs, inputMasks }) {
      const options = { outputs: inputs.length, ...(inputMasks && { inputMasks }) };
      return model.forward(params, inputs, options).ys;
    },
    loss: (params, batch) => model.loss(params, toSequenceBatch(batch)),
    gradients: (params, batch, random) => model.gradients(params, toSequenceBatch(batch), random),
    accuracy(params, batch) {
      const { targets, masks } = batch;
      let [right, counted] = [0, 0];
      tagger.logits(params, batch).forEach((logits, t) => {
        for (let r = 0; r < logits.rows; r++) {
          if (masks && masks[t][r] === 0) continue;
          counted++;
          if (likeliestOfRow(logits, r) === targets[t][r]) right++;
        }
      });
      if (counted === 0) throw new RangeError("accuracy: the masks hide every target.");
      return right / counted;
    },
  };
  return tagger;
}

const toSequenceBatch = ({ inputs, targets, masks, inputMasks }: TaggedBatch): SequenceBatch => ({
  inputs,
  targets,
  ...(inputMasks && { inputMasks }),
  ...(masks && { targetMasks: masks }),
});
