/** The editor of one cell: CodeMirror, opened when the reader first types. */

import {
  closeBrackets,
  closeBracketsKeymap,
  completionStatus,
  startCompletion,
} from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  isolateHistory,
} from "@codemirror/commands";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { errorLine, showErrorLine } from "./error-line.ts";
import { type LanguageHelp, languageHelp } from "./language-help.ts";

export interface EditorOptions {
  readonly source: string;
  readonly language: "typescript" | "markdown";
  readonly label: string;
  readonly cspNonce: string;
  readonly help: LanguageHelp | undefined;
  onChange(source: string): void;
  /** Keys of the notebook come before the editor's own; true if the key was one of them. */
  onKey(event: KeyboardEvent): boolean;
  /** The cursor wants to leave over the first (-1) or the last (1) line; true if there is a place to go. */
  onLeave(direction: -1 | 1): boolean;
}

export interface CellEditor {
  readonly dom: HTMLElement;
  readonly position: number;
  readonly isComposing: boolean;
  setSource(source: string): void;
  focus(): void;
  placeCursor(at: number | "start" | "end" | { readonly x: number; readonly y: number }): void;
  goToLine(line: number, column: number): void;
  showErrorLine(line: number | undefined): void;
  destroy(): void;
}

export function createEditor(options: EditorOptions): CellEditor {
  let isSetting = false;
  const report = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isSetting) options.onChange(update.state.doc.toString());
  });
  const view = new EditorView({
    state: EditorState.create({ doc: options.source, extensions: [report, ...extensionsFor(options)] }),
  });
  return {
    dom: view.dom,
    get position() {
      return view.state.selection.main.head;
    },
    get isComposing() {
      return view.composing;
    },
    setSource(source) {
      if (source === view.state.doc.toString()) return;
      isSetting = true;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: source },
        annotations: isolateHistory.of("full"),
      });
      isSetting = false;
    },
    focus: () => view.focus(),
    placeCursor(at) {
      const { length } = view.state.doc;
      const position =
        at === "start"
          ? 0
          : at === "end"
            ? length
            : typeof at === "number"
              ? at
              : (view.posAtCoords(at) ?? length);
      view.dispatch({ selection: { anchor: Math.min(position, length) }, scrollIntoView: true });
    },
    goToLine(line, column) {
      const { from, to } = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      const anchor = Math.min(to, from + Math.max(0, column - 1));
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    showErrorLine: (line) => showErrorLine(view, line),
    destroy: () => view.destroy(),
  };
}

function extensionsFor(options: EditorOptions): Extension[] {
  const { help } = options;
  const common = [
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorView.cspNonce.of(options.cspNonce),
    EditorView.editorAttributes.of({ class: "source" }),
    EditorView.contentAttributes.of({
      "aria-label": options.label,
      spellcheck: "false",
      autocapitalize: "off",
    }),
    notebookKeys(options),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
  ];
  if (options.language === "markdown") return [...common, EditorView.lineWrapping];
  return [
    ...common,
    new LanguageSupport(typescriptLanguage),
    syntaxHighlighting(classHighlighter),
    indentUnit.of("  "),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    errorLine,
    Prec.high(keymap.of([{ key: "Tab", run: tab, shift: indentLess }])),
    ...(help === undefined ? [] : languageHelp(help)),
  ];
}

/** Tab after a word or a dot asks for completions; elsewhere it indents. Escape, then Tab, leaves the editor. */
function tab(view: EditorView): boolean {
  const { head, empty } = view.state.selection.main;
  const before = view.state.sliceDoc(Math.max(0, head - 1), head);
  if (empty && /[\w.$"'/]/.test(before) && startCompletion(view)) return true;
  return indentMore(view);
}

function notebookKeys({ onKey, onLeave }: EditorOptions): Extension {
  const leave = (view: EditorView, direction: -1 | 1): boolean => {
    const { main } = view.state.selection;
    const line = view.state.doc.lineAt(main.head).number;
    const isEdge = line === (direction < 0 ? 1 : view.state.doc.lines);
    return main.empty && isEdge && onLeave(direction);
  };
  return [
    Prec.highest(
      EditorView.domEventHandlers({
        keydown(event, view) {
          const closesList = event.key === "Escape" && completionStatus(view.state) === "active";
          return !event.isComposing && !closesList && onKey(event);
        },
      }),
    ),
    keymap.of([
      { key: "ArrowUp", run: (view) => leave(view, -1) },
      { key: "ArrowDown", run: (view) => leave(view, 1) },
    ]),
  ];
}
