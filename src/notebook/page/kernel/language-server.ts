/** Asks the server's language service about a cell; it answers while the kernel is busy or not there at all. */

import type { LanguageReply, LanguageRequest } from "../../format/language-request.ts";
import type { LanguageHelp } from "../editor/language-help.ts";
import { isCode } from "../model/cell.ts";
import type { Store } from "../model/store.ts";
import { call } from "./server.ts";

export function helpForCell(store: Store, cell: string): LanguageHelp {
  const ask = async (
    kind: LanguageRequest["kind"],
    code: string,
    position: number,
  ): Promise<LanguageReply> => {
    const cells = store.notebook.cells
      .filter(isCode)
      .map(({ id, source }) => ({ id, source: id === cell ? code : source }));
    const body: LanguageRequest = { kind, cells, cell, position };
    return await call<LanguageReply>("POST", "/api/unrolled/language", { body }).catch(() => ({}));
  };
  return {
    complete: async (code, position) => (await ask("complete", code, position)).completions,
    inspect: async (code, position) => (await ask("inspect", code, position)).inspection,
    signature: async (code, position) => (await ask("signature", code, position)).signature,
    problems: async (code) => (await ask("problems", code, 0)).problems,
  };
}
