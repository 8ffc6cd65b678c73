import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { CheckResult } from "../../../src/notebook/format/check-result.ts";
import { chapter, openServer, type TemporaryServer } from "./temporary-server.ts";

let server: TemporaryServer;
afterEach(() => server.close());

const resultOf = (exercise: string, points: number): CheckResult => ({
  exercise,
  title: "One step forward",
  points,
  maxPoints: 4,
  checks: [
    { id: "a", title: "h has the shape", points, maxPoints: 4, status: points === 4 ? "passed" : "failed" },
  ],
  notes: [],
});

describe("checking an exercise", () => {
  it("gives the answer to the grader as it is, and its result back", async () => {
    const seen: unknown[] = [];
    server = await openServer({
      check: async (answer) => {
        seen.push(answer);
        return resultOf(answer.exercise, 3);
      },
    });

    const { status, json } = await server.send("POST", "/api/unrolled/check", {
      exercise: "X1.1",
      source: "const 한 = 1",
    });

    expect(status).toBe(200);
    expect(json).toEqual(resultOf("X1.1", 3));
    expect(seen).toEqual([{ exercise: "X1.1", source: "const 한 = 1" }]);
  });

  it("remembers the best points and counts the attempts", async () => {
    const points = [1, 4, 2];
    server = await openServer({ check: async ({ exercise }) => resultOf(exercise, points.shift()!) });

    for (let attempt = 0; attempt < 3; attempt++) {
      await server.send("POST", "/api/unrolled/check", { exercise: "X1.1", source: "" });
    }

    const { json } = await server.send("GET", "/api/unrolled/progress");
    expect(json.exercises["X1.1"]).toMatchObject({ points: 4, maxPoints: 4, attempts: 3 });
    expect((await server.send("GET", "/", undefined, { accept: "text/html" })).text).toContain(
      "1 of 1 exercise solved",
    );
  });

  it("that fails by itself says whose fault it is not, and counts nothing", async () => {
    server = await openServer({ check: () => Promise.reject(new Error("the grading process ended")) });

    const { status, json } = await server.send("POST", "/api/unrolled/check", {
      exercise: "X1.1",
      source: "",
    });

    expect(status).toBe(503);
    expect(json.message).toMatch(/the grading process ended\n.*Nothing was lost and no attempt was counted/s);
    expect((await server.send("GET", "/api/unrolled/progress")).json).toEqual({ exercises: {} });
  });

  it("needs an exercise and a source", async () => {
    server = await openServer();

    const { status, json } = await server.send("POST", "/api/unrolled/check", { exercise: "X1.1" });

    expect(status).toBe(400);
    expect(json.message).toBe("check: expected `exercise` and `source`, both texts.");
  });
});

describe("progress", () => {
  const record = {
    exercises: {
      "X3.1": { points: 2, maxPoints: 6, attempts: 5, lastAttempt: "2026-01-02T03:04:05Z", hints: 1 },
    },
  };

  it("can be taken to another computer", async () => {
    server = await openServer();

    await server.send("PUT", "/api/unrolled/progress", record);

    expect((await server.send("GET", "/api/unrolled/progress")).json).toEqual(record);
    expect(JSON.parse(readFileSync(join(server.own, "progress.json"), "utf8"))).toEqual(record);
  });

  it("keeps what it has when the new one is no record", async () => {
    server = await openServer();
    await server.send("PUT", "/api/unrolled/progress", record);

    const reply = await server.send("PUT", "/api/unrolled/progress", {
      exercises: { "X1.1": { points: "all" } },
    });

    expect(reply.status).toBe(400);
    expect((await server.send("GET", "/api/unrolled/progress")).json).toEqual(record);
  });

  it("counts the better of both, lowers nothing, and counts nothing twice", async () => {
    server = await openServer();
    await server.send("PUT", "/api/unrolled/progress", record);
    const other = {
      exercises: {
        "X3.1": { points: 1, maxPoints: 9, attempts: 7, lastAttempt: "2025-12-31T00:00:00Z", hints: 0 },
        "X4.2": { points: 3, maxPoints: 3, attempts: 1, hints: 0 },
      },
    };

    await server.send("PUT", "/api/unrolled/progress", other);
    const again = await server.send("PUT", "/api/unrolled/progress", other);

    expect(again.json).toEqual({
      exercises: {
        "X3.1": { points: 2, maxPoints: 6, attempts: 7, lastAttempt: "2026-01-02T03:04:05Z", hints: 1 },
        "X4.2": { points: 3, maxPoints: 3, attempts: 1, hints: 0 },
      },
    });
  });

  it("starts anew from a damaged file instead of stopping the course", async () => {
    server = await openServer();
    await server.send("PUT", "/api/unrolled/progress", record);
    writeFileSync(join(server.own, "progress.json"), '{"exer');

    expect((await server.send("GET", "/api/unrolled/progress")).json).toEqual({ exercises: {} });
    expect((await server.send("GET", "/")).status).toBe(200);
    expect(readFileSync(join(server.own, "progress.damaged.json"), "utf8")).toBe('{"exer');
  });
});

