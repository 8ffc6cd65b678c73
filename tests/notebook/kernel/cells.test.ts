import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { busyUntilOpened, notebookFolder, openSession, type Session } from "./kernel-session.ts";

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session?.end());

describe("results and output", () => {
  it("shows the value of the last expression with its execution count", async () => {
    const ran = await session.run("const six = 6;\nsix * 7");

    expect(ran.result).toBe("42");
    expect(ran.all("execute_result")[0]!.execution_count).toBe(ran.reply.execution_count);
    expect(ran.all("execute_input")[0]).toEqual({
      code: "const six = 6;\nsix * 7",
      execution_count: ran.reply.execution_count,
    });
  });

  it("says busy first and idle last", async () => {
    const { messages } = await session.run("1");

    expect(messages[0]!.content).toEqual({ execution_state: "busy" });
    expect(messages.at(-1)!.content).toEqual({ execution_state: "idle" });
  });

  it("shows null but not undefined", async () => {
    expect((await session.run("null")).result).toBe("null");
    expect((await session.run("undefined")).result).toBeUndefined();
  });

  it("keeps standard output and standard error apart", async () => {
    const ran = await session.run(
      'console.log("out", [1]); console.error("err"); process.stdout.write("raw")',
    );

    expect(ran.text("stdout")).toBe("out [ 1 ]\nraw");
    expect(ran.text("stderr")).toBe("err\n");
  });

  it("sends output of a busy loop while the loop runs", async () => {
    const busy = busyUntilOpened();
    const cell = session.send("execute_request", { code: `console.log("first"); ${busy.code}` });

    const printed = await session.untilPrinted(cell.id); // only this lets the loop end
    busy.open();

    expect(printed.content.text).toBe("first\n");
    expect((await cell.done).status).toBe("ok");
  });

  it("shows several MIME types at once and updates a display by its id", async () => {
    const ran = await session.run(`
      const hook = (globalThis as any)[Symbol.for("unrolled.display")];
      hook({ "text/plain": "a", "application/x+json": { a: 1 } }, { displayId: "d" });
      hook({ "text/plain": "b" }, { displayId: "d", update: true });`);

    expect(ran.all("display_data")).toEqual([
      {
        data: { "text/plain": "a", "application/x+json": { a: 1 } },
        metadata: {},
        transient: { display_id: "d" },
      },
    ]);
    expect(ran.all("update_display_data")[0]).toMatchObject({ data: { "text/plain": "b" } });
  });

  it("lets an object say how it is shown", async () => {
    const ran = await session.run(
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>" }) })`,
    );

    expect(ran.all("execute_result")[0]!.data).toEqual({ "text/html": "<b>x</b>" });
  });

  it("serves tslab's own display functions", async () => {
    const ran = await session.run('import { display } from "tslab"; display.html("<i>y</i>");');

    expect(ran.all("display_data")[0]!.data).toEqual({ "text/html": "<i>y</i>" });
  });
});

describe("names across cells", () => {
  it("lets a closure see what another cell assigns", async () => {
    await session.run("let count = 0; function next() { return ++count }");

    expect((await session.run("count = 10; next()")).result).toBe("11");
    expect((await session.run("count")).result).toBe("11");
  });

  it("takes names of earlier cells in shorthand, destructuring and loops", async () => {
    await session.run("let left = 1, right = 2");

    const ran = await session.run(
      "[left, right] = [right, left]; ({ left } = { left: 7 }); ({ left, right })",
    );

    expect(ran.result).toBe("{ left: 7, right: 1 }");
  });

  it("takes a pattern's keys for keys, also where an earlier cell declared their type", async () => {
    await session.run("const halfLife = 5; const rows = [{ bias: 1, halfLife: 2 }]");

    expect((await session.run("rows.map(({ bias, halfLife: n }) => bias + n)")).result).toBe("[ 3 ]");
    expect((await session.run("const { halfLife: half } = rows[0]; half + halfLife")).result).toBe("7");
  });

  it("redeclares a name; closures keep the variable that they were written with", async () => {
    await session.run("let size = 1; const grow = () => ++size");
    await session.run('let size = "big"');

    expect((await session.run("grow()")).result).toBe("2");
    expect((await session.run("size")).result).toBe("'big'");
  });

  it("keeps the names that a failing cell reached, and the earlier ones that it did not", async () => {
    await session.run("const kept = 1");
    const failed = await session.run('const reached = 2; throw new Error("stop"); const kept = "later"');

    expect(failed.status).toBe("error");
    expect((await session.run("reached + kept")).result).toBe("3");
  });

  it("awaits at the top level, also in for await, and takes export, classes, enums and types", async () => {
    await session.run(
      "export const one = await Promise.resolve(1); class Box { value = one } enum Kind { A = 4 }",
    );
    await session.run("type Pair = { box: Box; kind: Kind }");

    const ran = await session.run(
      "let sum = 0; for await (const x of [1, 2]) sum += x; const pair: Pair = { box: new Box(), kind: Kind.A }; [sum, pair.box.value, pair.kind]",
    );

    expect(ran.result).toBe("[ 3, 1, 4 ]");
  });
});

