/**
 * A recurrent layer on SIMD kernels: the same contract, parameters and numbers as `recurrent(cell)`, a whole
 * sequence at once and many times faster.
 *
 * A forward pass holds its memory until its backward pass has run or its cache is forgotten, so one layer
 * serves several sequences side by side (both directions, several levels). What it returns are copies.
 */

import type { Cell } from "../cells/cell.ts";
import { type RecurrentCache, recurrent, type SequenceLayer } from "../layers/sequence-layer.ts";
import type { FusedCell } from "./cell-steps.ts";
import { fusedGru, fusedGruResetBefore } from "./gru-steps.ts";
import { kernelSet } from "./kernels/load.ts";
import { fusedLstm, fusedPeepholeLstm } from "./lstm-steps.ts";
import { fusedRnn } from "./rnn-steps.ts";
import { copies, runBackward, runForward, shapeOf, splitSteps } from "./run-workspace.ts";
import { isSameFunction } from "./same-function.ts";
import { Workspace } from "./workspace.ts";

/** Settings of a fused layer. */
export interface FusedOptions {
  /**
   * false: backward does not compute the gradients of the inputs and returns no dxs, which saves about a tenth
   * of the time. For a first layer whose inputs are data.
   */
  readonly inputGradients?: boolean;
}

/** What a forward pass leaves for its backward pass. */
export interface FusedCache {
  /** Undefined once it has been used or released. */
  workspace: Workspace | undefined;
  /** In place of a workspace where the engine has no SIMD. */
  readonly explicit?: RecurrentCache;
}

/** A sequence layer whose caches live in the kernels' memory and can be given back. */
export interface FusedLayer extends SequenceLayer<FusedCache> {
  /** Gives back the memory of a forward pass that will have no backward pass. Optional: forgetting it is enough. */
  release(cache: FusedCache): void;
}

const cells: readonly FusedCell[] = [fusedRnn, fusedLstm, fusedPeepholeLstm, fusedGru, fusedGruResetBefore];

/** Whether there are kernels that compute what this cell computes. */
export function canFuse(cell: { readonly name: string }): boolean {
  const kind = cells.find(({ name }) => name === cell.name);
  if (!kind) return false;
  if (kernelSet() === "none") return true;
  const explicit = recurrent(cell as Cell);
  return isSameFunction(cell as Cell, explicit, createLayer(explicit, kind, true));
}

/**
 * The fused layer that computes what `recurrent(cell)` computes. Throws if there are no kernels for the cell.
 * Where the engine has no SIMD, it says so once and runs the explicit cell.
 */
export function fused<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
  { inputGradients = true }: FusedOptions = {},
): FusedLayer {
  const kind = cells.find(({ name }) => name === cell.name);
  if (!kind) {
    const names = cells.map(({ name }) => `"${name}"`).join(", ");
    throw new RangeError(
      `fused: there are no kernels for the cell "${cell.name}", only for ${names}; use recurrent(cell).`,
    );
  }
  if (!canFuse(cell)) {
    throw new RangeError(
      `fused: the kernels named "${cell.name}" give another state than this cell; it is not the cell they were written for. Use recurrent(cell).`,
    );
  }
  return createLayer(recurrent(cell), kind, inputGradients);
}

function createLayer(
  explicit: SequenceLayer<RecurrentCache>,
  kind: FusedCell,
  inputGradients: boolean,
): FusedLayer {
  return {
    name: `fused ${kind.name}`,
    dtype: "float32",
    outputSize: explicit.outputSize,
    initParams: explicit.initParams,
    initState: explicit.initState,

    forward(params, xs, initial, { masks, ...options } = {}) {
      if (kernelSet() === "none") {
        const run = explicit.forward(params, xs, initial, masks ? { ...options, masks } : options);
        return { ...run, cache: { workspace: undefined, explicit: run.cache } };
      }
      const inputs = { params, xs, initial, masks };
      const workspace = new Workspace(kind, shapeOf(inputs));
      runForward(workspace, inputs);
      const { shape } = workspace;
      return {
        ys: splitSteps(workspace.views.ys, shape.steps, shape.batch, shape.hidden),
        final: copies(workspace.views.final, shape),
        cache: { workspace },
      };
    },

    backward(params, cache, gradients, grads) {
      if (cache.explicit) return explicit.backward(params, cache.explicit, gradients, grads);
      const { workspace } = cache;
      if (!workspace) throw new Error("fused backward: this cache has been used already; run forward again.");
      runBackward(workspace, gradients, grads, inputGradients);
      const { shape } = workspace;
      const dInitial = copies(workspace.views.dStates, shape);
      const dxs = inputGradients
        ? splitSteps(workspace.views.dxs, shape.steps, shape.batch, shape.input)
        : [];
      release(cache);
      return { dxs, dInitial };
    },

    release,
  };
}

function release(cache: FusedCache): void {
  cache.workspace?.release();
  cache.workspace = undefined;
}
