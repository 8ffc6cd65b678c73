import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { createGruResetBefore } from "../../../src/library/cells/gru-reset-before.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { type FusedLayer, fused } from "../../../src/library/fused/fused-layer.ts";
import { fromTorch, type TorchModule } from "../../../src/library/layers/torch.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { mapNamed, type Named, toDtype, zerosLike } from "../../../src/library/numeric/named.ts";
import type { Dtype } from "../../../src/library/numeric/numbers.ts";
import { type CellCase, pytorch, type RecurrentCase } from "../../fixtures/pytorch.ts";
import { expectClose, namedFromRows } from "../compare.ts";
import { promised } from "./parity.ts";

const layers: Record<string, FusedLayer> = { RNN: fused(rnn), LSTM: fused(lstm), GRU: fused(gru) };
const single = ({ module, layers: count, bidirectional }: RecurrentCase): boolean =>
  module in layers && count === 1 && !bidirectional;

const firstBlock = (states: Record<string, number[][][]>, dtype: Dtype): Named =>
  Object.fromEntries(Object.entries(states).map(([key, [block]]) => [key, Matrix.fromRows(block, dtype)]));

describe.each(["float64", "float32"] as const)("fused layers in %s against torch.nn", (dtype) => {
  const matrices = (rows: number[][][]): Matrix[] => rows.map((x) => Matrix.fromRows(x, dtype));
  /** Gradients of the fixtures reach about 10. */
  const tolerance = { forward: promised[dtype].forward, backward: 10 * promised[dtype].backward };

  it.each(pytorch.recurrent.filter(single))("$title", (reference) => {
    const layer = layers[reference.module];
    const torchModule = reference.module as TorchModule;
    const params = toDtype(fromTorch(torchModule, reference.stateDict), dtype);
    const grads = zerosLike(params);
    const { lengths } = reference;
    const masks = reference.xs.map((_, t) => lengths?.map((length) => (t < length ? 1 : 0)) ?? []);
    const options = lengths ? { masks } : {};

    const run = layer.forward(params, matrices(reference.xs), firstBlock(reference.initial, dtype), options);
    const gradients = { dys: matrices(reference.dys), dFinal: firstBlock(reference.dFinal, dtype) };
    const { dxs, dInitial } = layer.backward(params, run.cache, gradients, grads);

    run.ys.forEach((y, t) => {
      // PyTorch writes zeros into the padding; the library carries the state over.
      const visible = lengths
        ? y.timesColumn(
            Matrix.fromRows(
              masks[t].map((m) => [m]),
              dtype,
            ),
          )
        : y;
      expectClose(visible.to("float64"), reference.ys[t], tolerance.forward);
      expectClose(dxs[t].to("float64"), reference.dxs[t], tolerance.backward);
    });
    expectSame(run.final, firstBlock(reference.final, "float64"), tolerance.forward);
    expectSame(dInitial, firstBlock(reference.dInitial, "float64"), tolerance.backward);
    const { Wx, Wh } = fromTorch(torchModule, reference.dStateDict);
    expectSame(grads, { Wx, Wh }, tolerance.backward);
  });

  const cells: Record<string, FusedLayer> = {
    peephole: fused(peepholeLstm),
    "gru cho before": fused(createGruResetBefore()),
    "gru cho after": fused(gru),
  };

  it.each(pytorch.cells.filter(({ title }) => title in cells))("cell: $title", (reference: CellCase) => {
    const layer = cells[reference.title];
    const params = toDtype(namedFromRows(reference.params), dtype);
    const initial = toDtype(namedFromRows(reference.initial), dtype);

    const { ys, final } = layer.forward(params, matrices(reference.xs), initial);

    ys.forEach((y, t) => {
      expectClose(y.to("float64"), reference.states[t].h, tolerance.forward);
    });
    const last = namedFromRows(reference.states[reference.states.length - 1]);
    expectSame(final, last, tolerance.forward);
  });
});

function expectSame(actual: Named, expected: Named, tolerance: number): void {
  expect(Object.keys(expected).length).toBeGreaterThan(0);
  mapNamed(expected, (matrix, name) => {
    expectClose(actual[name].to("float64"), matrix, tolerance);
    return matrix;
  });
}
