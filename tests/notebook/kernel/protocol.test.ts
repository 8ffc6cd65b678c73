import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "../../../src/notebook/format/message.ts";
import { openSession, parentOf, type Session } from "./kernel-session.ts";

let session: Session;
beforeAll(async () => {
  session = await openSession({ spare: true });
});
afterAll(() => session?.end());

describe("prompt", () => {
  it("asks the client and waits for the answer", async () => {
    const cell = session.send("execute_request", { code: 'prompt("How many?")', allow_stdin: true });
    const asked = await session.until(
      (m) => m.header.msg_type === "input_request" && parentOf(m) === cell.id,
    );

    session.kernel.send(request("input_reply", { value: "seven 7️⃣" }, "stdin"));

    expect(asked.content).toEqual({ prompt: "How many?", password: false });
    expect((await cell.done).result).toBe("'seven 7️⃣'");
  });

  it("can be interrupted", async () => {
    const cell = session.send("execute_request", {
      code: 'const kept = 5; prompt("?"); 1',
      allow_stdin: true,
    });
    await session.until((m) => m.header.msg_type === "input_request" && parentOf(m) === cell.id);

    expect(await session.kernel.interrupt()).toEqual({ stateKept: true });
    expect((await cell.done).reply.ename).toBe("KeyboardInterrupt");
    expect((await session.run("kept")).result).toBe("5");
  });

  it("fails with a reason where the client takes no input", async () => {
    const ran = await session.run('prompt("?")', { allow_stdin: false });

    expect(ran.reply.evalue).toContain("this client takes no input");
  });
});

describe("execute_request", () => {
  it("says nothing when it is silent, and counts only what it stores", async () => {
    const before = Number((await session.run("0")).reply.execution_count);
    const silent = await session.run('console.log("unheard"); 1', { silent: true });
    const unstored = await session.run("2", { store_history: false });

    expect(silent.messages.map(({ header }) => header.msg_type)).toEqual([
      "status",
      "execute_reply",
      "status",
    ]);
    expect(unstored.reply.execution_count).toBe(before);
    expect((await session.run("3")).reply.execution_count).toBe(before + 1);
  });

  it("evaluates user expressions after the cell, each with its own outcome", async () => {
    const { reply } = await session.run("const side = 3", {
      user_expressions: { area: "side ** 2", wrong: "nothing" },
    });

    expect(reply.user_expressions).toMatchObject({
      area: { status: "ok", data: { "text/plain": "9" } },
      wrong: { status: "error", ename: "TypeScriptError" },
    });
  });

  it("opens the pager for a name with a question mark", async () => {
    const { reply } = await session.run("Math?");

    expect(reply.payload).toMatchObject([
      { source: "page", data: { "text/plain": expect.stringContaining("Math") } },
    ]);
  });
});

describe("history", () => {
  it("gives the tail, a range and what matches a pattern", async () => {
    await session.run("111");
    await session.run("const found = 222");
    const { reply: last } = await session.run("333");

    const tail = await session.ask("history_request", { hist_access_type: "tail", n: 2, output: true });
    const range = await session.ask("history_request", {
      hist_access_type: "range",
      session: 0,
      start: last.execution_count,
      stop: Number(last.execution_count) + 1,
    });
    const search = await session.ask("history_request", {
      hist_access_type: "search",
      pattern: "*found*",
      n: 5,
    });

    expect((tail.reply.history as unknown[][]).map((entry) => entry[2])).toEqual([
      ["const found = 222", null],
      ["333", "333"],
    ]);
    expect(range.reply.history).toEqual([[1, last.execution_count, "333"]]);
    expect((search.reply.history as unknown[][]).map((entry) => entry[2])).toEqual(["const found = 222"]);
  });
});

describe("display control", () => {
  it("clears the output of a cell", async () => {
    const ran = await session.run('console.log("a"); console.clear(); console.log("b")');

    const types = ran.messages.map(({ header }) => header.msg_type);
    expect(types.indexOf("clear_output")).toBeGreaterThan(types.indexOf("stream"));
  });
});

describe("a spare process", () => {
  it("is what a restart takes, once it has been prepared", async () => {
    /** Whether the process after a restart had been started before it. */
    const isSpareTaken = async () => {
      const asked = Date.now();
      await session.kernel.restart();
      return Number((await session.run("performance.timeOrigin")).result) < asked;
    };

    await expect.poll(isSpareTaken, { interval: 5_000 }).toBe(true); // it is prepared 4 s after a start
    expect((await session.run("1 + 1")).result).toBe("2");
  });
});
