/**
 * The LSTM, with and without peepholes, for the shared run over a sequence. Gates i f g o.
 *
 *   z = x Wx + h₋ Wh + b, peepholes of i and f on c₋, of o on c;  c = f ⊙ c₋ + i ⊙ g;  h = o ⊙ tanh(c)
 */

import { bytesPer, type Region, type Take } from "./arena.ts";
import { type CellSteps, type FusedCell, partOf } from "./cell-steps.ts";
import type { Tape } from "./tape.ts";

const GATES = 4;

/** The LSTM, for `fused`. */
export const fusedLstm: FusedCell = {
  name: "lstm",
  gates: GATES,
  layOut: (tape, take) => layOut(tape, take),
};
/** The peephole LSTM, for `fused`. */
export const fusedPeepholeLstm: FusedCell = {
  name: "peephole lstm",
  gates: GATES,
  layOut: (tape, take) => layOut(tape, take, createPeepholes(tape, take)),
};

function layOut(tape: Tape, take: Take, peepholes?: Peepholes): CellSteps {
  const { kernels, shape, strides, h, dh } = tape;
  const { steps, batch, hidden, dtype } = shape;
  const bytes = bytesPer(dtype);
  const columns = GATES * hidden;
  const Wh = take(hidden * columns);
  const dWh = take(hidden * columns);
  const c = take((steps + 1) * batch * hidden);
  const tanhC = take(steps * batch * hidden);
  const dc = take(batch * hidden);
  const packed = take(Math.max(tape.packedLength(hidden, columns), tape.packedLength(columns, hidden)));
  const peep = peepholes?.weights.at ?? 0;
  const stepBytes = batch * strides.h;
  return {
    params: { Wx: tape.Wx, Wh, b: tape.b, ...peepholes?.params },
    grads: { Wx: tape.dWx, Wh: dWh, b: tape.db, ...peepholes?.grads },
    states: { h, c },
    dStates: { h: dh, c: dc },
    packForward: () => kernels.pack(packed.at, Wh.at, hidden, columns, strides.z, bytes),
    packBackward: () => kernels.pack(packed.at, Wh.at, columns, hidden, bytes, strides.z),

    forward(t, mask) {
      const hPrev = tape.at("h", t);
      const cPrev = c.at + t * stepBytes;
      const z = tape.at("z", t);
      const cHere = cPrev + stepBytes;
      const tanhHere = tanhC.at + t * stepBytes;
      const hHere = hPrev + stepBytes;
      kernels.product(batch, columns, hidden, hPrev, strides.h, packed.at, z, strides.z, true);
      kernels.lstmForward(batch, hidden, z, peep, hPrev, cPrev, cHere, tanhHere, hHere, mask);
    },

    backward(t, mask) {
      const z = tape.at("z", t);
      const at = t * stepBytes;
      kernels.lstmBackward(batch, hidden, z, peep, c.at + at, tanhC.at + at, dh.at, dc.at, mask);
      kernels.product(batch, hidden, columns, z, strides.z, packed.at, dh.at, strides.h, true);
    },

    addGradients(first, rows) {
      tape.addTransposedProduct(h.at + first * strides.h, hidden, rows, columns, dWh.at, strides.z);
      peepholes?.addGradients(c, first, rows);
    },
  };
}

/** Peephole weights and their gradients, three rows pi pf po of [hidden] each. */
interface Peepholes {
  readonly weights: Region;
  readonly params: Record<string, Region>;
  readonly grads: Record<string, Region>;
  addGradients(c: Region, first: number, rows: number): void;
}

function createPeepholes({ kernels, shape, strides, z }: Tape, take: Take): Peepholes {
  const { batch, hidden, dtype } = shape;
  const bytes = bytesPer(dtype);
  const weights = take(3 * hidden);
  const grads = take(3 * hidden);
  const rowsOf = (region: Region): Record<string, Region> => ({
    pi: partOf(region, 0, hidden, bytes),
    pf: partOf(region, hidden, hidden, bytes),
    po: partOf(region, 2 * hidden, hidden, bytes),
  });
  return {
    weights,
    params: rowsOf(weights),
    grads: rowsOf(grads),

    /** dpi = Σ dzi ⊙ c₋, dpf = Σ dzf ⊙ c₋, dpo = Σ dzo ⊙ c. */
    addGradients(c, first, rows) {
      const cPrev = c.at + first * strides.h;
      const dz = z.at + first * strides.z;
      const into = grads.at;
      kernels.columnDots(rows, hidden, dz, strides.z, cPrev, strides.h, into);
      kernels.columnDots(rows, hidden, dz + strides.h, strides.z, cPrev, strides.h, into + strides.h);
      const dzo = dz + 3 * strides.h;
      const cHere = cPrev + batch * strides.h;
      kernels.columnDots(rows, hidden, dzo, strides.z, cHere, strides.h, into + 2 * strides.h);
    },
  };
}
