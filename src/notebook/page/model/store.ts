/** What the page knows, in one place; views listen and draw what changed. */

import type { NotebookState } from "./notebook-state.ts";
import type { LastRun } from "./staleness.ts";

export type KernelStatus =
  | "not started"
  | "starting"
  | "idle"
  | "busy"
  | "restarting"
  | "dead"
  | "disconnected";

/** What a code cell is doing, or how its last run in this page ended. */
export type Activity =
  | { readonly phase: "queued"; readonly place: number }
  | { readonly phase: "running"; readonly since: number }
  | { readonly phase: "done" | "failed" | "stopped"; readonly milliseconds: number };

export interface PageState {
  readonly notebook: NotebookState;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly lastRuns: ReadonlyMap<string, LastRun>;
  readonly kernel: KernelStatus;
}

type Listener = (state: PageState, before: PageState) => void;

export class Store {
  #state: PageState;
  readonly #listeners = new Set<Listener>();

  constructor(notebook: NotebookState) {
    this.#state = { notebook, activities: new Map(), lastRuns: new Map(), kernel: "not started" };
  }

  get state(): PageState {
    return this.#state;
  }

  get notebook(): NotebookState {
    return this.#state.notebook;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(part: Partial<PageState>): void {
    const before = this.#state;
    this.#state = { ...before, ...part };
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  /** Applies an operation of the notebook model; an operation that changes nothing wakes nobody. */
  apply(operation: (notebook: NotebookState) => NotebookState): void {
    const notebook = operation(this.#state.notebook);
    if (notebook !== this.#state.notebook) this.change({ notebook });
  }

  setActivity(id: string, activity: Activity | undefined): void {
    const activities = new Map(this.#state.activities);
    if (activity === undefined) activities.delete(id);
    else activities.set(id, activity);
    this.change({ activities });
  }
}
