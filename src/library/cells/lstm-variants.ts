/**
 * The eight one-change variants of the LSTM that Greff et al. 2017 compared ("LSTM: a search space odyssey"),
 * all from one cell. V is the unchanged one: an LSTM with peepholes.
 *
 *   i = σ(x Wxi + h₋ Whi + c₋ ⊙ pi + bi)       NIG: i = 1
 *   f = σ(x Wxf + h₋ Whf + c₋ ⊙ pf + bf)       NFG: f = 1      CIFG: f = 1 − i
 *   g = tanh(x Wxg + h₋ Whg + bg)              NIAF: without tanh
 *   c = f ⊙ c₋ + i ⊙ g
 *   o = σ(x Wxo + h₋ Who + c ⊙ po + bo)        NOG: o = 1
 *   h = o ⊙ tanh(c)                            NOAF: without tanh
 *
 * NP: no peepholes. FGR: full gate recurrence, each gate also sees all gates of the previous time step,
 * [i₋ f₋ o₋] R with R: [3·hidden, 3·hidden].
 *
 * Every variant has the same parameters; those that it does not use get a gradient of zero.
 */

import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import { uniform } from "../numeric/random.ts";
import { sigmoidSlope, tanhSlope } from "./activation-slopes.ts";
import type { Cell, Named } from "./cell.ts";
import { oneMinus } from "./one-minus.ts";
import { createPeepholeLstm, type PeepholeLstmParam } from "./peephole-lstm.ts";

/** What is taken away or changed. */
export interface LstmVariant {
  readonly noInputGate?: boolean;
  readonly noForgetGate?: boolean;
  readonly noOutputGate?: boolean;
  readonly noInputActivation?: boolean;
  readonly noOutputActivation?: boolean;
  readonly noPeepholes?: boolean;
  /** f = 1 − i; as in the GRU, what is forgotten is what is written. */
  readonly coupledGates?: boolean;
  readonly fullGateRecurrence?: boolean;
}

/** Greff's names; V is the vanilla LSTM that each other differs from in one point. */
export const lstmVariants: Record<GreffName, LstmVariant> = {
  V: {},
  NIG: { noInputGate: true },
  NFG: { noForgetGate: true },
  NOG: { noOutputGate: true },
  NIAF: { noInputActivation: true },
  NOAF: { noOutputActivation: true },
  NP: { noPeepholes: true },
  CIFG: { coupledGates: true },
  FGR: { fullGateRecurrence: true },
};

/** The names of Greff et al. 2017, table 1, and V for the unchanged cell. */
export type GreffName = "V" | "NIG" | "NFG" | "NOG" | "NIAF" | "NOAF" | "NP" | "CIFG" | "FGR";

/** As the peephole LSTM's, and R: [3·hidden, 3·hidden], rows and columns in the order i f o. */
export type LstmVariantParam = PeepholeLstmParam | "R";

/** h, c and the gates i, f, o (for FGR): [batch, hidden]. */
export type LstmVariantState = "h" | "c" | "i" | "f" | "o";

/** What one time step saves. gatesPrev: [batch, 3·hidden]; y is the cell's output before its gate. */
export type LstmVariantCache = Named<
  "x" | "hPrev" | "cPrev" | "gatesPrev" | "i" | "f" | "g" | "o" | "c" | "y"
>;

/** The LSTM changed as told; `name` is shown in titles. Throws if coupled gates lack one of the two. */
export function createLstmVariant(
  variant: LstmVariant,
  name = "lstm variant",
): Cell<LstmVariantParam, LstmVariantState, LstmVariantCache> {
  if (variant.coupledGates && (variant.noForgetGate || variant.noInputGate)) {
    throw new RangeError("createLstmVariant: coupled gates need both the input and the forget gate.");
  }
  return {
    name,

    initParams(size, random) {
      const { hidden, dtype = "float64" } = size;
      const R = uniform(3 * hidden, 3 * hidden, 1 / Math.sqrt(hidden), random).to(dtype);
      return { ...createPeepholeLstm().initParams(size, random), R };
    },

    initState(batch, { hidden, dtype }) {
      const zero = (): Matrix => Matrix.zeros(batch, hidden, dtype);
      return { h: zero(), c: zero(), i: zero(), f: zero(), o: zero() };
    },

    forward: (params, x, prev) => forward(variant, params, x, prev),
    backward: (params, cache, dState, grads) => backward(variant, params, cache, dState, grads),
  };
}

type VariantCell = Cell<LstmVariantParam, LstmVariantState, LstmVariantCache>;

