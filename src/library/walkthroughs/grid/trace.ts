/**
 * A deep recurrent network backward, with the gradient at every layer and time step: a gradient of length 1 at the last
 * time step of the top layer, and what becomes of it on its way down and back.
 *
 * The layers are those of `stacked`, taken one by one so that what reaches each state is seen; a test holds both
 * together to the last bit.
 */

import type { Cell } from "../../cells/cell.ts";
import { gru } from "../../cells/gru.ts";
import { lstm } from "../../cells/lstm.ts";
import { rnn } from "../../cells/rnn.ts";
import { backpropagateByStep, completeGradients, unroll } from "../../layers/recurrent.ts";
import { Matrix } from "../../numeric/matrix.ts";
import { mapNamed, type Named } from "../../numeric/named.ts";
import { createRandom } from "../../numeric/random.ts";
import { countOf, sequenceOf } from "../setup.ts";
import type { Setup } from "../walkthrough.ts";

export const gridCells: Readonly<Record<string, Cell>> = {
  LSTM: lstm as unknown as Cell,
  GRU: gru as unknown as Cell,
  RNN: rnn as unknown as Cell,
};
export const gridHidden = 4;

/** lengths[layer][t]: ‖∂L/∂h‖ there; layer 0 reads the inputs. */
export interface GridRun {
  readonly lengths: readonly (readonly number[])[];
  /** Per layer, over all its time steps. */
  readonly layerLengths: readonly number[];
  readonly dxs: readonly Matrix[];
}

/** The same weights with and without the residual connections. */
export interface GridTrace {
  readonly plain: GridRun;
  readonly residual: GridRun;
}

/** Parameters of each layer: the library's own first ones, times the gain of the setup. */
export function gridParams(setup: Setup): Named[] {
  const cell = gridCells[setup.choices.cell];
  const random = createRandom(81);
  const [[gain]] = setup.numbers.gain;
  return Array.from({ length: countOf(setup, "layers") }, (_, layer) => {
    const params = cell.initParams({ input: layer === 0 ? 1 : gridHidden, hidden: gridHidden }, random);
    return mapNamed(params, (matrix, name) => (name === "Wx" || name === "Wh" ? matrix.scale(gain) : matrix));
  });
}

export function traceGrid(setup: Setup): GridTrace {
  return { plain: run(setup, false), residual: run(setup, true) };
}

function run(setup: Setup, isResidual: boolean): GridRun {
  const cell = gridCells[setup.choices.cell];
  const params = gridParams(setup);
  let ys: readonly Matrix[] = sequenceOf(setup, "x");
  const layers = params.map((own) => {
    const xs = ys;
    const { states, tape } = unroll(
      cell,
      own,
      xs,
      cell.initState(1, { input: xs[0].cols, hidden: gridHidden }),
    );
    const adds = isResidual && xs[0].cols === gridHidden;
    ys = states.map(({ h }, t) => (adds ? h.plus(xs[t]) : h));
    return { own, states, tape, adds };
  });
  let dys: readonly Matrix[] = startingGradients(ys);
  const lengths: number[][] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { own, states, tape, adds } = layers[l];
    const given = completeGradients(
      states,
      dys.map((dy) => ({ h: dy })),
    );
    const { dTotals, dxs } = backpropagateByStep(cell, own, tape, given);
    lengths[l] = dTotals.map(({ h }) => h.norm());
    const d = dys;
    dys = adds ? dxs.map((dx, t) => dx.plus(d[t])) : dxs;
  }
  return { lengths, layerLengths: lengths.map((of) => Math.hypot(...of)), dxs: dys };
}

/** A gradient of length 1 at the last time step. */
export function startingGradients(ys: readonly Matrix[]): Matrix[] {
  return ys.map(({ rows, cols }, t) =>
    t === ys.length - 1 ? Matrix.filled(rows, cols, 1 / Math.sqrt(cols)) : Matrix.zeros(rows, cols),
  );
}
