/** Cells that ask something of the client instead of running code: `Math?` for the pager, `exit` on a terminal. */

import { inspectRequest } from "./code-requests.ts";
import type { CellConverter } from "./tslab-converter.ts";

type Content = Record<string, unknown>;

/** A payload of the Jupyter protocol, if the cell is such a command. */
export function commandPayload(
  converter: CellConverter,
  declarations: string,
  code: string,
  client: "jupyter" | "workbook",
): Content | undefined {
  const isExit = /^\s*(exit|quit)\s*(\(\s*\))?\s*;?\s*$/.exec(code)?.[1];
  if (isExit && client === "jupyter" && !declarations.includes(` ${isExit}`))
    return { source: "ask_exit", keepkernel: false };
  const name = /^\s*\??\s*([\w$.]+)\s*\?{1,2}\s*$/.exec(code)?.[1];
  if (!name) return undefined;
  const { found, data } = inspectRequest(converter, declarations, { code: name });
  const unknown = { "text/plain": `Nothing is known of ${name}.` };
  return { source: "page", data: found ? data : unknown, start: 0 };
}
