/** Completion and hover from the kernel, while it is idle; a busy kernel would answer too late to be of use. */

import type { CompletionReply, LanguageHelp } from "../editor/language-help.ts";
import type { Store } from "../model/store.ts";
import { withoutAnsi } from "../outputs/ansi.ts";
import type { KernelSession } from "./session.ts";

const patience = 3_000;

export function kernelHelp(session: KernelSession, store: Store): LanguageHelp {
  const ask = async (type: string, content: Record<string, unknown>) => {
    if (store.state.kernel !== "idle" && store.state.kernel !== "not started") return undefined;
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
    const reply = await Promise.race([session.request(type, content).catch(() => undefined), late]);
    return reply?.status === "ok" ? reply : undefined;
  };
  return {
    async complete(code, position): Promise<CompletionReply | undefined> {
      const reply = await ask("complete_request", { code, cursor_pos: codePoints(code, position) });
      if (reply === undefined) return undefined;
      const from = utf16Offset(code, Number(reply.cursor_start));
      const to = utf16Offset(code, Number(reply.cursor_end));
      return { from, to, matches: reply.matches as string[] };
    },
    async inspect(code, position) {
      if (store.state.kernel !== "idle") return undefined;
      const content = { code, cursor_pos: codePoints(code, position), detail_level: 0 };
      const reply = await ask("inspect_request", content);
      const data = reply?.found === true ? (reply.data as Record<string, unknown>) : undefined;
      const text = data?.["text/plain"];
      return typeof text === "string" && text !== "" ? withoutAnsi(text) : undefined;
    },
  };
}

/** The protocol counts characters, JavaScript counts UTF-16 units. */
function codePoints(text: string, position: number): number {
  return [...text.slice(0, position)].length;
}

function utf16Offset(text: string, count: number): number {
  return [...text].slice(0, count).join("").length;
}
