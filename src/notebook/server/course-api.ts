/** /api/unrolled: what a course adds to Jupyter's interface: checking, markdown, search, export, progress. */

import type { CheckResult } from "../format/check-result.ts";
import { type MarkdownOptions, renderMarkdown } from "../format/markdown.ts";
import { serializeNotebook } from "../format/notebook.ts";
import { exportScript } from "../format/script-export.ts";
import { type SearchedNotebook, searchNotebooks } from "../format/search.ts";
import { type Contents, parseStored } from "./contents.ts";
import { largestNotebook } from "./contents-api.ts";
import { HttpError, readObject, sendFile, sendJson } from "./exchange.ts";
import { type Exercises, exerciseRoutes } from "./exercises.ts";
import { notebookTitle } from "./notebook-html.ts";
import type { Progress } from "./progress.ts";
import { type Route, route } from "./route.ts";

/** Grades one answer. It rejects only if the grading itself failed, never for a wrong answer. */
export type Check = (answer: { exercise: string; source: string }) => Promise<CheckResult>;

export interface CourseParts {
  readonly check: Check;
  readonly exercises: Exercises;
  readonly contents: Contents;
  readonly progress: Progress;
}

export function courseRoutes(parts: CourseParts): Route[] {
  return [...checkRoutes(parts), ...exerciseRoutes(parts.exercises), ...textRoutes(parts)];
}

function checkRoutes({ check, progress }: CourseParts): Route[] {
  return [
    route("POST /api/unrolled/check", async (exchange) => {
      const { exercise, source } = await readObject(exchange.request);
      if (typeof exercise !== "string" || typeof source !== "string") {
        throw new HttpError(400, "check: expected `exercise` and `source`, both texts.");
      }
      let result: CheckResult;
      try {
        result = await check({ exercise, source });
      } catch (error) {
        throw new HttpError(
          503,
          `Your answer could not be checked: ${(error as Error).message}\n` +
            "That is not your fault. Nothing was lost and no attempt was counted; please try again.",
        );
      }
      await progress.record(result);
      sendJson(exchange, 200, result);
    }),
    route("GET /api/unrolled/progress", async (exchange) => sendJson(exchange, 200, await progress.read())),
    route("PUT /api/unrolled/progress", async (exchange) => {
      const record = await readObject(exchange.request);
      try {
        sendJson(exchange, 200, await progress.merge(record));
      } catch (error) {
        throw error instanceof RangeError ? new HttpError(400, error.message) : error;
      }
    }),
  ];
}

/** In characters; the pictures of a cell may be as large as a notebook. */
const longestText = 1e6;

function textRoutes({ contents }: CourseParts): Route[] {
  return [
    route("POST /api/unrolled/render", async (exchange) => {
      const { markdown, attachments = {} } = await readObject(exchange.request, largestNotebook);
      if (typeof markdown !== "string") throw new HttpError(400, "render: expected `markdown`, a text.");
      if (markdown.length > longestText) throw new HttpError(413, "render: the text of a cell is too long.");
      if (!areAttachments(attachments)) throw new HttpError(400, "render: expected `attachments` by name.");
      sendJson(exchange, 200, { html: renderMarkdown(markdown, { attachments }) });
    }),
    route("GET /api/unrolled/search", async (exchange) => {
      const names = await contents.list();
      const notebooks = (await Promise.all(names.map((name) => searched(contents, name)))).flat();
      sendJson(exchange, 200, { hits: searchNotebooks(notebooks, exchange.query.get("q") ?? "") });
    }),
    route("GET /api/unrolled/export/:name", async (exchange, { name }) => {
      const notebook = parseStored(await contents.read(name!));
      const base = name!.replace(/\.ipynb$/, "");
      switch (exchange.query.get("as")) {
        case "ipynb":
          return sendFile(exchange, name!, "application/x-ipynb+json", serializeNotebook(notebook));
        case "ts":
          return sendFile(exchange, `${base}.ts`, "text/plain; charset=utf-8", exportScript(notebook));
        case "html": {
          const { exportHtml } = await import("../format/html-export.ts");
          const title = notebookTitle(name!, notebook);
          return sendFile(
            exchange,
            `${base}.html`,
            "text/html; charset=utf-8",
            exportHtml(notebook, { title }),
          );
        }
        default:
          throw new HttpError(400, "export: say ?as=ipynb, ?as=html or ?as=ts.");
      }
    }),
  ];
}

function areAttachments(value: unknown): value is NonNullable<MarkdownOptions["attachments"]> {
  const isObject = (each: unknown) => typeof each === "object" && each !== null;
  return isObject(value) && Object.values(value as object).every(isObject);
}

/** A damaged file is left out; its page says what is amiss. */
async function searched(contents: Contents, path: string): Promise<SearchedNotebook[]> {
  try {
    const notebook = parseStored(await contents.read(path));
    return [{ path, title: notebookTitle(path, notebook), notebook }];
  } catch {
    return [];
  }
}
