import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/library/cells/cell.ts";
import { createGru } from "../../../src/library/cells/gru.ts";
import { createGruResetBefore } from "../../../src/library/cells/gru-reset-before.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { createLstmVariant, lstmVariants } from "../../../src/library/cells/lstm-variants.ts";
import { peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { cellGradientErrors, expectRightGradients } from "../compare.ts";

const cells: Record<string, Cell> = {
  rnn: rnn as unknown as Cell,
  "relu rnn": reluRnn as unknown as Cell,
  lstm: lstm as unknown as Cell,
  "peephole lstm": peepholeLstm as unknown as Cell,
  "gru, cho, reset after": createGru({ update: "cho" }) as unknown as Cell,
  "gru, chung, reset after": createGru({ update: "chung" }) as unknown as Cell,
  "gru, cho, reset before": createGruResetBefore({ update: "cho" }) as unknown as Cell,
  "gru, chung, reset before": createGruResetBefore({ update: "chung" }) as unknown as Cell,
};
for (const [name, variant] of Object.entries(lstmVariants)) {
  cells[`lstm variant ${name}`] = createLstmVariant(variant) as unknown as Cell;
}
cells["lstm variant, coupled, full gate recurrence, no peepholes"] = createLstmVariant({
  coupledGates: true,
  fullGateRecurrence: true,
  noPeepholes: true,
}) as unknown as Cell;

describe.each(Object.entries(cells))("%s", (_name, cell) => {
  it("has right gradients in every parameter, input and initial state over four time steps", () => {
    const errors = cellGradientErrors(cell, { size: { input: 3, hidden: 5 }, batch: 2, steps: 4, seed: 1 });

    expectRightGradients(errors);
  });

  it("has right gradients for one example and one time step", () => {
    const errors = cellGradientErrors(cell, { size: { input: 4, hidden: 2 }, batch: 1, steps: 1, seed: 2 });

    expectRightGradients(errors);
  });

  it("keeps float32 all the way when its size asks for it", () => {
    const size = { input: 3, hidden: 5, dtype: "float32" as const };
    const params = cell.initParams(size, () => 0.25);
    const initial = cell.initState(2, size);

    const { state, cache } = cell.forward(params, initial.h.columns(0, 3), initial);
    const { dx, dPrev } = cell.backward(params, cache, state, { ...params });

    for (const matrix of [...Object.values(state), ...Object.values(dPrev), dx]) {
      expect(matrix.dtype).toBe("float32");
    }
  });
});
