/**
 * One sequence of one shape, ready to run: everything that forward and backward need, allocated once.
 *
 * The views look straight into the kernels' memory. Whoever fills them in place runs
 * without a copy and without garbage; a fused layer (fused-layer.ts) copies in and out instead.
 */

import type { Mask } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Numbers } from "../numeric/numbers.ts";
import { type Arena, layOutInArena, releaseArena } from "./arena.ts";
import type { CellSteps, FusedCell } from "./cell-steps.ts";
import { ROWS_BACKWARD, type SequenceShape, Tape } from "./tape.ts";

/** Views into a workspace. */
export interface WorkspaceViews {
  readonly params: Record<string, Numbers>;
  readonly grads: Record<string, Numbers>;
  /** Initial state, [batch, hidden] each. */
  readonly initial: Record<string, Numbers>;
  /** State after the last time step. */
  readonly final: Record<string, Numbers>;
  /** Before backward: gradient of the final state; after it: of the initial state. */
  readonly dStates: Record<string, Numbers>;
  /** [steps · batch, input]. */
  readonly xs: Numbers;
  readonly dxs: Numbers;
  /** [steps · batch, hidden]. */
  readonly ys: Numbers;
}

/** Memory for one sequence of one shape, and the passes over it. */
export class Workspace {
  /** The sizes it was made for. */
  readonly shape: SequenceShape;
  /** Inputs, states, weights and gradients in the kernels' memory. */
  readonly views: WorkspaceViews;
  private readonly tape: Tape;
  private readonly steps: CellSteps;
  private arena: Arena | undefined;
  private masked = false;

  constructor(cell: FusedCell, shape: SequenceShape) {
    const { steps: T, batch, input, hidden, dtype } = shape;
    const name = `${cell.name} ${T} ${batch} ${input} ${hidden}`;
    const { arena, parts } = layOutInArena(dtype, name, (take, kernels) => {
      const tape = new Tape(kernels, take, shape, cell.gates);
      const steps = cell.layOut(tape, take);
      return { tape, steps, views: viewsOf(tape, steps) };
    });
    this.shape = shape;
    this.arena = arena;
    this.views = parts.views;
    this.tape = parts.tape;
    this.steps = parts.steps;
  }

  /** Which time steps of which rows are real; without masks, all. */
  setMasks(masks: readonly Mask[] | undefined): void {
    this.masked = masks !== undefined;
    if (!masks) return;
    const { steps, batch } = this.shape;
    const { values, at } = this.tape.mask;
    const bytes = new Uint8Array(values.buffer, at, steps * batch);
    masks.forEach((mask, t) => {
      for (let row = 0; row < batch; row++) bytes[t * batch + row] = mask[row] === 0 ? 0 : 1;
    });
  }

  /** Whether there is no NaN and no infinity among `xs`. */
  hasFiniteInputs(): boolean {
    const { kernels, x } = this.tape;
    return kernels.allFinite(x.values.length, x.at) !== 0;
  }

  /** Reads `params`, `xs` and `initial`; writes `ys` and `final`. */
  forward(): void {
    this.assertAlive("forward");
    const { tape, steps } = this;
    const { steps: end } = this.shape;
    tape.packInputWeights();
    steps.packForward();
    for (let from = 0; from < end; from += tape.stepsForward) {
      const to = Math.min(from + tape.stepsForward, end);
      tape.projectInputs(from, to);
      for (let t = from; t < to; t++) steps.forward(t, this.maskAt(t));
    }
  }

  /**
   * Reads `dStates` and dys[t] (undefined: no gradient reaches time step t from outside); writes `dStates` and,
   * if asked for, `dxs`; adds to `grads`. Uses up what forward left, so it runs once per forward.
   */
  backward(dys: readonly (Matrix | undefined)[], wantsDxs: boolean): void {
    this.assertAlive("backward");
    const { tape, steps } = this;
    if (wantsDxs) tape.packTurnedInputWeights();
    steps.packBackward();
    for (let to = this.shape.steps; to > 0; to -= tape.stepsBackward) {
      const from = Math.max(0, to - tape.stepsBackward);
      for (let t = to - 1; t >= from; t--) this.stepBack(t, dys[t]);
      this.addGradients(from, to);
      if (wantsDxs) tape.projectInputGradients(from, to);
    }
  }

  /** Gives the memory back; the views must not be used any more. */
  release(): void {
    if (this.arena) releaseArena(this.arena);
    this.arena = undefined;
  }

  private stepBack(t: number, dy: Matrix | undefined): void {
    const { kernels, dy: region, dh, shape } = this.tape;
    if (dy) {
      region.values.set(dy.data);
      kernels.addTo(shape.batch * shape.hidden, region.at, dh.at);
    }
    this.steps.backward(t, this.maskAt(t));
  }

  private addGradients(from: number, to: number): void {
    const { batch } = this.shape;
    for (let first = from * batch; first < to * batch; first += ROWS_BACKWARD) {
      const rows = Math.min(ROWS_BACKWARD, to * batch - first);
      this.tape.addInputGradients(first, rows);
      this.steps.addGradients(first, rows);
    }
  }

  private maskAt(t: number): number {
    return this.masked ? this.tape.mask.at + t * this.shape.batch : 0;
  }

  private assertAlive(operation: string): void {
    if (!this.arena) throw new Error(`${operation}: this workspace has been released; make a new one.`);
  }
}

function viewsOf(tape: Tape, steps: CellSteps): WorkspaceViews {
  const rows = tape.shape.batch * tape.shape.hidden;
  const end = tape.shape.steps * rows;
  return {
    params: mapRegions(steps.params, (values) => values),
    grads: mapRegions(steps.grads, (values) => values),
    initial: mapRegions(steps.states, (values) => values.subarray(0, rows)),
    final: mapRegions(steps.states, (values) => values.subarray(end)),
    dStates: mapRegions(steps.dStates, (values) => values),
    xs: tape.x.values,
    dxs: tape.dx.values,
    ys: tape.h.values.subarray(rows),
  };
}

function mapRegions(
  regions: Record<string, { readonly values: Numbers }>,
  view: (values: Numbers) => Numbers,
): Record<string, Numbers> {
  return Object.fromEntries(Object.entries(regions).map(([name, { values }]) => [name, view(values)]));
}
