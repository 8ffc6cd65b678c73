import { expect, it } from "vitest";
import { interleave } from "./interleavings.ts";
import { openSession } from "./kernel-session.ts";

it("gives every request its reply and idle, whatever happens in between", async () => {
  const session = await openSession();

  const { ran } = await interleave(session, 30, 7);

  for (const { messages } of ran) {
    expect(messages.filter(({ header }) => header.msg_type === "execute_reply")).toHaveLength(1);
    expect(messages.filter(({ content }) => content.execution_state === "idle")).toHaveLength(1);
  }
  expect((await session.run("6 * 7")).result).toBe("42");
  await session.end();
  expect(session.kernel.state).toBe("dead");
});