function forward(
  v: LstmVariant,
  { Wx, Wh, b, pi, pf, po, R }: Named<LstmVariantParam>,
  x: Matrix,
  prev: Named<LstmVariantState>,
): ReturnType<VariantCell["forward"]> {
  const { h: hPrev, c: cPrev } = prev;
  const gatesPrev = joinColumns([prev.i, prev.f, prev.o]);
  const [zi, zf, zg, zo] = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b).splitColumns(4);
  const [ri, rf, ro] = v.fullGateRecurrence ? gatesPrev.dot(R).splitColumns(3) : [];
  const peep = (state: Matrix, row: Matrix): Matrix => (v.noPeepholes ? state.scale(0) : state.timesRow(row));
  const i = v.noInputGate ? ones(zi) : plusIf(zi.plus(peep(cPrev, pi)), ri).sigmoid();
  const f = v.coupledGates
    ? oneMinus(i)
    : v.noForgetGate
      ? ones(zf)
      : plusIf(zf.plus(peep(cPrev, pf)), rf).sigmoid();
  const g = v.noInputActivation ? zg : zg.tanh();
  const c = f.times(cPrev).plus(i.times(g));
  const o = v.noOutputGate ? ones(zo) : plusIf(zo.plus(peep(c, po)), ro).sigmoid();
  const y = v.noOutputActivation ? c : c.tanh();
  const h = o.times(y);
  return { state: { h, c, i, f, o }, cache: { x, hPrev, cPrev, gatesPrev, i, f, g, o, c, y } };
}

// The forward pass, last line first.
function backward(
  v: LstmVariant,
  params: Named<LstmVariantParam>,
  { x, hPrev, cPrev, gatesPrev, i, f, g, o, c, y }: LstmVariantCache,
  dState: Named<LstmVariantState>,
  grads: Named<LstmVariantParam>,
): ReturnType<VariantCell["backward"]> {
  const { Wx, Wh, pi, pf, po, R } = params;
  const peepBack = (dz: Matrix, row: "pi" | "pf" | "po", state: Matrix): Matrix => {
    if (v.noPeepholes) return dz.scale(0);
    grads[row].accumulate(dz.times(state).sumRows());
    return dz.timesRow({ pi, pf, po }[row]);
  };
  // h = o ⊙ y; the next time step's gates also saw o
  const dO = dState.h.times(y).plus(dState.o);
  const dzo = v.noOutputGate ? dO.scale(0) : dO.times(sigmoidSlope(o));
  // y = tanh(c), or c; c also feeds the output gate's peephole and the next time step
  const dy = dState.h.times(o);
  const throughY = v.noOutputActivation ? dy : dy.times(tanhSlope(y));
  const dc = throughY.plus(peepBack(dzo, "po", c)).plus(dState.c);
  // c = f ⊙ c₋ + i ⊙ g
  const df = dc.times(cPrev).plus(dState.f);
  const di = dc
    .times(g)
    .plus(dState.i)
    .minus(v.coupledGates ? df : df.scale(0)); // f = 1 − i
  const dg = dc.times(i);
  // the gates
  const dzi = v.noInputGate ? di.scale(0) : di.times(sigmoidSlope(i));
  const dzf = v.noForgetGate || v.coupledGates ? df.scale(0) : df.times(sigmoidSlope(f));
  const dzg = v.noInputActivation ? dg : dg.times(tanhSlope(g));
  const dcPrev = dc
    .times(f)
    .plus(peepBack(dzi, "pi", cPrev))
    .plus(peepBack(dzf, "pf", cPrev));
  // [i₋ f₋ o₋] R
  const dRecurrence = joinColumns([dzi, dzf, dzo]);
  if (v.fullGateRecurrence) grads.R.accumulate(gatesPrev.transpose().dot(dRecurrence));
  const dGatesPrev = v.fullGateRecurrence ? dRecurrence.dot(R.transpose()) : dRecurrence.scale(0);
  const [diPrev, dfPrev, doPrev] = dGatesPrev.splitColumns(3);
  // x Wx + h₋ Wh + b
  const dGates = joinColumns([dzi, dzf, dzg, dzo]);
  grads.Wx.accumulate(x.transpose().dot(dGates));
  grads.Wh.accumulate(hPrev.transpose().dot(dGates));
  grads.b.accumulate(dGates.sumRows());
  const dPrev = { h: dGates.dot(Wh.transpose()), c: dcPrev, i: diPrev, f: dfPrev, o: doPrev };
  return { dx: dGates.dot(Wx.transpose()), dPrev };
}

const ones = (like: Matrix): Matrix => Matrix.filled(like.rows, like.cols, 1, like.dtype);
const plusIf = (z: Matrix, addend: Matrix | undefined): Matrix => (addend ? z.plus(addend) : z);
