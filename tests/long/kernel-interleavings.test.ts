import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { interleave } from "../notebook/kernel/interleavings.ts";
import { openSession } from "../notebook/kernel/kernel-session.ts";

const sequences = 200;
const stepsEach = 3;

it("answers every request over 200 random sequences and leaves no process behind", async () => {
  const session = await openSession();

  const outcomes: Awaited<ReturnType<typeof interleave>>[] = [];
  for (let seed = 1; seed <= sequences; seed++) outcomes.push(await interleave(session, stepsEach, seed));

  for (const { steps, ran } of outcomes)
    for (const { messages } of ran) {
      expect(
        messages.filter(({ header }) => header.msg_type === "execute_reply"),
        `${steps}`,
      ).toHaveLength(1);
      expect(
        messages.filter(({ content }) => content.execution_state === "idle"),
        `${steps}`,
      ).toHaveLength(1);
    }
  expect(new Set(outcomes.map(({ steps }) => steps.join())).size).toBeGreaterThan(0.8 * sequences);
  const pid = (await session.run("process.pid")).result;
  await session.end();
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});