describe("errors", () => {
  it("names the cell and line of an error thrown in another cell, without frames of the kernel", async () => {
    const defined = await session.run(
      "function fail(): never {\n  const n = 1;\n  throw new RangeError('no ' + n);\n}",
    );
    const ran = await session.run("1;\nfail();");

    const first = `cell ${defined.reply.execution_count}`;
    const second = `cell ${ran.reply.execution_count}`;
    expect(ran.reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "no 1" });
    const frames = ran.traceback.split("\n").filter((line) => line.startsWith("    at "));
    expect(frames).toEqual([`    at fail (${first}:3:9)`, `    at ${second}:2:1`]);
    expect(ran.traceback).toContain("3 |   throw new RangeError");
  });

  it("maps the stack that a cell prints itself", async () => {
    const ran = await session.run(
      "try {\n  null!.x;\n} catch (error) { console.log((error as Error).stack) }",
    );
    const ok = await session.run(
      "try {\n  JSON.parse('{');\n} catch (error) { console.log((error as Error).stack) }",
    );

    expect(ran.status).toBe("error"); // strict: null has no property x
    expect(ok.text("stdout")).toContain(`cell ${ok.reply.execution_count}:2:`);
    expect(ok.text("stdout")).not.toContain("node:");
  });

  it("reports type errors with cell, line, source and reason", async () => {
    const ran = await session.run('const fine = 1;\nconst wrong: { a: number } = { a: "x" };');

    expect(ran.reply.ename).toBe("TypeScriptError");
    expect(ran.reply.evalue).toBe(
      `cell ${ran.reply.execution_count}:2:32 - Type 'string' is not assignable to type 'number'.`,
    );
    expect(ran.traceback).toContain('2 | const wrong: { a: number } = { a: "x" };');
  });

  it("shows what was thrown when it is not an Error, and the cause when there is one", async () => {
    const thrown = await session.run("throw { code: 5 }");
    const caused = await session.run('throw new Error("outer", { cause: new Error("inner") })');

    expect(thrown.reply.evalue).toBe("{ code: 5 }");
    expect(caused.traceback).toContain("Caused by Error: inner");
  });

  it("aborts the cells that were queued behind a failing one", async () => {
    const failing = session.send("execute_request", { code: 'throw new Error("x")' });
    const queued = session.send("execute_request", { code: "1" });
    const [, aborted] = await Promise.all([failing.done, queued.done]);

    expect(aborted.status).toBe("aborted");
    expect((await session.run("2")).result).toBe("2");
  });

  it("runs the queued cells when the failing one asks not to stop", async () => {
    const failing = session.send("execute_request", { code: 'throw new Error("x")', stop_on_error: false });
    const queued = session.send("execute_request", { code: "1" });

    expect((await failing.done).status).toBe("error");
    expect((await queued.done).result).toBe("1");
  });

  it("gives late output and late errors to the cell that caused them", async () => {
    const cell = session.send("execute_request", {
      code: 'setTimeout(() => { console.log("late"); throw new Error("too late") }, 60); "ended"',
    });
    const { reply } = await cell.done;
    await session.run('console.log("another")');

    const late = await session.until((m) => m.header.msg_type === "error" && m.content.evalue === "too late");

    expect(late.parent_header).toMatchObject({ msg_id: cell.id });
    expect((late.content.traceback as string[])[0]).toContain(`cell ${reply.execution_count} started`);
    const output = session.heard.find((m) => m.header.msg_type === "stream" && m.content.text === "late\n");
    expect(output!.parent_header).toMatchObject({ msg_id: cell.id });
  });

  it("gives a rejected promise that nobody awaits to its cell", async () => {
    const cell = session.send("execute_request", { code: 'void Promise.reject(new Error("unheard"))' });
    await cell.done;

    const late = await session.until((m) => m.content.evalue === "unheard");

    expect(late.parent_header).toMatchObject({ msg_id: cell.id });
  });
});

