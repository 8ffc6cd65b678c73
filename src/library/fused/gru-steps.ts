/**
 * The gated recurrent unit for the shared run over a sequence, with either place of the reset gate. Gates r z n.
 *
 *   after the product:    q = h₋ Whn + bq,   n = tanh(x Wxn + bn + r ⊙ q)
 *   before the product:   q = r ⊙ h₋,        n = tanh(x Wxn + bn + q Whn)
 *   h = (1 − z) ⊙ n + z ⊙ h₋
 *
 * The recurrent weights serve as two matrices: those of r and z, and those of the candidate n. q is kept for
 * every time step; where the reset stands after the product, backward turns it into its gradient.
 */

import { bytesPer, type Region, type Take } from "./arena.ts";
import type { CellSteps, FusedCell } from "./cell-steps.ts";
import type { Tape } from "./tape.ts";

const GATES = 3;

/** The GRU with the reset after the product, for `fused`. */
export const fusedGru: FusedCell = { name: "gru", gates: GATES, layOut: layOutResetAfter };
/** The GRU with the reset before the product, for `fused`. */
export const fusedGruResetBefore: FusedCell = {
  name: "gru, reset before",
  gates: GATES,
  layOut: layOutResetBefore,
};

/** What both kinds share: weights, their packed halves, and the products with them. */
class GruWeights {
  readonly Wh: Region;
  readonly dWh: Region;
  readonly q: Region;
  /** Bytes of one time step of q. */
  readonly stepBytes: number;
  private readonly tape: Tape;
  private readonly packedGates: Region;
  private readonly packedCandidate: Region;

  constructor(tape: Tape, take: Take) {
    const { steps, batch, hidden } = tape.shape;
    this.tape = tape;
    this.Wh = take(hidden * GATES * hidden);
    this.dWh = take(hidden * GATES * hidden);
    this.q = take(steps * batch * hidden);
    this.stepBytes = batch * tape.strides.h;
    this.packedGates = take(
      Math.max(tape.packedLength(hidden, 2 * hidden), tape.packedLength(2 * hidden, hidden)),
    );
    this.packedCandidate = take(tape.packedLength(hidden, hidden));
  }

  packForward(): void {
    const { kernels, shape, strides } = this.tape;
    const { hidden, dtype } = shape;
    const bytes = bytesPer(dtype);
    kernels.pack(this.packedGates.at, this.Wh.at, hidden, 2 * hidden, strides.z, bytes);
    kernels.pack(this.packedCandidate.at, this.candidateAt(this.Wh), hidden, hidden, strides.z, bytes);
  }

  packBackward(): void {
    const { kernels, shape, strides } = this.tape;
    const { hidden, dtype } = shape;
    const bytes = bytesPer(dtype);
    kernels.pack(this.packedGates.at, this.Wh.at, 2 * hidden, hidden, bytes, strides.z);
    kernels.pack(this.packedCandidate.at, this.candidateAt(this.Wh), hidden, hidden, bytes, strides.z);
  }

  /** The candidate's columns of a matrix or of a row of z: they follow those of r and z. */
  candidateAt({ at }: { readonly at: number }): number {
    return at + 2 * this.tape.strides.h;
  }

  /** ar, az += hPrev · (Whr, Whz). */
  addGates(hPrev: number, z: number): void {
    const { kernels, shape, strides } = this.tape;
    const { batch, hidden } = shape;
    kernels.product(batch, 2 * hidden, hidden, hPrev, strides.h, this.packedGates.at, z, strides.z, true);
  }

  /** dh += (dar, daz) · (Whr, Whz)ᵀ. */
  addGatesGradient(dz: number, dh: number): void {
    const { kernels, shape, strides } = this.tape;
    const { batch, hidden } = shape;
    kernels.product(batch, hidden, 2 * hidden, dz, strides.z, this.packedGates.at, dh, strides.h, true);
  }

  /** to (+)= from · Whn, or · Whnᵀ after packBackward. */
  throughCandidate(
    from: number,
    fromStride: number,
    to: number,
    toStride: number,
    accumulate: boolean,
  ): void {
    const { kernels, shape } = this.tape;
    const { batch, hidden } = shape;
    const { at } = this.packedCandidate;
    kernels.product(batch, hidden, hidden, from, fromStride, at, to, toStride, accumulate);
  }

