/** What the editor asks about the code of a notebook, and what it is told. Positions are UTF-16 offsets in a cell. */

export interface CellText {
  readonly id: string;
  readonly source: string;
}

export interface LanguageRequest {
  readonly kind: "complete" | "inspect" | "signature" | "problems";
  /** The code cells, in order; a cell sees what those above it declare. */
  readonly cells: readonly CellText[];
  /** Id of the cell that is asked about. */
  readonly cell: string;
  readonly position: number;
}

export interface CompletionItem {
  readonly label: string;
  /** As TypeScript names it: "function", "method", "property", "const", … */
  readonly kind: string;
}

export interface SignatureHelp {
  /** The call's text in three pieces: before, within and after the parameter that is being typed. */
  readonly before: string;
  readonly parameter: string;
  readonly after: string;
  readonly documentation: string;
}

export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface LanguageReply {
  readonly completions?: {
    readonly from: number;
    readonly to: number;
    readonly items: readonly CompletionItem[];
  };
  /** Type, then documentation. */
  readonly inspection?: { readonly type: string; readonly documentation: string };
  readonly signature?: SignatureHelp;
  readonly problems?: readonly Problem[];
}
