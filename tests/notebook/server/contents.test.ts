import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Notebook, parseNotebook, serializeNotebook } from "../../../src/notebook/format/notebook.ts";
import { createContents } from "../../../src/notebook/server/contents.ts";
import { chapter, openServer, type TemporaryServer, temporaryCourse } from "./temporary-server.ts";

const name = "04-vanishing.ipynb";
const address = `/api/contents/${name}`;

let server: TemporaryServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.close());

function withSource(source: string): Notebook {
  return { ...chapter, cells: [{ ...chapter.cells[0]!, source }, ...chapter.cells.slice(1)] };
}

const original = () => readFileSync(join(server.root, "notebooks", name), "utf8");
const copy = () => readFileSync(join(server.own, "notebooks", name), "utf8");
const save = (source: string, headers: Record<string, string> = {}, more: object = {}) =>
  server.send(
    "PUT",
    address,
    { type: "notebook", format: "json", content: withSource(source), ...more },
    headers,
  );

describe("saving a notebook", () => {
  it("writes the learner's copy and leaves the original as it was", async () => {
    const before = original();

    const reply = await save("# mine");

    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      path: name,
      type: "notebook",
      content: null,
      unrolled: { isCopy: true },
    });
    expect(original()).toBe(before);
    expect(parseNotebook(copy(), name).cells[0]!.source).toBe("# mine");
  });

  it("is what the next reading gives, which says that it is a copy", async () => {
    await save("# mine");

    const { json } = await server.send("GET", address);

    expect(json.content.cells[0].source).toBe("# mine");
    expect(json.unrolled).toMatchObject({ isCopy: true, hasOriginal: true, originalChanged: false });
  });

  it("without a change writes nothing: the version stays", async () => {
    await save("# mine");
    const first = await server.send("GET", address);

    const again = await save("# mine", { "if-match": String(first.headers.etag) });

    expect(again.headers.etag).toBe(first.headers.etag);
    expect(again.json.last_modified).toBe(first.json.last_modified);
  });

  it("refuses what is no notebook, and keeps what was there", async () => {
    await save("# mine");

    const reply = await server.send("PUT", address, { type: "notebook", content: { nbformat: 4, cells: 1 } });

    expect(reply.status).toBe(400);
    expect(reply.json.message).toMatch(/cells: expected a list, got 1\nNothing was saved\.$/);
    expect(parseNotebook(copy(), name).cells[0]!.source).toBe("# mine");
  });

  it("by an author goes into the original", async () => {
    const author = await openServer({ author: true });
    const content = withSource("# by the author");

    await author.send("PUT", address, { type: "notebook", content });

    const text = readFileSync(join(author.root, "notebooks", name), "utf8");
    await author.close();
    expect(text).toBe(serializeNotebook(content));
  });
});

