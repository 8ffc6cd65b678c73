/**
 * A training run as plain JSON: parameters, the optimizer's memory, the curve so far.
 *
 * Numbers are written so that they read back exactly, and a batch is a function of its update's number; so a
 * run that goes on from a checkpoint ends with the same parameters, to the last bit, as one that never stopped.
 */

import type { MatrixJson } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import { matricesFromJson, matricesToJson, type Optimizer, type OptimizerState } from "./optimizer.ts";
import type { TrainingState } from "./trainer.ts";

/** Give it to `JSON.stringify`. */
export interface Checkpoint {
  readonly format: "unrolled checkpoint 1";
  readonly params: Record<string, MatrixJson>;
  readonly optimizer: OptimizerState & { readonly name: string };
  readonly state: Omit<TrainingState, "best"> & { readonly best?: Record<string, MatrixJson> };
}

/** A copy of all that a run needs to go on; `state` as `train` returned it. */
export function createCheckpoint(params: Named, optimizer: Optimizer, state: TrainingState): Checkpoint {
  const { update, losses, validations, best } = state;
  return {
    format: "unrolled checkpoint 1",
    params: matricesToJson(params),
    optimizer: { name: optimizer.name, ...optimizer.save() },
    state: {
      update,
      losses: [...losses],
      validations: [...validations],
      ...(best && { best: matricesToJson(best) }),
    },
  };
}

/**
 * Parameters and state to go on with; loads the optimizer, which must be made with the same settings.
 * Throws if this is no checkpoint or belongs to another kind of optimizer.
 */
export function restoreCheckpoint(
  checkpoint: Checkpoint,
  optimizer: Optimizer,
): { params: Named; state: TrainingState } {
  if (checkpoint?.format !== "unrolled checkpoint 1") {
    throw new TypeError(
      `restoreCheckpoint: expected the format "unrolled checkpoint 1", got ${checkpoint?.format}.`,
    );
  }
  if (checkpoint.optimizer.name !== optimizer.name) {
    throw new TypeError(
      `restoreCheckpoint: the run used ${checkpoint.optimizer.name}, this optimizer is ${optimizer.name}.`,
    );
  }
  optimizer.load(checkpoint.optimizer);
  const { best, ...state } = checkpoint.state;
  return {
    params: matricesFromJson(checkpoint.params),
    state: { ...state, ...(best && { best: matricesFromJson(best) }) },
  };
}
