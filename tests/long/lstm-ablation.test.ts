/** The stored ablation is what its configuration gives. With RECOMPUTE=1 it is written anew (format it afterwards). */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runLongLagTraining } from "../../src/library/experiments/long-lag-training.ts";
import {
  ablationConfig,
  storedAblation,
  withoutCurves,
} from "../../src/library/experiments/lstm-ablation.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/lstm-ablation.json");

it("stores what it would compute", async () => {
  const computed = withoutCurves(await runLongLagTraining(ablationConfig));

  if (process.env.RECOMPUTE) writeFileSync(file, `${JSON.stringify(computed)}\n`);
  const expected = process.env.RECOMPUTE ? computed : withoutCurves(storedAblation);

  expect(computed).toEqual(expected);
});