describe("two writers of one file", () => {
  it("by If-Match: the second is told, and nothing is lost", async () => {
    const { etag } = (await server.send("GET", address)).headers;
    await save("# first tab", { "if-match": etag! });

    const second = await save("# second tab", { "if-match": etag! });

    expect(second.status).toBe(409);
    expect(second.json.message).toMatch(
      /has changed since you opened it.*Nothing was saved, so nothing is lost/s,
    );
    expect(parseNotebook(copy(), name).cells[0]!.source).toBe("# first tab");
  });

  it("by Jupyter's last_modified", async () => {
    await save("# one");
    const { json } = await server.send("GET", address);
    writeFileSync(join(server.own, "notebooks", name), serializeNotebook(withSource("# by another program")));
    utimesSync(join(server.own, "notebooks", name), new Date(), new Date(Date.now() + 5_000));

    const reply = await save("# two", {}, { last_modified: json.last_modified });

    expect(reply.status).toBe(409);
    expect(parseNotebook(copy(), name).cells[0]!.source).toBe("# by another program");
  });

  it("at the same moment: one is saved, the other told", async () => {
    const etag = String((await server.send("GET", address)).headers.etag);

    const replies = await Promise.all(["a", "b", "c"].map((source) => save(source, { "if-match": etag })));

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it("may save regardless, once told", async () => {
    await save("# first");

    expect((await save("# over it")).status).toBe(200);
    expect(parseNotebook(copy(), name).cells[0]!.source).toBe("# over it");
  });
});

describe("the original behind a copy", () => {
  it("is named when it has changed since the copy was made", async () => {
    await save("# mine");
    writeFileSync(join(server.root, "notebooks", name), serializeNotebook(withSource("# second edition")));

    const { json } = await server.send("GET", address);
    const page = await server.send("GET", `/notebooks/${name}`);

    expect(json.unrolled.originalChanged).toBe(true);
    expect(json.content.cells[0].source).toBe("# mine");
    expect(page.text).toContain("newer version of this notebook");
  });

  it("can be read beside the copy, to reset one cell", async () => {
    await save("# mine");

    const { json } = await server.send("GET", `${address}?original=1`);

    expect(json.content.cells[0].source).toBe(chapter.cells[0]!.source);
    expect(json.unrolled.isCopy).toBe(false);
  });

  it("shows again after a reset", async () => {
    await save("# mine");

    const reply = await server.send("DELETE", address);

    expect(reply.status).toBe(204);
    expect((await server.send("GET", address)).json).toMatchObject({ unrolled: { isCopy: false } });
    expect(existsSync(join(server.root, "notebooks", name))).toBe(true);
  });

  it("is the way out of a damaged copy, and the message says so", async () => {
    mkdirSync(join(server.own, "notebooks"), { recursive: true });
    writeFileSync(join(server.own, "notebooks", name), '{"cells": [');

    const reply = await server.send("GET", address);

    expect(reply.status).toBe(400);
    expect(reply.json.message).toMatch(/no JSON.*Reset the notebook to read the original again/s);
    expect((await server.send("DELETE", address)).status).toBe(204);
    expect((await server.send("GET", address)).status).toBe(200);
  });
});

describe("a learner's own notebook", () => {
  it("gets a free name, is listed, and is removed with its reset", async () => {
    const first = await server.send("POST", "/api/contents", { type: "notebook" });
    const second = await server.send("POST", "/api/contents", { type: "notebook" });

    expect([first.json.path, second.json.path]).toEqual(["Untitled.ipynb", "Untitled1.ipynb"]);
    await server.send("DELETE", "/api/contents/Untitled.ipynb");
    const { json } = await server.send("GET", "/api/contents");
    expect(json.content.map((entry: { path: string }) => entry.path)).toEqual([name, "Untitled1.ipynb"]);
  });
});

describe("renaming", () => {
  it("is for the learner's own notebooks, to names that are free", async () => {
    const { path } = (await server.send("POST", "/api/contents", { type: "notebook" })).json;
    const rename = (from: string, to: string) => server.send("PATCH", `/api/contents/${from}`, { path: to });

    expect((await rename(name, "mine.ipynb")).status).toBe(403);
    expect((await rename(path, name)).status).toBe(409);
    expect((await rename(path, "../out.ipynb")).status).toBe(404);
    expect((await rename(path, "내 노트.ipynb")).json.path).toBe("내 노트.ipynb");
    expect((await server.send("GET", `/api/contents/${path}`)).status).toBe(404);
    expect((await server.send("GET", `/api/contents/${encodeURIComponent("내 노트.ipynb")}`)).status).toBe(
      200,
    );
  });
});

describe("a server that is killed while it saves", () => {
  it("leaves a whole notebook, the old or the new one", async () => {
    const { root, remove } = temporaryCourse();
    const contents = createContents({ originals: join(root, "notebooks"), own: join(root, ".unrolled") });
    const lengths: number[] = [];

    for (let round = 0; round < 4; round++) {
      const writer = spawn(
        process.execPath,
        ["--import", "tsx", "--conditions=source", join(import.meta.dirname, "save-for-ever.ts"), root, name],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      await new Promise((resolve) => writer.stdout.once("data", resolve)); // it saves now, without a pause
      await new Promise((resolve) => setTimeout(resolve, 3 + 11 * round));
      writer.kill("SIGKILL");
      await new Promise((resolve) => writer.once("exit", resolve));

      const { text } = await contents.read(name);
      lengths.push(parseNotebook(text, name).cells[0]!.source.length);
    }

    const listed = await contents.list();
    const folder = readdirSync(join(root, ".unrolled/notebooks"));
    remove();
    expect(listed).toEqual([name]);
    expect(folder).toContain(name);
    expect(lengths.every((length) => length === 1_000_000)).toBe(true);
  });
});
