/** Marks the line that an error came from, until the cell is edited. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const setLine = StateEffect.define<number | undefined>();
const mark = Decoration.line({ class: "error-line" });

export const errorLine: StateField<DecorationSet> = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setLine)) continue;
      const { doc } = transaction.state;
      const isThere = effect.value !== undefined && effect.value >= 1 && effect.value <= doc.lines;
      return isThere ? Decoration.set([mark.range(doc.line(effect.value as number).from)]) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : lines;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function showErrorLine(view: EditorView, line: number | undefined): void {
  view.dispatch({ effects: setLine.of(line) });
}
