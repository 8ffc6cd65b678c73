/**
 * Saves the notebook a second after a change. The server refuses if the file is another by now; then the
 * reader decides. Until the server has confirmed, the browser keeps a copy of the texts.
 */

import type { Notebook } from "../../format/notebook.ts";
import { call, ServerError } from "../kernel/server.ts";
import { type LiveCell, notebookOf } from "../model/cell.ts";
import type { Store } from "../model/store.ts";
import { isSameText, removeBackup, writeBackup } from "./backup.ts";

export type SaveState =
  | { readonly phase: "saved" | "unsaved" | "saving" }
  | { readonly phase: "failed"; readonly reason: string }
  | { readonly phase: "conflict"; readonly reason: string };

export interface ContentsModel {
  readonly content: Notebook | null;
  readonly unrolled: { readonly version: string };
}

export interface SaverOptions {
  readonly store: Store;
  readonly path: string;
  /** Everything of the notebook but its cells. */
  readonly shell: Notebook;
  readonly version: string;
  onState(state: SaveState): void;
}

const pause = 1_000;
/** While somebody types on, or a cell prints without end, the notebook is saved this often: no edit of 2 s is lost. */
const longestPause = 1_200;
const longestRetry = 15_000;

export function contentsAddress(path: string): string {
  return `/api/contents/${path.split("/").map(encodeURIComponent).join("/")}`;
}

export class Saver {
  readonly #options: SaverOptions;
  #version: string;
  #savedCells: readonly LiveCell[];
  #state: SaveState = { phase: "saved" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #backupTimer: ReturnType<typeof setTimeout> | undefined;
  #firstChange = 0;
  #retry = pause;
  #saving: Promise<void> | undefined;
  #isLeaving = false;

  constructor(options: SaverOptions) {
    this.#options = options;
    this.#version = options.version;
    this.#savedCells = options.store.notebook.cells;
    options.store.listen((state, before) => {
      if (state.notebook.cells !== before.notebook.cells) this.#changed();
    });
  }

  get isSaved(): boolean {
    return this.#options.store.notebook.cells === this.#savedCells;
  }

  get state(): SaveState {
    return this.#state;
  }

  get version(): string {
    return this.#version;
  }

  #changed(): void {
    if (this.isSaved) return;
    this.#backupTimer ??= setTimeout(() => this.backUp(), 300);
    if (this.#state.phase === "conflict") return;
    if (this.#state.phase === "saved") this.#firstChange = performance.now();
    if (this.#state.phase !== "saving") this.#setState({ phase: "unsaved" });
    const waited = performance.now() - this.#firstChange;
    this.#schedule(Math.max(0, Math.min(pause, longestPause - waited)));
  }

  #schedule(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), wait);
  }

  /** Keeps the texts in the browser until the server has them. */
  backUp(): void {
    clearTimeout(this.#backupTimer);
    this.#backupTimer = undefined;
    const { store, path } = this.#options;
    if (!this.isSaved) writeBackup(path, this.#version, store.notebook.cells);
  }

  /**
   * The page is about to go. The next one may be on its way before this save has landed, so it must find
   * the backup, even if the save succeeds; if the reader stays after all, things go on as usual.
   */
  leave(): void {
    this.backUp();
    this.#isLeaving = true;
    setTimeout(() => {
      this.#isLeaving = false;
      if (this.isSaved) this.forgetBackup();
    }, 3_000);
    void this.save();
  }

  /** Saves what is not saved yet. Resolves when it is, or when the state says why not. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#saving !== undefined) await this.#saving; // two who waited must not both send
    if (this.isSaved || this.#state.phase === "conflict") return;
    await this.#send(this.#version);
  }

  /** Saves because the reader says so; a conflict that was put off is asked about again. */
  async saveNow(): Promise<void> {
    if (this.#state.phase === "conflict") this.#setState(this.#state);
    else await this.save();
  }

  /** Replaces the other version, because the reader said so. */
  async keepMine(): Promise<void> {
    while (this.#saving !== undefined) await this.#saving;
    await this.#send(undefined);
  }

  #send(version: string | undefined): Promise<void> {
    this.#saving = this.#put(version).finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  /** Saves this version under another name; resolves to its path. */
  async saveCopy(): Promise<string> {
    const { path, store, shell } = this.#options;
    const time = new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", "-");
    const copy = path.replace(/\.ipynb$/, ` (my copy ${time}).ipynb`);
    const body = { type: "notebook", format: "json", content: notebookOf(shell, store.notebook.cells) };
    await call("PUT", contentsAddress(copy), { body });
    this.forgetBackup();
    return copy;
  }

  forgetBackup(): void {
    clearTimeout(this.#backupTimer);
    this.#backupTimer = undefined;
    this.#savedCells = this.#options.store.notebook.cells;
    removeBackup(this.#options.path);
  }

  async #put(version: string | undefined): Promise<void> {
    const { path, store, shell } = this.#options;
    const { cells } = store.notebook;
    this.#setState({ phase: "saving" });
    try {
      const model = await call<ContentsModel>("PUT", contentsAddress(path), {
        body: { type: "notebook", format: "json", content: notebookOf(shell, cells) },
        headers: version === undefined ? {} : { "If-Match": `"${version}"` },
      });
      this.#version = model.unrolled.version;
      this.#savedCells = cells;
      this.#retry = pause;
      this.#firstChange = performance.now();
      this.#setState({ phase: this.isSaved ? "saved" : "unsaved" });
      if (!this.isSaved) this.#schedule(pause);
      else if (!this.#isLeaving) this.forgetBackup();
    } catch (error) {
      const version =
        error instanceof ServerError && error.status === 409 ? await this.#sameTextVersion() : undefined;
      if (version === undefined) this.#failed(error as Error);
      else await this.#put(version);
    }
  }

  /** The version of the file, if it differs from this notebook in nothing but outputs: no conflict to decide. */
  async #sameTextVersion(): Promise<string | undefined> {
    const { path, store } = this.#options;
    const theirs = await call<ContentsModel>("GET", contentsAddress(path)).catch(() => undefined);
    const isSame = theirs?.content && isSameText(theirs.content.cells, store.notebook.cells);
    return isSame ? theirs.unrolled.version : undefined;
  }

  #failed(error: Error): void {
    this.backUp();
    if (error instanceof ServerError && error.status === 409) {
      this.#setState({ phase: "conflict", reason: error.message });
      return;
    }
    const reason = error instanceof ServerError ? error.message : "the server does not answer";
    this.#setState({ phase: "failed", reason });
    this.#retry = Math.min(longestRetry, this.#retry * 2);
    this.#schedule(this.#retry);
  }

  #setState(state: SaveState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
