import { expect, it } from "vitest";
import { lstm } from "../../../src/library/cells/lstm.ts";
import type { TokenBatch } from "../../../src/library/data/batches.ts";
import { fusedAdam } from "../../../src/library/fused/adam.ts";
import { idleBytes, releaseIdleMemory } from "../../../src/library/fused/arena.ts";
import { fused } from "../../../src/library/fused/fused-layer.ts";
import { fusedLstm } from "../../../src/library/fused/lstm-steps.ts";
import { Workspace } from "../../../src/library/fused/workspace.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { train } from "../../../src/library/training/trainer.ts";

const MEGABYTE = 1e6;
/** Each takes about 5 s of an idle core; a busy machine may take its time. */
const PATIENCE = 120_000;

/** One forward pass and, if asked for, one backward pass of a shape of its own; about 0.3 to 2 MB. */
function runShape(k: number, backward: boolean): void {
  const layer = fused(lstm);
  const size = { input: 5 + (k % 7), hidden: 16 + (k % 31), dtype: "float32" as const };
  const [steps, batch] = [10 + (k % 41), 3 + (k % 11)];
  const random = createRandom(k);
  const params = layer.initParams(size, random);
  const xs = Array.from({ length: steps }, () => uniform(batch, size.input, 1, random).to("float32"));
  const { ys, cache } = layer.forward(params, xs, layer.initState(batch, size));
  if (backward) layer.backward(params, cache, { dys: ys }, zerosLike(params));
}

it("trains over 500 shapes in the memory of a few", { timeout: PATIENCE }, () => {
  for (let k = 0; k < 50; k++) runShape(k, true);
  const before = process.memoryUsage().rss;

  for (let k = 50; k < 550; k++) runShape(k, true);

  // A leak of 500 workspaces would be several hundred megabytes.
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MEGABYTE);
  expect(idleBytes()).toBeLessThan(40 * MEGABYTE);
  releaseIdleMemory();
  expect(idleBytes()).toBe(0);
});

it(
  "trains a model on 500 batches of different shapes in the memory of a few",
  { timeout: PATIENCE },
  async () => {
    const model = languageModel({ layer: lstm, tokens: 30, hidden: 40 });
    const batchAt = (update: number): TokenBatch => {
      const [steps, batch] = [10 + ((7 * update) % 41), 3 + (update % 13)];
      const random = createRandom(5, update);
      const ids = Array.from({ length: steps + 1 }, () =>
        Int32Array.from({ length: batch }, () => Math.floor(30 * random())),
      );
      const masks = ids.slice(1).map(() => new Uint8Array(batch).fill(1));
      return { inputs: ids.slice(0, -1), targets: ids.slice(1), masks };
    };
    const resident: number[] = [];

    await train({
      model,
      params: model.initParams(createRandom(1)),
      optimizer: fusedAdam({ rate: 1e-3 }),
      batchAt,
      updates: 500,
      onUpdate: () => void resident.push(process.memoryUsage().rss),
    });

    // Each shape takes about 0.2 to 2 MB in the kernels' memory, all 500 together half a gigabyte.
    expect(resident[499] - resident[99]).toBeLessThan(150 * MEGABYTE);
    expect(idleBytes()).toBeLessThan(40 * MEGABYTE);
  },
);

it("frees forward passes that never had a backward pass", { timeout: PATIENCE }, () => {
  const before = process.memoryUsage().rss;

  for (let k = 0; k < 500; k++) runShape(k, false);

  expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
});

it("gives memory back on request, and takes it up again", () => {
  releaseIdleMemory();
  const layer = fused(lstm);
  const size = { input: 3, hidden: 4 };
  const params = layer.initParams(size, createRandom(1));
  const { cache } = layer.forward(params, [new Matrix(2, 3)], layer.initState(2, size));
  expect(idleBytes()).toBe(0);

  layer.release(cache);

  expect(idleBytes()).toBeGreaterThan(0);
});

it("makes less than 1 kB of garbage per training step in a workspace", () => {
  const shape = { steps: 8, batch: 4, input: 3, hidden: 12, dtype: "float32" as const };
  const workspace = new Workspace(fusedLstm, shape);
  for (const values of Object.values(workspace.views.params)) values.fill(0.01);
  for (const values of Object.values(workspace.views.initial)) values.fill(0);
  workspace.views.xs.fill(0.5);
  const dys = Array.from({ length: shape.steps }, () => Matrix.filled(4, 12, 0.1, "float32"));
  const step = (): void => {
    workspace.forward();
    for (const name in workspace.views.dStates) workspace.views.dStates[name].fill(0);
    workspace.backward(dys, true);
  };
  for (let k = 0; k < 2000; k++) step(); // until everything is compiled
  const STEPS = 200;

  const perStep = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let k = 0; k < STEPS; k++) step();
    return (process.memoryUsage().heapUsed - before) / STEPS;
  }).sort((a, b) => a - b);

  expect(perStep[4]).toBeLessThan(1000);
  workspace.release();
  expect(() => workspace.forward()).toThrow(/has been released/);
});
