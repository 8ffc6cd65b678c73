/**
 * How does the gradient fade over the grid of layers and time steps? The loss reads the top layer at the last time
 * step only; its gradient spreads down through the layers and back through time.
 *
 *   g(l, t) = ‖∂L/∂(state of layer l after time step t)‖        the LSTM's state is h and c together
 *
 * all paths counted: those from above at t, and those from the same layer at t + 1.
 */

import type { Cell } from "../cells/cell.ts";
import { gru } from "../cells/gru.ts";
import { createLstm } from "../cells/lstm.ts";
import { rnn } from "../cells/rnn.ts";
import { backpropagateByStep, completeGradients, unroll } from "../layers/recurrent.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import { createRandom, normal } from "../numeric/random.ts";
import type { DepthCell } from "./depth-gradients.ts";

/** Cell, sizes and seed. `forgetBias` is the LSTM's. */
export interface DepthTimeConfig {
  readonly cell: DepthCell;
  readonly forgetBias: number;
  readonly residual: boolean;
  readonly layers: number;
  readonly steps: number;
  readonly hidden: number;
  readonly batch: number;
  readonly seed: number;
}

/** norms[layer][t], bottom layer first, relative to the top layer at the last time step. */
export interface DepthTimeResult {
  readonly config: DepthTimeConfig;
  readonly norms: readonly (readonly number[])[];
}

/** Unrolls the stack layer by layer and sends one gradient back through all of it. */
export function runDepthTimeGrid(config: DepthTimeConfig): DepthTimeResult {
  const { residual, layers, steps, hidden, batch, seed } = config;
  const cell = cellOf(config);
  const random = createRandom(seed);
  const params = Array.from({ length: layers }, () => cell.initParams({ input: hidden, hidden }, random));
  const noise = (): Matrix => normal(batch, hidden, 1, random);
  let ys: Matrix[] = Array.from({ length: steps }, noise);
  const runs = params.map((own) => {
    const run = unroll(cell, own, ys, cell.initState(batch, { input: hidden, hidden }));
    ys = run.states.map(({ h }, t) => (residual ? h.plus(ys[t]) : h));
    return run;
  });
  const last = noise();
  let dys = ys.map((y, t) => (t === steps - 1 ? last : y.scale(0)));
  const norms: number[][] = new Array(layers);
  for (let l = layers - 1; l >= 0; l--) {
    const { states, tape } = runs[l];
    const given = completeGradients(
      states,
      dys.map((h) => ({ h })),
    );
    const { dTotals, dxs } = backpropagateByStep(cell, params[l], tape, given);
    norms[l] = dTotals.map(stateNorm);
    dys = dxs.map((dx, t) => (residual ? dx.plus(dys[t]) : dx));
  }
  const top = norms[layers - 1][steps - 1];
  return { config, norms: norms.map((row) => row.map((norm) => norm / top)) };
}

const stateNorm = (state: Named): number => Math.hypot(...Object.values(state).map((m) => m.norm()));

const cellOf = ({ cell, forgetBias }: DepthTimeConfig): Cell =>
  ({ rnn, gru, lstm: createLstm(forgetBias) })[cell] as unknown as Cell;
