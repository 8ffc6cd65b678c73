/**
 * Runs cells: converts, compiles, runs, awaits, and tells what came of it. Names live in one scope that all
 * cells share; a cell that fails leaves the names that it reached.
 */

import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { CellModules, cellMeta } from "./cell-modules.ts";
import { CellResources } from "./cell-resources.ts";
import { CellScope, type EnteredNames } from "./cell-scope.ts";
import { withoutExports } from "./cell-source.ts";
import { declarationsAfterFailure } from "./declared-names.ts";
import { type ErrorReport, reportDiagnostics, reportInterrupt, reportThrown } from "./error-report.ts";
import { cellNames } from "./live-bindings.ts";
import { SourcePositions } from "./source-positions.ts";
import type { CellConverter, ConvertedCell } from "./tslab-converter.ts";
import { annotateUnnameable } from "./unnameable-types.ts";
import { usingName } from "./using-declarations.ts";
import type { Compiled } from "./wrapped-typescript.ts";
import { olderSyntax } from "./younger-syntax.ts";

export type CellOutcome =
  | { readonly status: "ok"; readonly value: unknown }
  | { readonly status: "error"; readonly error: ErrorReport };

const cellSymbol = Symbol.for("unrolled.cell");
const cellGlobal = 'globalThis[Symbol.for("unrolled.cell")]';
const parameters = [
  "exports",
  "require",
  "__dirname",
  "__filename",
  cellNames.load,
  cellNames.meta,
  "$$enter",
  usingName,
];

/** Told as a script's first and as its last deed: between the two, and only there, a signal stops it. */
export interface ScriptGuard {
  enter(): void;
  leave(): void;
}

/** What came of calling a cell's function; `value` is a promise if it awaits. */
interface CellCall {
  readonly hasReturned: boolean;
  readonly value: unknown;
}

/** Thrown in a cell's stead when it is interrupted. */
export class Interrupted extends Error {}

export class CellExecutor {
  readonly positions: SourcePositions;
  readonly #converter: CellConverter;
  readonly #cwd: string;
  readonly #guard: ScriptGuard;
  readonly #scope = new CellScope();
  readonly #modules: CellModules;
  #declarations = "";
  #serial = 0;
  #interrupt: (() => void) | undefined;

  constructor(converter: CellConverter, cwd: string, tslab: () => unknown, guard: ScriptGuard) {
    this.#converter = converter;
    this.#cwd = cwd;
    this.#guard = guard;
    this.positions = new SourcePositions(cwd);
    this.#modules = new CellModules(cwd, this.positions, tslab);
  }

  /** What the cells run so far declare, as TypeScript. */
  get declarations(): string {
    return this.#declarations;
  }

  /** Gives all cells a function; they may redeclare its name. */
  offer(name: string, type: string, value: (...args: string[]) => unknown): void {
    this.#scope.names[name] = value;
    this.#declarations += `declare let ${name}: ${type};\n`;
  }

  /** Rejects what the running cell awaits. A loop without await is stopped by the signal itself. */
  interrupt(): void {
    this.#interrupt?.();
  }

  /**
   * Runs one cell; `name` is what tracebacks call it, such as "cell 3". `begin` is called when it is compiled;
   * what it throws ends the cell before it runs.
   */
  async execute(code: string, name: string, begin?: () => Promise<void>): Promise<CellOutcome> {
    const source = withoutExports(this.#converter.typescript, olderSyntax(code));
    const converted = this.#convert(source);
    this.#modules.update(converted.modules);
    if (converted.diagnostics.length > 0)
      return { status: "error", error: reportDiagnostics(converted.diagnostics, name, code) };
    if (!converted.cell) return { status: "ok", value: undefined };

    const ended = await this.#run(converted.cell, name, code, begin);
    hideAdditions();
    const missing = ended.entered?.settle() ?? new Set(converted.cell.bound!.names);
    const value = converted.resultName && this.#scope.take(converted.resultName);
    this.#declarations = declarationsAfterFailure(
      this.#converter.typescript,
      this.#declarations,
      converted.declarations,
      missing,
    );
    return ended.error ? { status: "error", error: ended.error } : { status: "ok", value };
  }

