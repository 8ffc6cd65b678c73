/** While a call's arguments are typed: its signature, with the parameter that is being typed marked. */

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { SignatureHelp } from "../../format/language-request.ts";

type Ask = (code: string, position: number) => Promise<SignatureHelp | undefined>;

const setTooltip = StateEffect.define<Tooltip | null>();

const shown: StateField<Tooltip | null> = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setTooltip)) return effect.value;
    if (tooltip === null || !transaction.docChanged) return tooltip;
    return { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

/** It comes with "(" or ",", follows the cursor, and goes when the cursor leaves the call or Escape is pressed. */
export function signatureTooltip(ask: Ask): Extension {
  const plugin = ViewPlugin.define((view) => {
    let latest = 0;
    const draw = async () => {
      const number = ++latest;
      const { head } = view.state.selection.main;
      const help = await ask(view.state.doc.toString(), head);
      if (number !== latest || !view.hasFocus) return;
      const tooltip =
        help === undefined ? null : { pos: head, above: true, create: () => ({ dom: dom(help) }) };
      view.dispatch({ effects: setTooltip.of(tooltip) });
    };
    return {
      update(update: ViewUpdate) {
        const isOpen = update.state.field(shown) !== null;
        const moved = update.docChanged || update.selectionSet;
        if (moved && (isOpen || opensCall(update))) void draw();
      },
      destroy() {
        latest++;
      },
    };
  });
  const close = EditorView.domEventHandlers({
    keydown(event, view) {
      if (event.key !== "Escape" || view.state.field(shown) === null) return false;
      view.dispatch({ effects: setTooltip.of(null) });
      return true;
    },
    blur(_event, view) {
      if (view.state.field(shown) !== null) view.dispatch({ effects: setTooltip.of(null) });
    },
  });
  return [shown, plugin, close];
}

function opensCall(update: ViewUpdate): boolean {
  if (!update.docChanged || !update.transactions.some((transaction) => transaction.isUserEvent("input")))
    return false;
  const { head } = update.state.selection.main;
  return /[(,]/.test(update.state.sliceDoc(Math.max(0, head - 1), head));
}

function dom({ before, parameter, after, documentation }: SignatureHelp): HTMLElement {
  const made = document.createElement("div");
  made.className = "signature";
  const call = document.createElement("code");
  const now = document.createElement("strong");
  now.textContent = parameter;
  call.append(before, now, after);
  made.append(call);
  if (documentation !== "") {
    const text = document.createElement("p");
    text.textContent = documentation;
    made.append(text);
  }
  return made;
}
