/** /api/unrolled/language: what the editor asks while a cell is written. */

import type { CellText, LanguageRequest } from "../../format/language-request.ts";
import { HttpError, readObject, sendJson } from "../exchange.ts";
import { type Route, route } from "../route.ts";
import type { LanguageService } from "./language-service.ts";

const kinds = ["complete", "inspect", "signature", "problems"] as const;
const largestRequest = 4e6;

export function languageRoutes(language: LanguageService): Route[] {
  return [
    route("POST /api/unrolled/language", async (exchange) => {
      const request = validRequest(await readObject(exchange.request, largestRequest));
      try {
        sendJson(exchange, 200, await language.ask(request));
      } catch (error) {
        throw new HttpError(503, (error as Error).message);
      }
    }),
  ];
}

function validRequest(body: Record<string, unknown>): LanguageRequest {
  const { cells, cell, position } = body;
  const kind = kinds.find((known) => known === body.kind);
  const areCells = Array.isArray(cells) && cells.every(isCell);
  if (kind === undefined || !areCells || typeof cell !== "string" || typeof position !== "number") {
    throw new HttpError(400, "language: expected `kind`, `cells` with id and source, `cell` and `position`.");
  }
  return { kind, cells: cells as CellText[], cell, position };
}

function isCell(value: unknown): boolean {
  const { id, source } = (value ?? {}) as Partial<CellText>;
  return typeof id === "string" && typeof source === "string";
}
