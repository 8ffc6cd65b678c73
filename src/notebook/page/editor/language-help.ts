/** What the editor of a code cell is told while it is written: completions, types, the call's signature, problems. */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, type Tooltip } from "@codemirror/view";
import type { LanguageReply } from "../../format/language-request.ts";
import { signatureTooltip } from "./signature-tooltip.ts";

/** Asks about one cell, with its text as it is in the editor; undefined if nobody knows. */
export interface LanguageHelp {
  complete(code: string, position: number): Promise<LanguageReply["completions"]>;
  inspect(code: string, position: number): Promise<LanguageReply["inspection"]>;
  signature(code: string, position: number): Promise<LanguageReply["signature"]>;
  problems(code: string): Promise<LanguageReply["problems"]>;
}

/** In milliseconds after the last key; a line that is half written is always wrong. */
const problemDelay = 700;

export function languageHelp(help: LanguageHelp): Extension[] {
  return [
    autocompletion({ override: [(context) => completions(help, context)], icons: false }),
    hoverTooltip((view, position) => inspection(help, view, position)),
    linter((view) => problems(help, view), { delay: problemDelay }),
    signatureTooltip(help.signature),
  ];
}

async function completions(help: LanguageHelp, context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\p{L}\p{N}_$]+|\.|["'/][\w./-]*/u);
  const isNumber = word !== null && /^\d/.test(word.text);
  if ((word === null && !context.explicit) || isNumber) return null;
  const reply = await help.complete(context.state.doc.toString(), context.pos);
  if (reply === undefined || reply.items.length === 0 || context.aborted) return null;
  const last = reply.items.length;
  const options = reply.items.map(
    ({ label, kind }, index): Completion => ({
      label,
      detail: kind === "keyword" ? "" : kind,
      boost: 50 - (99 * index) / last, // TypeScript's own order: what is near comes first
    }),
  );
  return { from: reply.from, to: reply.to, options, validFor: /^[\p{L}\p{N}_$]*$/u };
}

async function inspection(help: LanguageHelp, view: EditorView, position: number): Promise<Tooltip | null> {
  const word = view.state.wordAt(position);
  if (word === null) return null;
  const found = await help.inspect(view.state.doc.toString(), position);
  if (found === undefined) return null;
  const text = [found.type, found.documentation].filter((part) => part !== "").join("\n\n");
  const create = () => {
    const dom = document.createElement("pre");
    dom.className = "inspection";
    dom.textContent = text;
    return { dom };
  };
  return { pos: word.from, end: word.to, above: true, create };
}

async function problems(help: LanguageHelp, view: EditorView): Promise<Diagnostic[]> {
  const { doc } = view.state;
  if (doc.toString().trim() === "") return [];
  const found = (await help.problems(doc.toString())) ?? [];
  const within = (position: number) => Math.max(0, Math.min(position, doc.length));
  return found.map(({ from, to, severity, message }) => ({
    from: within(from),
    to: within(to),
    severity,
    message,
  }));
}