  /** The gates' half of dWh, from the packed dz. */
  addGatesWeightGradient(first: number, rows: number): void {
    const { h, shape, strides } = this.tape;
    const hPrev = h.at + first * strides.h;
    this.tape.addTransposedProduct(hPrev, shape.hidden, rows, 2 * shape.hidden, this.dWh.at, strides.z);
  }

  /** The candidate's half of dWh: aᵀ · d. Packs d in place of dz. */
  addCandidateWeightGradient(a: number, d: number, dStride: number, rows: number): void {
    const { hidden } = this.tape.shape;
    this.tape.packGradients(d, rows, hidden, dStride);
    this.tape.addTransposedProduct(a, hidden, rows, hidden, this.candidateAt(this.dWh), this.tape.strides.z);
  }
}

function layOutResetAfter(tape: Tape, take: Take): CellSteps {
  const { kernels, shape, strides, h, dh } = tape;
  const { batch, hidden } = shape;
  const weights = new GruWeights(tape, take);
  const { Wh, dWh, q, stepBytes } = weights;
  const bq = take(hidden);
  const dbq = take(hidden);
  return {
    params: { Wx: tape.Wx, Wh, b: tape.b, bq },
    grads: { Wx: tape.dWx, Wh: dWh, b: tape.db, bq: dbq },
    states: { h },
    dStates: { h: dh },
    packForward: () => weights.packForward(),
    packBackward: () => weights.packBackward(),

    forward(t, mask) {
      const hPrev = tape.at("h", t);
      const z = tape.at("z", t);
      const qHere = q.at + t * stepBytes;
      weights.addGates(hPrev, z);
      kernels.fillRows(batch, hidden, bq.at, qHere);
      weights.throughCandidate(hPrev, strides.h, qHere, strides.h, true);
      kernels.gruAfterForward(batch, hidden, z, qHere, hPrev, tape.at("h", t + 1), mask);
    },

    backward(t, mask) {
      const z = tape.at("z", t);
      const qHere = q.at + t * stepBytes;
      kernels.gruAfterBackward(batch, hidden, z, qHere, tape.at("h", t), dh.at, mask);
      weights.addGatesGradient(z, dh.at);
      weights.throughCandidate(qHere, strides.h, dh.at, strides.h, true);
    },

    addGradients(first, rows) {
      const dq = q.at + first * strides.h;
      weights.addGatesWeightGradient(first, rows);
      weights.addCandidateWeightGradient(h.at + first * strides.h, dq, strides.h, rows);
      kernels.columnSums(rows, hidden, dq, strides.h, dbq.at);
    },
  };
}

function layOutResetBefore(tape: Tape, take: Take): CellSteps {
  const { kernels, shape, strides, h, dh } = tape;
  const { batch, hidden } = shape;
  const weights = new GruWeights(tape, take);
  const { Wh, dWh, q, stepBytes } = weights;
  const dq = take(batch * hidden);
  return {
    params: { Wx: tape.Wx, Wh, b: tape.b },
    grads: { Wx: tape.dWx, Wh: dWh, b: tape.db },
    states: { h },
    dStates: { h: dh },
    packForward: () => weights.packForward(),
    packBackward: () => weights.packBackward(),

    forward(t, mask) {
      const hPrev = tape.at("h", t);
      const z = tape.at("z", t);
      const qHere = q.at + t * stepBytes;
      weights.addGates(hPrev, z);
      kernels.gruBeforeGates(batch, hidden, z, hPrev, qHere);
      weights.throughCandidate(qHere, strides.h, weights.candidateAt({ at: z }), strides.z, true);
      kernels.gruBeforeOutput(batch, hidden, z, hPrev, tape.at("h", t + 1), mask);
    },

    backward(t, mask) {
      const hPrev = tape.at("h", t);
      const z = tape.at("z", t);
      kernels.gruBeforeOutputBackward(batch, hidden, z, hPrev, dh.at, mask);
      weights.throughCandidate(weights.candidateAt({ at: z }), strides.z, dq.at, strides.h, false);
      kernels.gruBeforeGatesBackward(batch, hidden, z, hPrev, dq.at, dh.at);
      weights.addGatesGradient(z, dh.at);
    },

    addGradients(first, rows) {
      const dan = weights.candidateAt({ at: tape.z.at + first * strides.z });
      weights.addGatesWeightGradient(first, rows);
      weights.addCandidateWeightGradient(q.at + first * strides.h, dan, strides.z, rows);
    },
  };
}