describe("imports", () => {
  it("imports the library with its types", async () => {
    await session.run(
      'import { rnn } from "unrolled/cells"; import { createRandom } from "unrolled/numeric";',
    );

    const right = await session.run("rnn.initParams({ input: 2, hidden: 3 }, createRandom(1)).Wh.rows");
    const wrong = await session.run("rnn.initParams({ input: 2 }, createRandom(1))");

    expect(right.result).toBe("3");
    expect(wrong.reply.evalue).toContain("is not assignable to parameter of type 'Size'");
    expect(wrong.traceback).toContain("Property 'hidden' is missing");
  });

  it("imports the library also in the moment in which the idle kernel reads it", async () => {
    for (const milliseconds of [150, 300, 600]) {
      const fresh = await openSession();
      await new Promise((resolve) => setTimeout(resolve, milliseconds)); // it begins 200 ms after the start
      const imports = ["cells", "experiments", "figures", "numeric"].map(
        (name) => `import * as ${name} from "unrolled/${name}";`,
      );
      const ran = await fresh.run(`${imports.join(" ")} [typeof cells.lstm, typeof numeric.Matrix].join()`);
      await fresh.end();

      expect(ran.result).toBe("'object,function'");
    }
  }); // three kernels are started

  it("names the source line of an error inside the library", async () => {
    const ran = await session.run(
      'import { Matrix } from "unrolled/numeric";\nnew Matrix(2, 3).dot(new Matrix(2, 3));',
    );

    expect(ran.status).toBe("error");
    expect(ran.traceback).toMatch(/src\/library\/numeric\/[\w-]+\.ts:\d+:\d+/);
    expect(ran.traceback).toContain(`cell ${ran.reply.execution_count}:2:`);
  });

  it("imports Node's modules, ES modules and JSON, statically and dynamically", async () => {
    const ran = await session.run(
      'import { basename } from "node:path"; import { marked } from "marked"; const fs = await import("node:fs"); [basename("/a/b"), typeof marked.parse, typeof fs.statSync]',
    );

    expect(ran.result).toBe("[ 'b', 'function', 'function' ]");
  });

  it("takes TypeScript beside the notebook, and takes it again after it changed", async () => {
    const folder = notebookFolder();
    const local = await openSession({ cwd: folder });
    writeFileSync(join(folder, "lesson.ts"), "export const answer: number = 41;\n");
    const first = await local.run('import { answer } from "./lesson"; answer');
    await new Promise((resolve) => setTimeout(resolve, 20)); // file times have a resolution of some milliseconds
    writeFileSync(join(folder, "lesson.ts"), "export const answer: string = 'changed';\n");

    const second = await local.run('import { answer } from "./lesson"; answer.toUpperCase()');

    expect(first.result).toBe("41");
    expect(second.result).toBe("'CHANGED'");
    await local.end();
  });
});

describe("other requests", () => {
  it("completes, inspects and judges completeness", async () => {
    await session.run("/** How many. */\nconst total = [1, 2];");

    const complete = await session.ask("complete_request", { code: "total.fla", cursor_pos: 9 });
    const inspect = await session.ask("inspect_request", { code: "total", cursor_pos: 5, detail_level: 0 });
    const states = await Promise.all(
      ["const a = 1;", "function f() {", "const = 1 +* 2"].map((code) =>
        session.ask("is_complete_request", { code }),
      ),
    );

    expect(complete.reply).toMatchObject({
      matches: expect.arrayContaining(["flat", "flatMap"]),
      cursor_start: 6,
    });
    expect((inspect.reply.data as Record<string, string>)["text/plain"]).toContain("const total: number[]");
    expect(states.map(({ reply }) => reply.status)).toEqual(["complete", "incomplete", "invalid"]);
  });

  it("counts cursor positions in characters, not in UTF-16 units", async () => {
    const { reply } = await session.ask("complete_request", { code: '"🎲🎲"; Math.sqr', cursor_pos: 14 });

    expect(reply).toMatchObject({
      matches: expect.arrayContaining(["sqrt"]),
      cursor_start: 11,
      cursor_end: 14,
    });
  });

  it("answers kernel_info while a cell is busy", async () => {
    const busy = busyUntilOpened();
    const cell = session.send("execute_request", { code: `console.log("runs"); ${busy.code}` });
    await session.untilPrinted(cell.id);

    const info = await session.ask("kernel_info_request", {}); // only this lets the loop end
    busy.open();

    expect(info.reply).toMatchObject({ protocol_version: "5.4", language_info: { name: "typescript" } });
    expect((await cell.done).status).toBe("ok");
  });
});
