/** Completion and hover: what the kernel answers to complete_request and inspect_request. */

import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from "@codemirror/autocomplete";
import type { EditorView, Tooltip } from "@codemirror/view";

/** Asks the kernel; undefined if it is busy, not there, or does not know. */
export interface LanguageHelp {
  complete(code: string, position: number): Promise<CompletionReply | undefined>;
  inspect(code: string, position: number): Promise<string | undefined>;
}

export interface CompletionReply {
  readonly from: number;
  readonly to: number;
  readonly matches: readonly string[];
}

export function completionSource(help: LanguageHelp): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\p{L}\p{N}_$]+|\.|["'/][\w./-]*/u);
    if (word === null && !context.explicit) return null;
    const reply = await help.complete(context.state.doc.toString(), context.pos);
    if (reply === undefined || reply.matches.length === 0 || context.aborted) return null;
    const options = reply.matches.map((label): Completion => ({ label }));
    return { from: reply.from, to: reply.to, options, validFor: /^[\p{L}\p{N}_$]*$/u };
  };
}

export function tooltipSource(help: LanguageHelp) {
  return async (view: EditorView, position: number): Promise<Tooltip | null> => {
    const word = view.state.wordAt(position);
    if (word === null) return null;
    const text = await help.inspect(view.state.doc.toString(), position);
    if (text === undefined) return null;
    return { pos: word.from, end: word.to, above: true, create: () => ({ dom: tooltip(text) }) };
  };
}

function tooltip(text: string): HTMLElement {
  const dom = document.createElement("pre");
  dom.className = "inspection";
  dom.textContent = text;
  return dom;
}
