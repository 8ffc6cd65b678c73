import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LanguageReply, LanguageRequest } from "../../../src/notebook/format/language-request.ts";
import { createNotebookLanguage } from "../../../src/notebook/server/language/notebook-language.ts";
import { openServer, type TemporaryServer } from "./temporary-server.ts";

const language = createNotebookLanguage(join(import.meta.dirname, "../../../notebooks"));

/** Asks about the last cell, at the place that | marks. */
function ask(kind: LanguageRequest["kind"], ...sources: string[]): LanguageReply {
  const position = sources.at(-1)!.indexOf("|");
  const cells = sources.map((source, index) => ({ id: `c${index}`, source: source.replace("|", "") }));
  return language.answer({ kind, cells, cell: cells.at(-1)!.id, position: Math.max(0, position) });
}

const labels = (reply: LanguageReply) => reply.completions!.items.map(({ label }) => label);

describe("the language service of a notebook", () => {
  it("completes names of the cells above, not of those below", () => {
    const cells = [
      { id: "a", source: "const learningRate = 0.1;" },
      { id: "b", source: "lear" },
      { id: "c", source: "const learnedLater = 1;" },
    ];

    const reply = language.answer({ kind: "complete", cells, cell: "b", position: 4 });

    expect(labels(reply)).toContain("learningRate");
    expect(labels(reply)).not.toContain("learnedLater");
    expect(reply.completions).toMatchObject({ from: 0, to: 4 });
  });

  it("completes the members of a value by its type", () => {
    const reply = ask("complete", "const words = ['a'];", "words.fla|");

    expect(labels(reply)).toEqual(["flat", "flatMap"]);
    expect(reply.completions).toMatchObject({ from: 6, to: 9 });
  });

  it("says the type of a name, with its documentation, across cells", () => {
    const reply = ask(
      "inspect",
      "/** Width of the state. */\nconst hidden = 32;",
      "const twice = hid|den * 2;",
    );

    expect(reply.inspection).toEqual({ type: "const hidden: 32", documentation: "Width of the state." });
  });

  it("takes a name that is declared again by its latest meaning", () => {
    const reply = ask("inspect", "const value = 1;", "const value = 'text' as string;", "va|lue");

    expect(reply.inspection?.type).toBe("const value: string");
  });

  it("says which parameter is being typed", () => {
    const reply = ask("signature", "function mix(first: number, second: string): void {}", "mix(1, |)");

    expect(reply.signature).toEqual({
      before: "mix(first: number, ",
      parameter: "second: string",
      after: "): void",
      documentation: "",
    });
  });

  it("finds type errors in the cell that is asked about, at their place", () => {
    const { problems } = ask("problems", "const bad: number = 'x';\nlet rate = 1;", "rate.toUpperCase();|");

    expect(problems).toEqual([
      {
        from: 5,
        to: 16,
        severity: "error",
        message: "Property 'toUpperCase' does not exist on type 'number'.",
      },
    ]);
  });

  it.each([
    ["top-level await", "await Promise.resolve(1)"],
    ["an assignment to a variable of another cell", "count += 1;"],
    ["a name declared again", "let count = 5;"],
    ["a cell that exports", "export function again(): void {}"],
    ["an expression alone", "count"],
    ["an empty cell", ""],
  ])("has nothing against %s", (_what, source) => {
    expect(ask("problems", "let count = 0;", source).problems).toEqual([]);
  });

  it("knows types of the cells above, and survives code that is half written", () => {
    const reply = ask(
      "inspect",
      "interface Step { h: number }",
      "const x = {",
      "const s: Step = { h: 1 }; s.|h",
    );

    expect(reply.inspection?.type).toBe("(property) Step.h: number");
  });

  it("sees what a cell exports, takes apart and imports", () => {
    const above =
      "export const depth = 3;\nconst { sum: [first] } = { sum: [1] };\nimport * as path from 'node:path';";

    expect(ask("problems", above, "[depth, first, path.sep]").problems).toEqual([]);
  });

  it("forgets cells that are gone", () => {
    ask("problems", "const first = 1;", "const gone = 2;", "gone");

    expect(ask("problems", "const first = 1;", "gone").problems?.[0]?.message).toContain(
      "Cannot find name 'gone'",
    );
  });
});

describe("/api/unrolled/language", () => {
  let server: TemporaryServer;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => server.close());

  it("answers from a process of its own", async () => {
    const cells = [{ id: "a", source: "const answer = 42;\nanswer" }];

    const { status, json } = await server.send("POST", "/api/unrolled/language", {
      kind: "inspect",
      cells,
      cell: "a",
      position: 20,
    });

    expect(status).toBe(200);
    expect(json.inspection.type).toBe("const answer: 42");
  });

  it("says what a request must have", async () => {
    const { status, json } = await server.send("POST", "/api/unrolled/language", {
      kind: "guess",
      cells: [1],
    });

    expect(status).toBe(400);
    expect(json.message).toContain("language: expected `kind`");
  });
});
