/** What it takes to begin, and what every step leaves for the garbage collector. */

import { fusedLstm } from "../../src/library/fused/lstm-steps.ts";
import { Workspace } from "../../src/library/fused/workspace.ts";
import { Matrix } from "../../src/library/numeric/matrix.ts";
import type { Report } from "./report.ts";

const shape = { steps: 32, batch: 16, input: 32, hidden: 64, dtype: "float32" as const };

/** Must run before anything else has loaded the kernels. */
export function benchStart(report: Report): void {
  const before = process.cpuUsage();
  const workspace = new Workspace(fusedLstm, shape);
  const { user, system } = process.cpuUsage(before);
  report.ratio("start.cpu-milliseconds", (user + system) / 1e3, { relation: "<=", value: 10 });
  report.ratio("garbage.bytes-per-step", garbagePerStep(workspace), { relation: "<=", value: 1000 });
  workspace.release();
}

/** Median over rounds of the growth of the heap, in bytes per training step. */
function garbagePerStep(workspace: Workspace): number {
  const { views } = workspace;
  for (const values of Object.values(views.params)) values.fill(0.01);
  for (const values of Object.values(views.initial)) values.fill(0);
  views.xs.fill(0.5);
  const dys = Array.from({ length: shape.steps }, () =>
    Matrix.filled(shape.batch, shape.hidden, 0.1, "float32"),
  );
  const step = (): void => {
    workspace.forward();
    for (const name in views.dStates) views.dStates[name].fill(0);
    workspace.backward(dys, true);
  };
  for (let k = 0; k < 1000; k++) step();
  const rounds = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let k = 0; k < 50; k++) step();
    return (process.memoryUsage().heapUsed - before) / 50;
  });
  return Math.max(0, rounds.sort((a, b) => a - b)[4]);
}