  #convert(source: string): ConvertedCell {
    const converted = this.#converter.convert(this.#declarations, source);
    const annotated = annotateUnnameable(this.#converter.typescript, source, converted.diagnostics);
    if (annotated === undefined) return converted;
    const again = this.#converter.convert(this.#declarations, annotated);
    return { ...again, modules: [...converted.modules, ...again.modules] };
  }

  async #run(
    cell: Compiled,
    name: string,
    text: string,
    begin?: () => Promise<void>,
  ): Promise<{ entered?: EnteredNames; error?: ErrorReport }> {
    const { isAsync, specifiers } = cell.bound!;
    const file = `unrolled:cell/${++this.#serial}`;
    const start = `try{${cellGlobal}.returns((${isAsync ? "async " : ""}function (${parameters.join(", ")}) {"use strict";$$enter(${cellNames.bindings}());`;
    const { code, maps } = cell;
    this.positions.add(file, {
      name,
      text,
      maps,
      linesBefore: 1,
      columnsBefore: start.length,
      linesOfCode: code.split("\n").length,
    });
    let entered: EnteredNames | undefined;
    const resources = new CellResources();
    const enter = (accessors: object): void => {
      entered = this.#scope.enter(accessors);
    };
    let failure: { thrown: unknown } | undefined;
    try {
      await begin?.();
      await this.#modules.prepare(specifiers);
      const call = this.#offerCall(enter, (value, isAsync) => resources.add(value, isAsync));
      const end = `\n}).apply(undefined, ${cellGlobal}.enter()))}finally{${cellGlobal}.leave()}`;
      try {
        runInThisContext(start + code + end, { filename: file, breakOnSigint: true });
      } catch (thrown) {
        if (!(isStopped(thrown) && call.hasReturned)) throw thrown; // a signal too late: an await hears the message
      }
      if (isAsync) await this.#untilInterrupted(call.value as Promise<unknown>);
    } catch (thrown) {
      failure = { thrown };
    }
    const failedDisposal = await resources.dispose();
    failure ??= failedDisposal;
    return { ...(failure && { error: this.#report(failure.thrown) }), ...(entered && { entered }) };
  }

  #report(thrown: unknown): ErrorReport {
    if (thrown instanceof Interrupted || isStopped(thrown)) return reportInterrupt();
    return reportThrown(thrown, this.positions);
  }

  /** The script calls the cell by means of a global that lasts as long as the script. */
  #offerCall(enterNames: (accessors: object) => void, using: CellResources["add"]): CellCall {
    const call: CellCall = { hasReturned: false, value: undefined };
    const filename = "notebook.ts";
    const values = [
      this.#scope.names,
      this.#modules.require,
      this.#cwd,
      join(this.#cwd, filename),
      (id: string) => this.#modules.load(id),
      cellMeta(this.#cwd, filename),
      enterNames,
      using,
    ];
    const enter = (): unknown[] => {
      this.#guard.enter();
      return values;
    };
    const returns = (value: unknown): void => {
      Object.assign(call, { hasReturned: true, value });
    };
    const leave = (): void => {
      delete (globalThis as Record<symbol, unknown>)[cellSymbol];
      this.#guard.leave();
    };
    Object.defineProperty(globalThis, cellSymbol, { value: { enter, returns, leave }, configurable: true });
    return call;
  }

  async #untilInterrupted(running: Promise<unknown>): Promise<void> {
    const interrupted = new Promise<never>((_, reject) => {
      this.#interrupt = () => reject(new Interrupted());
    });
    running.catch(() => {}); // after an interrupt nobody listens to it any more
    try {
      await Promise.race([running, interrupted]);
    } finally {
      this.#interrupt = undefined;
    }
  }
}

/** A signal stopped the script. */
const isStopped = (thrown: unknown): boolean =>
  (thrown as NodeJS.ErrnoException | undefined)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";

/** What a cell adds to a built-in prototype shall not turn up in every for-in loop, the compiler's among them. */
function hideAdditions(): void {
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype, String.prototype])
    for (const name of Object.keys(prototype)) {
      const { configurable } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
      if (configurable) Object.defineProperty(prototype, name, { enumerable: false });
    }
}
