import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { interleave } from "../notebook/kernel/interleavings.ts";
import { openSession } from "../notebook/kernel/kernel-session.ts";

it("answers every request over 200 random steps and leaves no process behind", async () => {
  const session = await openSession();

  const { ran } = await interleave(session, 200, 11);

  for (const { messages } of ran) {
    expect(messages.filter(({ header }) => header.msg_type === "execute_reply")).toHaveLength(1);
    expect(messages.filter(({ content }) => content.execution_state === "idle")).toHaveLength(1);
  }
  const pid = (await session.run("process.pid")).result;
  await session.end();
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});
