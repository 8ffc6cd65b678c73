/** What code and prose cells have in common on the page: the section, its margin, its marks, its editor. */

import { isSpeakerNotes } from "../../format/notebook.ts";
import { cspNonce } from "../dom/csp-nonce.ts";
import { element, setAttributes } from "../dom/element.ts";
import { type MenuItem, menuButton } from "../dom/menu.ts";
import type { CellEditor, EditorOptions } from "../editor/code-editor.ts";
import type { LanguageHelp } from "../editor/language-help.ts";
import type { LiveCell } from "../model/cell.ts";
import type { Staleness } from "../model/staleness.ts";
import type { Activity } from "../model/store.ts";
import type { ErrorPlace } from "../outputs/error-view.ts";

export interface CellMarks {
  /** Position among the cells, from 1. */
  readonly position: number;
  readonly isSelected: boolean;
  readonly activity: Activity | undefined;
  readonly staleness: Staleness | undefined;
  /** The kernel that runs now has run this cell. */
  readonly isKnown: boolean;
}

/** What a cell asks of the notebook around it. */
export interface CellHost {
  help(id: string): LanguageHelp;
  run(id: string): void;
  edited(id: string, source: string): void;
  /** True if the key was one of the notebook's. */
  key(event: KeyboardEvent): boolean;
  /** Moves the cursor to the cell before or after; false if there is none. */
  leave(id: string, direction: -1 | 1): boolean;
  select(id: string): void;
  menu(id: string): readonly (MenuItem | "---")[];
  goTo(place: ErrorPlace): void;
}

export type CursorPlace = Parameters<CellEditor["placeCursor"]>[0];

export interface CellView {
  readonly section: HTMLElement;
  readonly isEditing: boolean;
  /** Offset of the cursor in the source; 0 if no editor is open. */
  readonly position: number;
  draw(cell: LiveCell, marks: CellMarks): void;
  edit(place?: CursorPlace): Promise<void>;
  /** Back to command mode: the cell has the focus, not its editor. */
  stopEditing(): void;
  goToLine(line: number, column: number): Promise<void>;
  destroy(): void;
}

export interface CellParts {
  readonly margin: HTMLElement;
  readonly notes: HTMLElement;
}

/** Takes the server's section or makes one, and puts the margins beside its text. */
export function frameCell(section: HTMLElement, cell: LiveCell, host: CellHost): CellParts {
  const margin = element("div", { class: "margin" });
  const notes = element("div", { class: "notes" });
  setAttributes(section, { role: "group", tabindex: -1 });
  section.prepend(margin);
  section.append(notes);
  notes.append(menuButton("⋯", "Cell menu", () => host.menu(cell.id)));
  section.addEventListener("focusin", () => host.select(cell.id));
  return { margin, notes };
}

export function newSection(cell: LiveCell): HTMLElement {
  return element("section", {
    class: `cell ${cell.cell_type}${isSpeakerNotes(cell) ? " speaker-notes" : ""}`,
    id: `cell-${cell.id}`,
    "data-cell-id": cell.id,
    "data-cell-type": cell.cell_type,
  });
}

/** The badges of the claims that this cell settles. */
export function claimBadges(cell: LiveCell): HTMLElement[] {
  const claims = cell.metadata.unrolled?.claims ?? [];
  if (claims.length === 0) return [];
  const badges = claims.map((claim) => element("span", { class: "badge" }, claim));
  const label = claims.length === 1 ? "Claim" : "Claims";
  return [
    element(
      "p",
      { class: "claims", title: "Claims of the course that this cell settles" },
      `${label} `,
      ...badges,
    ),
  ];
}

type CreateEditor = typeof import("../editor/code-editor.ts")["createEditor"];

let createEditorLoading: Promise<CreateEditor> | undefined;

/** The editor is the largest part of the page's code: fetched when the page is idle, or when first needed. */
export function loadEditor(): Promise<CreateEditor> {
  createEditorLoading ??= import("../editor/code-editor.ts").then(({ createEditor }) => createEditor);
  return createEditorLoading;
}

/** What the editor of any cell is told, and what it tells the notebook. */
export function editorOf(
  { id, source }: LiveCell,
  host: CellHost,
): Omit<EditorOptions, "language" | "label" | "help"> {
  return {
    source,
    cspNonce: cspNonce(),
    onChange: (text) => host.edited(id, text),
    onKey: (event) => host.key(event),
    onLeave: (direction) => host.leave(id, direction),
  };
}
