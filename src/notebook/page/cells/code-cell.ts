/** A code cell: quiet text that becomes an editor when touched, its outputs, and what the last run was like. */

import { button, element, setAttributes } from "../dom/element.ts";
import { whenIdle } from "../dom/when-idle.ts";
import type { CellEditor } from "../editor/code-editor.ts";
import { CheckPanel } from "../exercise/check-panel.ts";
import { exerciseOf, isCode, type LiveCell } from "../model/cell.ts";
import { OutputArea } from "../outputs/output-area.ts";
import {
  type CellHost,
  type CellMarks,
  type CellParts,
  type CellView,
  type CursorPlace,
  claimBadges,
  editorOf,
  frameCell,
  loadEditor,
} from "./cell-view.ts";
import { colour } from "./colouring.ts";
import { countLabel, runNote } from "./run-note.ts";

export class CodeCellView implements CellView {
  readonly section: HTMLElement;
  readonly checkPanel: CheckPanel | undefined;
  readonly #host: CellHost;
  readonly #source: HTMLElement;
  readonly #outputs: OutputArea;
  readonly #count = element("span", { class: "count" });
  readonly #note = element("p", { class: "run-note" });
  readonly #running: HTMLElement = element("span", { class: "running-bar", "aria-hidden": "true" });
  #cell: LiveCell;
  #highlighted: string | undefined;
  #shownOutputs: unknown;
  #editor: CellEditor | undefined;
  #isEditing = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(section: HTMLElement, cell: LiveCell, host: CellHost) {
    this.section = section;
    this.#host = host;
    this.#cell = cell;
    this.#source = section.querySelector<HTMLElement>("pre.source") ?? element("pre", { class: "source" });
    const outputs = section.querySelector<HTMLElement>(".outputs") ?? element("div", { class: "outputs" });
    for (const part of [this.#source, outputs]) if (part.parentElement !== section) section.append(part);
    const parts = frameCell(section, cell, host);
    this.#outputs = new OutputArea(outputs, { goTo: (place) => host.goTo(place) });
    this.#fillMargins(parts);
    this.#source.after(this.#running);
    this.checkPanel = this.#createCheckPanel(outputs);
    this.#source.addEventListener("click", (event) => this.#openAtPointer(event));
  }

  #fillMargins({ margin, notes }: CellParts): void {
    const run = button("▶", () => this.#host.run(this.#cell.id), {
      class: "run",
      title: "Run (Shift-Enter)",
      "aria-label": "Run this cell",
      tabindex: -1,
    });
    margin.append(run, this.#count);
    notes.prepend(...claimBadges(this.#cell), this.#note);
  }

  #createCheckPanel(outputs: HTMLElement): CheckPanel | undefined {
    const exercise = exerciseOf(this.#cell);
    if (exercise === undefined) return undefined;
    const panel = new CheckPanel(exercise, () => this.#cell.source);
    outputs.before(panel.dom);
    return panel;
  }

  get isEditing(): boolean {
    return this.#isEditing;
  }

  get position(): number {
    return this.#editor?.position ?? 0;
  }

  draw(cell: LiveCell, marks: CellMarks): void {
    this.#cell = cell;
    if (!isCode(cell)) return;
    const { activity, staleness } = marks;
    setAttributes(this.section, {
      tabindex: marks.isSelected ? 0 : -1,
      "aria-label": `Code, cell ${marks.position}${cell.execution_count === null ? "" : `, run as ${cell.execution_count}`}`,
      "aria-busy": activity?.phase === "running",
    });
    this.section.classList.toggle("selected", marks.isSelected);
    this.section.classList.toggle("running", activity?.phase === "running");
    this.section.classList.toggle("queued", activity?.phase === "queued");
    this.section.classList.toggle("stale", staleness !== undefined);
    this.#count.textContent = countLabel(cell.execution_count, activity, marks.isKnown);
    this.#count.title = marks.isKnown ? "Order of running" : "From before the kernel was started";
    this.#drawNote(marks);
    this.#drawSource(cell.source);
    if (cell.outputs !== this.#shownOutputs) {
      this.#shownOutputs = cell.outputs;
      this.#outputs.show(cell.outputs);
      const error = cell.outputs.find((output) => output.output_type === "error");
      if (error === undefined) this.#editor?.showErrorLine(undefined);
    }
  }

  #drawNote(marks: CellMarks): void {
    const draw = () => {
      const text = runNote(marks.activity, marks.staleness);
      if (this.#note.textContent !== text) this.#note.textContent = text;
    };
    clearInterval(this.#timer);
    if (marks.activity?.phase === "running") this.#timer = setInterval(draw, 500);
    draw();
  }

  #drawSource(source: string): void {
    if (this.#editor !== undefined) {
      this.#editor.setSource(source);
    } else if (this.#highlighted !== source) {
      const code = this.#source.querySelector("code") ?? element("code");
      if (!code.isConnected) this.#source.append(code);
      if (this.#highlighted !== undefined || code.textContent !== source) code.textContent = source;
      this.#highlighted = source;
      whenIdle(() => {
        if (this.#editor === undefined) void colour(code, source);
        // Code that scrolls sideways must be reachable by keyboard; Enter then opens the editor.
        setAttributes(this.#source, {
          tabindex: this.#source.scrollWidth > this.#source.clientWidth ? 0 : undefined,
        });
      });
    }
  }

  /** A click puts the cursor where it points; code that was selected with the mouse is to be copied. */
  #openAtPointer(event: MouseEvent): void {
    if (getSelection()?.isCollapsed === false) return;
    void this.edit({ x: event.clientX, y: event.clientY });
  }

  async edit(place?: CursorPlace): Promise<void> {
    const editor = await this.#open();
    if (place !== undefined) editor.placeCursor(place);
    editor.focus();
  }

  async #open(): Promise<CellEditor> {
    const createEditor = await loadEditor();
    if (this.#editor !== undefined) return this.#editor;
    const { id } = this.#cell;
    this.#editor = createEditor({
      ...editorOf(this.#cell, this.#host),
      language: "typescript",
      label: `Code of cell ${id}`,
      help: this.#host.help(id),
    });
    const { dom } = this.#editor;
    dom.addEventListener("focusin", () => {
      this.#isEditing = true;
      this.section.classList.add("editing");
    });
    dom.addEventListener("focusout", () => {
      this.#isEditing = false;
      this.section.classList.remove("editing");
    });
    this.#source.replaceWith(dom);
    return this.#editor;
  }

  /** The editor stays: what was typed can still be undone in it. Tab goes past it until the cell is left. */
  stopEditing(): void {
    this.#isEditing = false;
    const content = this.#editor?.dom.querySelector<HTMLElement>(".cm-content");
    if (!content) return;
    content.tabIndex = -1;
    const restore = ({ relatedTarget }: FocusEvent) => {
      if (this.section.contains(relatedTarget as Node | null)) return;
      content.removeAttribute("tabindex");
      this.section.removeEventListener("focusout", restore);
    };
    this.section.addEventListener("focusout", restore);
  }

  async goToLine(line: number, column: number): Promise<void> {
    const editor = await this.#open();
    editor.goToLine(line, column);
    editor.showErrorLine(line);
  }

  destroy(): void {
    clearInterval(this.#timer);
    this.#outputs.destroy();
    this.checkPanel?.destroy();
    this.#editor?.destroy();
    this.section.remove();
  }
}
