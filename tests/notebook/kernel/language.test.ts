/** What TypeScript can do that tslab's older compiler cannot, and what a cell may import. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFolder, openSession, project, type Ran, type Session } from "./kernel-session.ts";

let session: Session;
let folder: string;
beforeAll(async () => {
  folder = notebookFolder({ shared: false });
  writePackages(join(folder, "node_modules"));
  session = await openSession({ cwd: folder });
});
afterAll(() => session?.end());

const run = (code: string): Promise<Ran> => session.run(code);

describe("using", () => {
  beforeAll(async () => {
    await run(`
      const log: string[] = [];
      const open = (name: string) => ({ name, [Symbol.dispose]() { log.push("end " + name) } });
      const openLater = (name: string) => ({ async [Symbol.asyncDispose]() { await null; log.push("end " + name) } });
      const story = (): string => log.splice(0).join(", ");`);
  });

  it("disposes at the end of a function, in reverse order, also after an error", async () => {
    await run(
      'function work(fail: boolean) { using a = open("a"); using b = open("b"); if (fail) throw new Error(b.name); log.push(a.name) }',
    );

    expect((await run("work(false); story()")).result).toBe("'a, end b, end a'");
    expect((await run("work(true)")).reply.evalue).toBe("b");
    expect((await run("story()")).result).toBe("'end b, end a'");
  });

  it("disposes at the end of the cell, in which the name is known to other cells too", async () => {
    const ran = await run(
      'using top = open("top"); await using late = openLater("late"); log.push("in " + top.name); story()',
    );

    expect(ran.result).toBe("'in top'");
    expect((await run("top.name + ': ' + story()")).result).toBe("'top: end late, end top'");
  });

  it("works in loops and blocks, with await and without", async () => {
    const ran = await run(
      'for (using each of [open("x"), open("y")]) log.push(each.name); { await using z = openLater("z"); } story()',
    );

    expect(ran.result).toBe("'x, end x, y, end y, end z'");
  });

  it("keeps types and positions: errors name the line as it was written", async () => {
    const wrong = await run('1;\nusing wrong: { size: number } = open("w");');
    const thrown = await run('function f() {\n  using a = open("a");\n  throw new Error("here");\n}\nf();');
    const number = await run("using five = 5");

    expect(wrong.reply.evalue).toContain(
      `cell ${wrong.reply.execution_count}:2:7 - Property 'size' is missing in type '{ name: string;`,
    );
    expect(thrown.traceback).toContain(`at f (cell ${thrown.reply.execution_count}:3:9)`);
    expect(number.reply.evalue).toContain("expected a value with a method [Symbol.dispose], got number");
  });

  it("is complete code, and is completed", async () => {
    const state = await session.ask("is_complete_request", { code: 'using a = open("a");' });
    const complete = await session.ask("complete_request", {
      code: 'using a = open("a"); a.na',
      cursor_pos: 25,
    });

    expect(state.reply.status).toBe("complete");
    expect(complete.reply.matches).toContain("name");
  });
});

describe("imports", () => {
  it("takes JSON beside the notebook, with its types, and takes it again after it changed", async () => {
    const path = join(folder, "config.json");
    writeFileSync(path, '{ "rate": 0.5 }');
    const first = await run('import config from "./config.json" with { type: "json" }; config.rate * 2');
    writeFileSync(path, '{ "rate": "fast" }');
    const second = await run('import config from "./config.json"; config.rate.toUpperCase()');
    const dynamic = await run('(await import("./config.json", { with: { type: "json" } })).default.rate');

    expect([first.result, second.result, dynamic.result]).toEqual(["1", "'FAST'", "'fast'"]);
  });

  it("takes packages that await at their top level, statically and dynamically", async () => {
    const named = await run('import word, { ready } from "slow-package"; [word, ready]');
    const dynamic = await run('(await import("slow-package")).ready');

    expect([named.result, dynamic.result]).toEqual(["[ 'default', 7 ]", "7"]);
  });

  it("finds a local module that was written after its import had failed", async () => {
    const failed = await run('import { made } from "./made"; made');
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep/part.ts"), "export const part = 4;");
    writeFileSync(
      join(folder, "made.ts"),
      'import { part } from "./deep/part.ts"; export const made: number = part + 1;',
    );

    const found = await run('import { made } from "./made"; made');

    expect(failed.reply.evalue).toContain("Cannot find module './made'");
    expect(found.result).toBe("5");
  });

  it("takes `using` in a local module", async () => {
    writeFileSync(
      join(folder, "resource.ts"),
      "export function size() { using a = { n: 3, [Symbol.dispose]() { a.n = 0 } }; return a.n }",
    );

    expect((await run('import { size } from "./resource.ts"; size()')).result).toBe("3");
  });

  it("knows where it is", async () => {
    const ran = await run("import.meta.dirname === __dirname && import.meta.url.startsWith('file://')");

    expect(ran.result).toBe("true");
  });
});

/** A package that awaits at its top level, and the types of Node. */
function writePackages(modules: string): void {
  const slow = join(modules, "slow-package");
  mkdirSync(slow, { recursive: true });
  mkdirSync(join(modules, "@types"));
  symlinkSync(join(project, "node_modules/@types/node"), join(modules, "@types/node"));
  const exports = { ".": { types: "./index.d.ts", default: "./index.js" } };
  writeFileSync(
    join(slow, "package.json"),
    JSON.stringify({ name: "slow-package", type: "module", exports }),
  );
  writeFileSync(
    join(slow, "index.js"),
    "export const ready = await new Promise((r) => setTimeout(r, 20, 7)); export default 'default';",
  );
  writeFileSync(
    join(slow, "index.d.ts"),
    "export const ready: number; declare const word: string; export default word;",
  );
}
