/**
 * /api/contents as Jupyter's clients know it: one folder of notebooks. What is ours is named `unrolled`
 * in the model, and the `ETag` / `If-Match` headers, by which a save tells which version it saw.
 */

import { validateNotebook } from "../format/notebook.ts";
import { type Contents, parseStored, type StoredNotebook } from "./contents.ts";
import { type Exchange, HttpError, readObject, sendJson } from "./exchange.ts";
import { type Route, route } from "./route.ts";

/** In bytes; a notebook with many figures is a few megabytes. */
export const largestNotebook = 64e6;

export function contentsRoutes(contents: Contents): Route[] {
  const send = (exchange: Exchange, status: number, stored: StoredNotebook, withContent: boolean) =>
    sendJson(exchange, status, notebookModel(stored, withContent), { etag: `"${stored.version}"` });

  return [
    route("GET /api/contents", async (exchange) => {
      const withContent = exchange.query.get("content") !== "0";
      sendJson(exchange, 200, await folderModel(contents, withContent));
    }),
    route("POST /api/contents", async (exchange) => {
      const stored = await createUntitled(contents, await readObject(exchange.request));
      send(exchange, 201, stored, false);
    }),
    route("GET /api/contents/:name", async (exchange, { name }) => {
      const original = exchange.query.get("original") === "1";
      const stored = await (original ? contents.readOriginal(name!) : contents.read(name!));
      send(exchange, 200, stored, exchange.query.get("content") !== "0");
    }),
    route("PUT /api/contents/:name", async (exchange, { name }) => {
      const body = await readObject(exchange.request, largestNotebook);
      if (body.type !== undefined && body.type !== "notebook") {
        throw new HttpError(400, "Only notebooks can be saved here.");
      }
      const notebook = validateNotebookOfClient(body.content, name!);
      const stored = await contents.write(name!, notebook, seenVersion(exchange, body));
      send(exchange, 200, stored, false);
    }),
    route("PATCH /api/contents/:name", async (exchange, { name }) => {
      const { path } = await readObject(exchange.request);
      if (typeof path !== "string") throw new HttpError(400, "Renaming needs the new `path`.");
      send(exchange, 200, await contents.rename(name!, path), false);
    }),
    route("DELETE /api/contents/:name", async (exchange, { name }) => {
      await contents.reset(name!);
      sendJson(exchange, 204);
    }),
    // Jupyter asks for a checkpoint at each save. The original is ours, so none is kept.
    route("GET /api/contents/:name/checkpoints", (exchange) => sendJson(exchange, 200, [])),
    route("POST /api/contents/:name/checkpoints", async (exchange, { name }) => {
      const { modified } = await contents.read(name!);
      sendJson(exchange, 201, { id: "last-save", last_modified: modified.toISOString() });
    }),
  ];
}

function validateNotebookOfClient(content: unknown, name: string) {
  try {
    return validateNotebook(content, name);
  } catch (error) {
    throw new HttpError(400, `${(error as Error).message}\nNothing was saved.`);
  }
}

function seenVersion(
  exchange: Exchange,
  body: Record<string, unknown>,
): { version?: string; modified?: string } {
  const tag = /^"?([0-9a-f]+)"?$/.exec(exchange.request.headers["if-match"] ?? "")?.[1];
  if (tag !== undefined) return { version: tag };
  return typeof body.last_modified === "string" ? { modified: body.last_modified } : {};
}

async function createUntitled(contents: Contents, body: Record<string, unknown>): Promise<StoredNotebook> {
  if (body.type !== "notebook") throw new HttpError(400, "Only notebooks can be made here.");
  const taken = new Set(await contents.list());
  let name = "Untitled.ipynb";
  for (let number = 1; taken.has(name); number++) name = `Untitled${number}.ipynb`;
  return await contents.write(name, { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
}

async function folderModel(contents: Contents, withContent: boolean) {
  const notebooks = withContent
    ? await Promise.all(
        (await contents.list()).map(async (name) => notebookModel(await contents.read(name), false)),
      )
    : null;
  const newest = (notebooks ?? [])
    .map(({ last_modified }) => last_modified)
    .sort()
    .at(-1);
  const time = newest ?? new Date(0).toISOString();
  return {
    name: "",
    path: "",
    type: "directory",
    created: time,
    last_modified: time,
    writable: true,
    mimetype: null,
    format: withContent ? "json" : null,
    size: null,
    content: notebooks,
  };
}

function notebookModel(stored: StoredNotebook, withContent: boolean) {
  const { name, text, created, modified, version, isCopy, hasOriginal, originalChanged } = stored;
  return {
    name,
    path: name,
    type: "notebook",
    created: created.toISOString(),
    last_modified: modified.toISOString(),
    writable: true,
    mimetype: null,
    format: withContent ? "json" : null,
    size: Buffer.byteLength(text),
    content: withContent ? parseStored(stored) : null,
    unrolled: { version, isCopy, hasOriginal, originalChanged },
  };
}
