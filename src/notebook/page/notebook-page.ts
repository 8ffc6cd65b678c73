/** Opens the notebook that the server put on the page. Nothing runs until the reader runs it. */

import type { Notebook } from "../format/notebook.ts";
import { loadEditor } from "./cells/cell-view.ts";
import { ask, tellFailure } from "./dom/dialog.ts";
import { button, element } from "./dom/element.ts";
import { watchScrollers } from "./dom/scrollers.ts";
import { showProgress } from "./exercise/progress.ts";
import { createState } from "./model/notebook-state.ts";
import * as operations from "./model/operations.ts";
import { type Backup, isSameText, readBackup, restored } from "./saving/backup.ts";
import type { SaveState } from "./saving/saver.ts";
import { Toolbar } from "./toolbar.ts";
import { Workbook } from "./workbook.ts";

export interface NotebookPlace {
  readonly main: HTMLElement;
  readonly header: HTMLElement;
  readonly notebook: Notebook;
  readonly isLecture: boolean;
}

export function openNotebook({ main, header, notebook, isLecture }: NotebookPlace): Workbook {
  const announcer = element("p", { class: "visually-hidden", role: "status" });
  const toolbar = new Toolbar();
  header.append(toolbar.dom, toolbar.status);
  document.body.append(announcer);
  let isAsking = false;
  const workbook = new Workbook({
    main,
    notebook,
    isLecture,
    announce: (sentence) => {
      announcer.textContent = sentence;
    },
    onSaveState: (state) => {
      toolbar.showSaveState(state);
      if (state.phase === "failed") announcer.textContent = `The notebook is not saved: ${state.reason}`;
      if (state.phase !== "conflict" || isAsking) return;
      isAsking = true;
      void resolveConflict(workbook, state)
        .catch(tellFailure)
        .finally(() => {
          isAsking = false;
        });
    },
  });
  toolbar.connect(workbook);
  main.append(endOfNotebook(workbook));
  watchScrollers(main);
  showProgress(main, header.querySelector<HTMLElement>(".progress"), workbook.store.notebook.cells);
  offerBackup(workbook, main);
  guardLeaving(workbook);
  void workbook.execution.resume().catch(() => undefined);
  startEarly(workbook, main);
  addEventListener("load", () => setTimeout(() => void loadEditor(), 200));
  return workbook;
}

/** A code cell has the focus, so the reader is about to type or run: kernel and editor get ready meanwhile. */
function startEarly(workbook: Workbook, main: HTMLElement): void {
  const start = (event: FocusEvent) => {
    if ((event.target as Element).closest(".cell.code") === null) return;
    main.removeEventListener("focusin", start);
    void loadEditor();
    void workbook.execution.session.connect().catch(() => undefined);
  };
  main.addEventListener("focusin", start);
}

function endOfNotebook(workbook: Workbook): HTMLElement {
  const add = (operation: operations.Operation) => {
    workbook.store.apply(operations.selectLast);
    workbook.store.apply(operation);
    void workbook.view.selected?.edit("start");
  };
  return element(
    "div",
    { class: "end-of-notebook" },
    button("Add code", () => add(operations.insertBelow)),
    button("Add text", () => add((state) => operations.toMarkdown(operations.insertBelow(state)))),
  );
}

/** What the browser kept from a visit whose changes never reached the server. */
function offerBackup(workbook: Workbook, main: HTMLElement): void {
  const backup = readBackup(workbook.path);
  const { cells } = workbook.store.notebook;
  if (backup === undefined || isSameText(backup.cells, cells)) workbook.saver.forgetBackup();
  else if (backup.version === workbook.saver.version) restore(workbook, backup);
  else askAboutBackup(workbook, backup, main);
}

function askAboutBackup(workbook: Workbook, backup: Backup, main: HTMLElement): void {
  const time = new Date(backup.time).toLocaleString();
  const notice = element("p", { class: "notice", role: "status" });
  const end = (action: () => void) => () => {
    action();
    notice.remove();
  };
  notice.append(
    `Changes of yours from ${time} were not saved, and the notebook has changed since. `,
    button(
      "Bring mine back",
      end(() => restore(workbook, backup)),
    ),
    " ",
    button(
      "Forget mine",
      end(() => workbook.saver.forgetBackup()),
    ),
  );
  main.prepend(notice);
}

function restore(workbook: Workbook, backup: Backup): void {
  const { cells } = workbook.store.notebook;
  workbook.store.apply(() => createState(restored(backup, cells)));
  workbook.announce("Changes that had not been saved are back.");
}

async function resolveConflict(workbook: Workbook, state: SaveState & { phase: "conflict" }): Promise<void> {
  type Choice = "mine" | "copy" | "theirs" | "later";
  const choice = await ask<Choice>("This notebook was changed elsewhere", state.reason, [
    { label: "Keep mine", value: "mine" },
    { label: "Take theirs", value: "theirs" },
    { label: "Save mine as a copy", value: "copy" },
    { label: "Decide later", value: "later" },
  ]);
  if (choice === "mine") await workbook.saver.keepMine();
  if (choice === "copy") location.assign(`/notebooks/${encodeURIComponent(await workbook.saver.saveCopy())}`);
  if (choice === "theirs") {
    workbook.saver.forgetBackup();
    location.reload();
  }
}

function guardLeaving(workbook: Workbook): void {
  const { saver } = workbook;
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saver.save();
  });
  addEventListener("beforeunload", (event) => {
    if (saver.isSaved) return;
    saver.leave();
    event.preventDefault();
  });
}
