/** The quiet bar on top: run, stop, restart, the menu, and in words how kernel and file are. */

import { isSpeakerNotes } from "../format/notebook.ts";
import { type CommandName, carryOut, commands } from "./commands/commands.ts";
import { keyLabel } from "./commands/keys.ts";
import { menuItem } from "./commands/menu-items.ts";
import { button, element } from "./dom/element.ts";
import { menuButton } from "./dom/menu.ts";
import type { KernelStatus, PageState } from "./model/store.ts";
import type { SaveState } from "./saving/saver.ts";
import type { Workbook } from "./workbook.ts";

const kernelWords: Record<KernelStatus, string> = {
  "not started": "not started",
  starting: "kernel starting",
  idle: "kernel ready",
  busy: "kernel busy",
  restarting: "kernel restarting",
  dead: "kernel stopped: restart it",
  disconnected: "no connection to the kernel",
};

export class Toolbar {
  readonly dom = element("div", { class: "toolbar", role: "group", "aria-label": "Notebook" });
  readonly status: HTMLElement = element("p", { class: "status" });
  readonly #kernel = element("span", { class: "kernel-status" });
  readonly #saved = element("span", { class: "save-status" }, "saved");

  constructor() {
    this.status.append(this.#kernel, this.#saved);
  }

  connect(workbook: Workbook): void {
    const stop = commandButton(workbook, "stop", "Stop");
    this.dom.append(
      commandButton(workbook, "runAll", "Run all"),
      stop,
      commandButton(workbook, "restart", "Restart"),
      menuButton("More", "More commands", () => moreItems(workbook)),
    );
    const draw = (state: PageState) => {
      const waiting = [...state.activities.values()].filter(({ phase }) => phase === "queued").length;
      const isBusy =
        state.kernel === "busy" || [...state.activities.values()].some(({ phase }) => phase === "running");
      stop.disabled = !isBusy;
      const queue = waiting === 0 ? "" : `, ${waiting} ${waiting === 1 ? "cell waits" : "cells wait"}`;
      this.#kernel.textContent = state.kernel === "not started" ? "" : kernelWords[state.kernel] + queue;
      this.#kernel.dataset.kernel = state.kernel;
    };
    draw(workbook.store.state);
    workbook.store.listen(draw);
  }

  showSaveState(state: SaveState): void {
    this.#saved.dataset.phase = state.phase;
    this.#saved.textContent = saveWords(state);
  }
}

function saveWords(state: SaveState): string {
  switch (state.phase) {
    case "saved":
      return "saved";
    case "unsaved":
      return "not saved yet";
    case "saving":
      return "saving";
    case "conflict":
      return "not saved: the file was changed elsewhere";
    case "failed":
      return `not saved: ${state.reason}`;
  }
}

function commandButton(workbook: Workbook, name: CommandName, label: string): HTMLButtonElement {
  const command = commands[name];
  const key = command.keys[0];
  const title = key === undefined ? command.label : `${command.label} (${keyLabel(key)})`;
  return button(label, () => void carryOut(command, workbook), { title, class: name });
}

function moreItems(workbook: Workbook) {
  const item = (name: CommandName) => menuItem(workbook, name);
  const hasNotes = workbook.store.notebook.cells.some(isSpeakerNotes);
  return [
    item("runAbove"),
    item("runBelow"),
    item("restartRunAll"),
    "---" as const,
    item("undo"),
    item("redo"),
    item("save"),
    menuItem(workbook, "resetNotebook", !workbook.hasOriginal),
    "---" as const,
    item("lecture"),
    ...(hasNotes ? [item("speakerNotes")] : []),
    item("print"),
    item("downloadNotebook"),
    item("downloadPage"),
    item("downloadTypeScript"),
    item("keys"),
  ];
}
