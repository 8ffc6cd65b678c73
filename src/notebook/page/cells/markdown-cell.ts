/** A prose cell: rendered text that turns into its source on a double click or Enter. A raw cell is shown as it is. */

import { element } from "../dom/element.ts";
import type { CellEditor } from "../editor/code-editor.ts";
import { attachmentsOf, type LiveCell } from "../model/cell.ts";
import {
  type CellHost,
  type CellMarks,
  type CellView,
  type CursorPlace,
  claimBadges,
  editorOf,
  frameCell,
  loadEditor,
} from "./cell-view.ts";
import { renderMarkdown } from "./render-markdown.ts";

export class MarkdownCellView implements CellView {
  readonly section: HTMLElement;
  readonly #host: CellHost;
  readonly #prose: HTMLElement;
  #cell: LiveCell;
  #rendered: string | undefined;
  #editor: CellEditor | undefined;

  /** `isRendered`: the section already shows this source, as the server made it. */
  constructor(section: HTMLElement, cell: LiveCell, host: CellHost, isRendered: boolean) {
    this.section = section;
    this.#host = host;
    this.#cell = cell;
    this.#rendered = isRendered ? cell.source : undefined;
    this.#prose = section.querySelector<HTMLElement>(".source") ?? newText(cell);
    if (!this.#prose.isConnected || this.#prose.parentElement !== section) section.append(this.#prose);
    const { notes } = frameCell(section, cell, host);
    notes.prepend(...claimBadges(cell));
    this.#prose.addEventListener("dblclick", () => void this.edit());
    this.#prose.addEventListener("click", (event) => {
      const isReading =
        getSelection()?.isCollapsed === false || (event.target as Element).closest("a, summary");
      if (!isReading) section.focus({ preventScroll: true });
    });
  }

  get isEditing(): boolean {
    return this.#editor !== undefined;
  }

  get position(): number {
    return this.#editor?.position ?? 0;
  }

  draw(cell: LiveCell, { position, isSelected }: CellMarks): void {
    this.#cell = cell;
    this.section.tabIndex = isSelected ? 0 : -1;
    this.section.classList.toggle("selected", isSelected);
    this.section.setAttribute("aria-label", `Text, cell ${position}`);
    this.#editor?.setSource(cell.source);
    if (this.#editor === undefined) void this.#render();
  }

  async #render(): Promise<void> {
    const { source } = this.#cell;
    if (source === this.#rendered) return;
    this.#rendered = source;
    if (source.trim() === "") {
      this.#prose.replaceChildren(
        element("p", { class: "placeholder" }, "Empty text: press Enter to write."),
      );
      return;
    }
    if (this.#cell.cell_type === "raw") {
      this.#prose.textContent = source;
      return;
    }
    try {
      const html = await renderMarkdown(source, attachmentsOf(this.#cell));
      if (source === this.#rendered) this.#prose.innerHTML = html;
    } catch (error) {
      this.#rendered = undefined;
      const sentence = `The text could not be rendered: ${(error as Error).message}`;
      this.#prose.replaceChildren(element("pre", {}, source), element("p", { class: "unshown" }, sentence));
    }
  }

  async edit(place: CursorPlace = "start"): Promise<void> {
    const editor = await this.#open();
    editor.placeCursor(place);
    editor.focus();
  }

  async #open(): Promise<CellEditor> {
    const createEditor = await loadEditor();
    if (this.#editor !== undefined) return this.#editor;
    this.#editor = createEditor({
      ...editorOf(this.#cell, this.#host),
      language: "markdown",
      label: "Text of this cell, in markdown",
      help: undefined,
    });
    this.#prose.hidden = true;
    this.#prose.before(this.#editor.dom);
    return this.#editor;
  }

  stopEditing(): void {
    if (this.#editor === undefined) return;
    this.#editor.destroy();
    this.#editor = undefined;
    this.#prose.hidden = false;
    void this.#render();
  }

  async goToLine(line: number, column: number): Promise<void> {
    await this.edit();
    this.#editor?.goToLine(line, column);
  }

  destroy(): void {
    this.#editor?.destroy();
    this.section.remove();
  }
}

/** As the server writes it: raw text keeps its lines. */
function newText(cell: LiveCell): HTMLElement {
  return cell.cell_type === "raw"
    ? element("pre", { class: "source" })
    : element("div", { class: "source prose" });
}
