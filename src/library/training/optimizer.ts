/** What every optimizer offers: one update of the parameters, and a memory that can be saved. */

import { assertFinite } from "../numeric/assert-finite.ts";
import { Matrix, type MatrixJson } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import { ShapeError } from "../numeric/shape-error.ts";
import type { Schedule } from "./schedules.ts";

/** An optimizer's memory as plain data: updates made, and its averages by kind and parameter. */
export interface OptimizerState {
  readonly updates: number;
  readonly memory: Record<string, Record<string, MatrixJson>>;
}

/** One update at a time. Rates are per update; see optimizers.ts for the rules. */
export interface Optimizer {
  readonly name: string;
  /** Moves the parameters, in place, against the gradients. Throws if names, shapes or numbers are amiss. */
  step(params: Named, grads: Named): void;
  save(): OptimizerState;
  /** Continues exactly where `save` was called. */
  load(state: OptimizerState): void;
}

/** One parameter's update: change `param`, given its gradient and its memories (zero at first). */
export type UpdateRule = (update: {
  readonly param: Matrix;
  readonly grad: Matrix;
  readonly memories: readonly Matrix[];
  readonly rate: number;
  /** 1 at the first update. */
  readonly count: number;
}) => void;

/**
 * An optimizer from the rule for one parameter. `memories` names the matrices, shaped like the parameter,
 * that the rule keeps from update to update. `rate` is the learning rate or its schedule.
 */
export function createOptimizer(
  name: string,
  rate: number | Schedule,
  memories: readonly string[],
  rule: UpdateRule,
): Optimizer {
  let updates = 0;
  let memory: Record<string, Named> = Object.fromEntries(memories.map((kind) => [kind, {}]));
  return {
    name,

    step(params, grads) {
      assertMatching(name, params, grads);
      const rateNow = typeof rate === "number" ? rate : rate(updates);
      updates++;
      for (const [key, param] of Object.entries(params)) {
        const kept = memories.map((kind) => {
          memory[kind][key] ??= Matrix.zeros(param.rows, param.cols, param.dtype);
          return memory[kind][key];
        });
        rule({ param, grad: grads[key], memories: kept, rate: rateNow, count: updates });
      }
    },

    save() {
      const saved = Object.entries(memory).map(([kind, named]) => [kind, matricesToJson(named)]);
      return { updates, memory: Object.fromEntries(saved) };
    },

    load(state) {
      updates = state.updates;
      memory = Object.fromEntries(memories.map((kind) => [kind, matricesFromJson(state.memory[kind] ?? {})]));
    },
  };
}

/** Named matrices as plain data. */
export function matricesToJson(named: Named): Record<string, MatrixJson> {
  return Object.fromEntries(Object.entries(named).map(([key, matrix]) => [key, matrix.toJSON()]));
}

/** The inverse of `matricesToJson`. */
export function matricesFromJson(json: Record<string, MatrixJson>): Named {
  return Object.fromEntries(Object.entries(json).map(([key, matrix]) => [key, Matrix.fromJSON(matrix)]));
}

function assertMatching(name: string, params: Named, grads: Named): void {
  for (const [key, param] of Object.entries(params)) {
    const grad = grads[key];
    if (!grad)
      throw new ShapeError(`${name}: the parameter "${key}" has no gradient; start from zerosLike(params).`);
    if (grad.rows !== param.rows || grad.cols !== param.cols) {
      throw new ShapeError(`${name}: "${key}" is ${param.shape}, its gradient is ${grad.shape}.`);
    }
    assertFinite(`${name}: the gradient of "${key}"`, grad);
  }
}
