import { describe, it } from "vitest";
import type { Cell } from "../../../src/library/cells/cell.ts";
import { createGru } from "../../../src/library/cells/gru.ts";
import { createGruResetBefore } from "../../../src/library/cells/gru-reset-before.ts";
import { createLstmVariant, type GreffName, lstmVariants } from "../../../src/library/cells/lstm-variants.ts";
import { peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { backpropagate, unroll } from "../../../src/library/layers/recurrent.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { pytorch } from "../../fixtures/pytorch.ts";
import { expectClose, namedFromRows } from "../compare.ts";

/** The cell that a case of the fixture is about, by its title. */
function cellOf(title: string): Cell {
  const [kind, update, reset] = title.split(" ");
  if (kind === "peephole") return peepholeLstm as unknown as Cell;
  if (kind === "gru") {
    const options = { update: update as "cho" | "chung" };
    return (reset === "after" ? createGru(options) : createGruResetBefore(options)) as unknown as Cell;
  }
  return createLstmVariant(lstmVariants[kind as GreffName]) as unknown as Cell;
}

describe("cells that torch.nn lacks, against the same equations differentiated by PyTorch", () => {
  it.each(pytorch.cells)("$title", (reference) => {
    const cell = cellOf(reference.title);
    const params = namedFromRows(reference.params);
    const xs = reference.xs.map((x) => Matrix.fromRows(x));
    const grads = zerosLike(params);

    const { states, tape } = unroll(cell, params, xs, namedFromRows(reference.initial));
    const { dxs, dInitial } = backpropagate(cell, params, tape, reference.dStates.map(namedFromRows), grads);

    states.forEach((state, t) => {
      for (const [key, value] of Object.entries(state)) expectClose(value, reference.states[t][key]);
      expectClose(dxs[t], reference.dxs[t]);
    });
    for (const [key, value] of Object.entries(dInitial)) expectClose(value, reference.dInitial[key]);
    for (const [name, value] of Object.entries(grads)) expectClose(value, reference.grads[name]);
  });
});
