/**
 * The stored weights of the walkthroughs' two small models are what their training gives, and do what the walks need.
 * With RECOMPUTE=1 they are trained and written anew.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { PairBatch } from "../../src/library/data/pair-batch.ts";
import { greedyDecode } from "../../src/library/models/decoding.ts";
import type { Named } from "../../src/library/numeric/named.ts";
import { createRandom, randomInteger } from "../../src/library/numeric/random.ts";
import { adam } from "../../src/library/training/optimizers.ts";
import { train } from "../../src/library/training/trainer.ts";
import {
  END,
  letters,
  type ReversalModel,
  reversalConfigs,
  reversalModel,
  START,
  storedParams,
  wordLength,
} from "../../src/library/walkthroughs/reversal/model.ts";

const file = join(import.meta.dirname, "../../src/library/walkthroughs/reversal/stored/models.json");
const kinds = Object.keys(reversalConfigs) as ReversalModel[];

function batchOf(size: number, seed: number, update: number): PairBatch {
  const random = createRandom(seed, update);
  const words = Array.from({ length: size }, () =>
    Array.from({ length: wordLength }, () => randomInteger(letters, random)),
  );
  const targets = words.map((word) => [...word.reverse(), END]);
  const inputs = targets.map((target) => [START, ...target.slice(0, -1)]);
  const turned = (rows: number[][]) => rows[0]!.map((_, t) => Int32Array.from(rows, (row) => row[t]!));
  const sources = targets.map((target) => target.slice(0, -1).reverse());
  const ones = (times: number) => Array.from({ length: times }, () => new Uint8Array(size).fill(1));
  return {
    source: turned(sources),
    sourceMasks: ones(wordLength),
    inputs: turned(inputs),
    targets: turned(targets),
    masks: ones(wordLength + 1),
  };
}

async function trained(kind: ReversalModel): Promise<Named> {
  const { seed, updates, batch, rate } = reversalConfigs[kind];
  const model = reversalModel(kind);
  const params = model.initParams(createRandom(seed));
  await train({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => batchOf(batch, seed, update),
    updates,
    clipNorm: 1,
  });
  return params;
}

function shareRight(kind: ReversalModel, params: Named): number {
  const model = reversalModel(kind);
  const random = createRandom(99);
  const words = Array.from({ length: 200 }, () =>
    Array.from({ length: wordLength }, () => randomInteger(letters, random)),
  );
  const right = words.filter((word) => {
    const stepper = model.stepper(params, { source: word.map((token) => [token]) });
    const said = greedyDecode(stepper, { start: START, end: END, maxLength: 8 });
    return said.join() === [...word].reverse().join();
  });
  return right.length / words.length;
}

if (process.env.RECOMPUTE)
  it("stores the weights anew", async () => {
    const entries = await Promise.all(
      kinds.map(async (kind) => [kind, rounded(await trained(kind))] as const),
    );
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries))}\n`);
    for (const kind of kinds) console.log(kind, shareRight(kind, await trained(kind)));
  });

const rounded = (params: Named) =>
  Object.fromEntries(
    Object.entries(params).map(([name, { rows, cols, data }]) => [
      name,
      { rows, cols, data: Array.from(data, (value) => Math.round(value * 1000) / 1000) },
    ]),
  );

it.each(kinds)("stores what the training gives, %s", async (kind) => {
  const params = rounded(await trained(kind));
  const stored = storedParams(kind);

  // The same numbers on the same processor; another one rounds differently, and training spreads that.
  for (const [name, { data }] of Object.entries(params)) {
    expect(Math.max(...data.map((value, k) => Math.abs(value - stored[name]!.data[k]!))), name).toBeLessThan(
      0.2,
    );
  }
});

it("stores a model that knows the task with attention, and one that errs now and then without", () => {
  expect(shareRight("with attention", storedParams("with attention"))).toBeGreaterThan(0.97);
  const without = shareRight("without attention", storedParams("without attention"));
  expect(without).toBeGreaterThan(0.2);
  expect(without).toBeLessThan(0.9);
});
