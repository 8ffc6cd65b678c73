import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, type Session } from "./kernel-session.ts";

let session: Session;
beforeAll(async () => {
  session = await openSession({ env: { UNROLLED_KERNEL_MEMORY: "1500" } });
});
afterAll(() => session?.end());

/** After each hostile cell the kernel, or a fresh one, answers. */
async function answers(): Promise<void> {
  expect((await session.run("6 * 7")).result).toBe("42");
}

describe("a hostile cell", () => {
  it.each([
    ["an infinite loop", "while (true);"],
    ["a loop of microtasks", "for (;;) await null;"],
    ["an await without end", "await new Promise(() => {});"],
  ])("with %s can be stopped", async (_, code) => {
    const cell = session.send("execute_request", { code: `console.log("runs"); ${code}` });
    await session.untilPrinted(cell.id);
    await session.kernel.interrupt();

    expect((await cell.done).status).toBe("error");
    await answers();
  });

  it("that takes 5 GB is ended and told so", async () => {
    const ran = await session.run(
      "const all: Float64Array[] = []; for (let i = 0; i < 50; i++) all.push(new Float64Array(1.3e7).fill(i));",
    );

    expect(ran.status).toBe("error");
    expect(ran.text("stderr") + ran.all("error")[0]!.evalue).toMatch(/of memory; the limit is 1\.5 GB/);
    await answers();
  });

  it("that prints 100 MB has its output cut", async () => {
    const ran = await session.run(
      'const line = "x".repeat(999); for (let i = 0; i < 1e5; i++) console.log(line);',
    );

    expect(ran.status).toBe("ok");
    expect(ran.text("stdout").length).toBeLessThanOrEqual(1_000_000);
    expect(ran.text("stderr")).toContain("The output was cut after 1000000 characters");
    await answers();
  });

  it("that exits gets an error", async () => {
    expect((await session.run("process.exit(0)")).status).toBe("error");
    await answers();
  });

  it("that throws in a timer is told so", async () => {
    const cell = session.send("execute_request", {
      code: 'setTimeout(() => { throw new Error("in a timer") }, 10)',
    });
    await cell.done;

    await session.until((m) => m.header.msg_type === "error" && m.content.evalue === "in a timer");
    await answers();
  });

  it("that pollutes prototypes and globals does not disturb the next", async () => {
    await session.run(`
      (Object.prototype as any).polluted = "yes";
      (Array.prototype as any).extra = () => 1;
      (globalThis as any).process.exitCode = 9;`);
    await answers();

    await session.run('JSON.stringify = (() => "broken") as any');
    expect((await session.run("1")).status).toMatch(/ok|error/);
    await session.kernel.restart();
    await answers();
  });

  it("that overwrites the output functions leaves the kernel answering", async () => {
    await session.run(
      'process.stdout.write = (() => { throw new Error("mine") }) as any; console.log = () => {};',
    );

    await answers();
  });

  it("that updates a display 10,000 times sends the last state and fewer messages", async () => {
    const ran = await session.run(`
      const hook2 = (globalThis as any)[Symbol.for("unrolled.display")];
      hook2({ "text/plain": "start" }, { displayId: "many" });
      for (let i = 1; i <= 10000; i++) hook2({ "text/plain": String(i) }, { displayId: "many", update: true });`);

    const updates = ran.all("update_display_data");
    expect(updates.at(-1)!.data).toEqual({ "text/plain": "10000" });
    expect(updates.length).toBeLessThan(5000);
    await answers();
  });
});
