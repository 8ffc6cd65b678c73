/** Between matrices and a workspace: checks, copies in, runs, copies out. */

import type { Mask } from "../layers/losses.ts";
import { assertFinite } from "../numeric/assert-finite.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import { type Numbers, zeros } from "../numeric/numbers.ts";
import { DtypeError, ShapeError } from "../numeric/shape-error.ts";
import type { SequenceShape } from "./tape.ts";
import type { Workspace } from "./workspace.ts";

export interface SequenceInputs {
  readonly params: Named;
  readonly xs: readonly Matrix[];
  readonly initial: Named;
  readonly masks: readonly Mask[] | undefined;
}

/** Copies everything in and runs forward. */
export function runForward(workspace: Workspace, { params, xs, initial, masks }: SequenceInputs): void {
  const { batch, input } = workspace.shape;
  for (const name in workspace.views.params)
    copyIn(`fused: parameter ${name}`, workspace.views.params[name], params[name]);
  for (const name in workspace.views.initial)
    copyIn(`fused: initial ${name}`, workspace.views.initial[name], initial[name]);
  for (const [t, x] of xs.entries()) workspace.views.xs.set(x.data, t * batch * input);
  if (!workspace.hasFiniteInputs()) {
    for (const [t, x] of xs.entries()) assertFinite(`fused: input ${t}`, x);
  }
  workspace.setMasks(masks);
  workspace.forward();
}

/** Copies the gradients in, runs backward, and adds to `grads`. */
export function runBackward(
  workspace: Workspace,
  { dys, dFinal = {} }: { readonly dys: readonly Matrix[]; readonly dFinal?: Partial<Named> },
  grads: Named,
  inputGradients: boolean,
): void {
  const { steps, batch, hidden } = workspace.shape;
  const sums = workspace.views.grads;
  if (dys.length !== steps || dys.some((dy) => dy.rows !== batch || dy.cols !== hidden)) {
    const got = dys.map((dy) => dy.shape).find((shape) => shape !== `[${batch}, ${hidden}]`) ?? "";
    throw new ShapeError(
      `fused backward: expected dys for ${steps} time steps of [${batch}, ${hidden}], got ${dys.length} ${got}.`,
    );
  }
  for (const name in workspace.views.dStates) {
    const given = dFinal[name];
    if (given) copyIn(`fused backward: dFinal ${name}`, workspace.views.dStates[name], given);
    else workspace.views.dStates[name].fill(0);
  }
  for (const name in sums) copyIn(`fused backward: grads ${name}`, sums[name], grads[name]);
  workspace.backward(dys, inputGradients);
  for (const name in sums) grads[name].data.set(sums[name]);
}

/** Checks that everything fits together before anything is computed. */
export function shapeOf({ params, xs, masks }: SequenceInputs): SequenceShape {
  if (xs.length === 0) throw new RangeError("fused: the sequence is empty; give at least one time step.");
  const { Wx, Wh } = params;
  const { rows: batch, cols: input } = xs[0];
  const { dtype } = Wx;
  for (const [t, x] of xs.entries()) {
    if (x.rows !== batch || x.cols !== Wx.rows) {
      throw new ShapeError(
        `fused: expected inputs [${batch}, ${Wx.rows}], got ${x.shape} at time step ${t}.`,
      );
    }
    if (x.dtype !== dtype) {
      throw new DtypeError(
        `fused: parameters are ${dtype}, input ${t} is ${x.dtype}; convert with to("${dtype}").`,
      );
    }
  }
  if (masks && (masks.length !== xs.length || masks.some((mask) => mask.length !== batch))) {
    throw new ShapeError(`fused: expected ${xs.length} masks of ${batch} numbers, one per time step.`);
  }
  return { steps: xs.length, batch, input, hidden: Wh.rows, dtype };
}

function copyIn(what: string, to: Numbers, from: Matrix | undefined): void {
  if (from?.data.length !== to.length) {
    throw new ShapeError(`${what}: expected ${to.length} numbers, got ${from ? from.shape : "nothing"}.`);
  }
  to.set(from.data);
}

/** States as matrices of their own. */
export function copies(views: Record<string, Numbers>, { batch, hidden }: SequenceShape): Named {
  const entries = Object.entries(views).map(([name, view]) => [
    name,
    new Matrix(batch, hidden, view.slice()),
  ]);
  return Object.fromEntries(entries);
}

/** One matrix per time step, all in one fresh block of memory. */
export function splitSteps(view: Numbers, steps: number, rows: number, cols: number): Matrix[] {
  const size = rows * cols;
  const block = zeros(view instanceof Float32Array ? "float32" : "float64", steps * size);
  block.set(view.subarray(0, steps * size));
  return Array.from(
    { length: steps },
    (_, t) => new Matrix(rows, cols, block.subarray(t * size, (t + 1) * size)),
  );
}