describe("hints and solutions", () => {
  const path = "/api/unrolled/exercises";

  it("come from whoever knows the exercises", async () => {
    server = await openServer();

    const before = await server.send("GET", `${path}/X1.1`);
    const after = await server.send("POST", `${path}/X1.1/hint`, {});

    expect(before.json).toMatchObject({ statement: "h = tanh(x Wx + h₋ Wh + b)", hints: [], hintsLeft: 1 });
    expect(after.json).toMatchObject({ hints: ["Add three terms."], hintsLeft: 0 });
  });

  it("that cannot be had say why", async () => {
    server = await openServer();

    const solution = await server.send("GET", `${path}/X1.1/solution`);
    const unknown = await server.send("GET", `${path}/X9.9`);

    expect([solution.status, unknown.status]).toEqual([404, 404]);
    expect(solution.json.message).toBe("The solution of X1.1 opens after an attempt.");
    expect(unknown.json.message).toBe('No exercise is called "X9.9".');
  });
});

describe("rendering markdown", () => {
  it("gives the same HTML as the pages have", async () => {
    server = await openServer();

    const { json } = await server.send("POST", "/api/unrolled/render", { markdown: "**$h_t$** <script>" });

    expect(json.html).toContain('<strong><span class="katex">');
    expect(json.html).toContain("&lt;script&gt;");
  });
});

describe("search", () => {
  it("finds the cell that holds all words, with its heading and line", async () => {
    server = await openServer();

    const { json } = await server.send("GET", "/api/unrolled/search?q=FIRST%20question");

    expect(json.hits).toEqual([
      {
        path: "04-vanishing.ipynb",
        title: "Why gradients \\to 0",
        cell: "intro",
        heading: "Why gradients $\\to 0$",
        line: "A **question** first.",
      },
    ]);
    expect((await server.send("GET", "/api/unrolled/search?q=first%20nowhere")).json.hits).toEqual([]);
    expect((await server.send("GET", "/api/unrolled/search")).json.hits).toEqual([]);
  });

  it("goes past a damaged notebook", async () => {
    server = await openServer();
    writeFileSync(join(server.root, "notebooks/00-broken.ipynb"), "{");

    expect((await server.send("GET", "/api/unrolled/search?q=closing")).json.hits[0].cell).toBe("answer");
  });
});

describe("exporting", () => {
  const path = "/api/unrolled/export/04-vanishing.ipynb";

  it.each([
    ["ipynb", "04-vanishing.ipynb", '"nbformat": 4'],
    ["html", "04-vanishing.html", "<!doctype html>"],
    ["ts", "04-vanishing.ts", 'const closing = "</script>" && 1 < 2;'],
  ])("gives a file to keep: %s", async (kind, name, part) => {
    server = await openServer();

    const { status, headers, text } = await server.send("GET", `${path}?as=${kind}`);

    expect(status).toBe(200);
    expect(headers["content-disposition"]).toBe(`attachment; filename*=UTF-8''${name}`);
    expect(text).toContain(part);
  });

  it("as TypeScript keeps the prose as comments, which cannot end early", async () => {
    server = await openServer();
    const cells = [{ ...chapter.cells[0]!, source: "# Title\n\nends */ here" }, chapter.cells[1]!];
    await server.send("PUT", "/api/contents/04-vanishing.ipynb", { content: { ...chapter, cells } });

    const { text } = await server.send("GET", `${path}?as=ts`);

    expect(text).toBe(
      '/*\n * # Title\n *\n * ends *\\/ here\n */\n\nconst closing = "</script>" && 1 < 2;\n',
    );
  });

  it("needs a known kind", async () => {
    server = await openServer();

    expect((await server.send("GET", path)).status).toBe(400);
  });
});
