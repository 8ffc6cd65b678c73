import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, parentOf, type Ran, type Session } from "./kernel-session.ts";

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session?.end());

/** Sends a cell that prints and then goes on; resolves when it has come so far. */
async function startCell(code: string): Promise<{ readonly done: Promise<Ran> }> {
  const { id, done } = session.send("execute_request", { code });
  await session.untilPrinted(id);
  return { done };
}

describe("interrupt", () => {
  it("stops a loop and keeps the variables", async () => {
    await session.run("let steps = 0");
    const cell = await startCell("while (true) if (++steps === 1) console.log(steps);");

    const outcome = await session.kernel.interrupt();

    expect(outcome).toEqual({ stateKept: true });
    expect((await cell.done).reply.ename).toBe("KeyboardInterrupt");
    expect((await session.run("steps > 0")).result).toBe("true");
  });

  it("stops an await and keeps the variables", async () => {
    await session.run("let label = 'kept'");
    const cell = await startCell("const before = 1; console.log(before); await new Promise(() => {})");

    const outcome = await session.kernel.interrupt();

    expect(outcome).toEqual({ stateKept: true });
    expect((await cell.done).status).toBe("error");
    expect((await session.run("label + before")).result).toBe("'kept1'");
  });

  it("stops this cell and not the next, where the signal comes just as the first await begins", async () => {
    for (let time = 0; time < 10; time++) {
      const cell = session.send("execute_request", {
        code: 'console.log("runs"); await new Promise(() => {});',
      });
      await session.untilPrinted(cell.id);
      await session.kernel.interrupt();
      expect((await cell.done).status).toBe("error");

      const next = await session.run("for (const end = Date.now() + 20; Date.now() < end; );");
      expect([time, next.status]).toEqual([time, "ok"]);
    }
  });

  it("keeps the variables and the next cell, at whatever moment of a short cell it comes", async () => {
    await session.run("let rounds = 0");
    for (let round = 1; round <= 60; round++) {
      const cell = session.send("execute_request", { code: `rounds = ${round}; await null;` });
      await new Promise((resolve) => setTimeout(resolve, (round % 20) * 2)); // converting, compiling, running, over

      const outcome = await session.kernel.interrupt();

      await cell.done;
      expect([round, outcome.stateKept]).toEqual([round, true]);
      expect((await session.run("for (let k = 0; k < 1e6; k++); typeof rounds")).result).toBe("'number'");
    }
  });

  it("ends what cannot be interrupted, says that the state is lost, and takes cells again", async () => {
    await session.run("let gone = 1");
    const cell = await startCell(
      "for (let turn = 0; ; turn++) { await null; if (turn === 1) console.log(turn); }",
    );
    const interrupted = session.kernel.interrupt();
    const { reply } = await cell.done;

    expect(await interrupted).toEqual({ stateKept: false });
    expect(reply.evalue).toContain("all variables are lost");
    expect((await session.run("typeof gone")).reply.evalue).toContain("gone");
    expect((await session.run("1 + 1")).result).toBe("2");
  });

  it("ends a cell that is still being compiled, however long that takes, before it runs", async () => {
    await session.run("let ran = false");
    const longToCompile = `ran = true;\n${"Math.sqrt(2 + 3 * 4);\n".repeat(8_000)}`;
    const cell = session.send("execute_request", { code: longToCompile });
    await session.until((m) => m.header.msg_type === "execute_input" && parentOf(m) === cell.id);

    const outcome = await session.kernel.interrupt();

    expect(outcome).toEqual({ stateKept: true });
    expect((await cell.done).reply.ename).toBe("KeyboardInterrupt");
    expect((await session.run("ran")).result).toBe("false");
  });

  it("does nothing when no cell runs", async () => {
    expect(await session.kernel.interrupt()).toEqual({ stateKept: true });
    expect((await session.run("3")).result).toBe("3");
  });
});

describe("the end of the process", () => {
  it.each([
    ["process.exit", "process.exit(3)", /exit code 3/],
    ["a crash", 'process.kill(process.pid, "SIGSEGV"); for (;;);', /SIGSEGV/],
    ["its own end by a signal", 'process.kill(process.pid, "SIGKILL")', /SIGKILL/],
  ])("after %s tells the cell and starts afresh", async (_, code, reason) => {
    const ran = await session.run(code);

    expect(ran.status).toBe("error");
    expect(ran.all("error")[0]!.evalue).toMatch(reason);
    expect(ran.all("error")[0]!.evalue).toContain("all variables are lost");
    expect((await session.run("40 + 2")).result).toBe("42");
  });

  it("aborts the cells that wait, and answers other requests with an error", async () => {
    const first = session.send("execute_request", {
      code: "await new Promise((r) => setTimeout(r, 200)); process.exit(0)",
    });
    const second = session.send("execute_request", { code: "1" });
    const [died, aborted] = await Promise.all([first.done, second.done]);

    expect(died.status).toBe("error");
    expect(aborted.status).toBe("aborted");
  });

  it("restarts on request, with fresh variables", async () => {
    await session.run("var old = 1");

    await session.kernel.restart();

    expect(session.kernel.state).toBe("idle");
    expect((await session.run("typeof old")).status).toBe("error");
  });
});

describe("cells cannot reach the supervisor", () => {
  it("have no process.send, and a forged line is not a message", async () => {
    const ran = await session.run(`
      import { writeSync } from "node:fs";
      writeSync(3, JSON.stringify({ channel: "iopub", header: { msg_type: "forged" }, content: {} }) + "\\n");
      typeof (process as any).send`);

    expect(ran.result).toBe("'undefined'");
    expect(session.heard.some(({ header }) => header.msg_type === "forged")).toBe(false);
    expect((await session.run("1")).result).toBe("1");
  });
});

describe("a process whose parent died", () => {
  it.each(["1", "while (true);"])("ends, also while it runs %s", async (code) => {
    const parent = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "orphan-parent.ts"), code],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const pid = Number(await firstLine(parent));

    parent.kill("SIGKILL");

    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout!.setEncoding("utf8").once("data", resolve));
}

function isAlive(pid: number): boolean {
  if (existsSync("/proc")) return existsSync(`/proc/${pid}`);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
