/** The vanilla recurrent cell for the shared run over a sequence: h = tanh(z), z = x Wx + h₋ Wh + b. */

import { bytesPer, type Take } from "./arena.ts";
import type { CellSteps, FusedCell } from "./cell-steps.ts";
import type { Tape } from "./tape.ts";

/** The vanilla cell, for `fused`. */
export const fusedRnn: FusedCell = { name: "rnn", gates: 1, layOut };

function layOut(tape: Tape, take: Take): CellSteps {
  const { kernels, shape, strides, h, dh } = tape;
  const { batch, hidden, dtype } = shape;
  const bytes = bytesPer(dtype);
  const Wh = take(hidden * hidden);
  const dWh = take(hidden * hidden);
  const packed = take(tape.packedLength(hidden, hidden));
  return {
    params: { Wx: tape.Wx, Wh, b: tape.b },
    grads: { Wx: tape.dWx, Wh: dWh, b: tape.db },
    states: { h },
    dStates: { h: dh },
    packForward: () => kernels.pack(packed.at, Wh.at, hidden, hidden, strides.h, bytes),
    packBackward: () => kernels.pack(packed.at, Wh.at, hidden, hidden, bytes, strides.h),

    forward(t, mask) {
      const hPrev = tape.at("h", t);
      const zHere = tape.at("z", t);
      kernels.product(batch, hidden, hidden, hPrev, strides.h, packed.at, zHere, strides.z, true);
      kernels.rnnForward(batch, hidden, zHere, hPrev, tape.at("h", t + 1), mask);
    },

    backward(t, mask) {
      const zHere = tape.at("z", t);
      kernels.rnnBackward(batch, hidden, zHere, tape.at("h", t + 1), dh.at, mask);
      kernels.product(batch, hidden, hidden, zHere, strides.z, packed.at, dh.at, strides.h, true);
    },

    addGradients(first, rows) {
      tape.addTransposedProduct(h.at + first * strides.h, hidden, rows, hidden, dWh.at, strides.h);
    },
  };
}
