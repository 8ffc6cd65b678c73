/**
 * How the type checker finds what cells import. TypeScript's own watcher notes every place where each import
 * of every declaration file was not found, Node's modules above all, and with that takes a quarter of the
 * kernel's start. Here Node's modules are known without looking, and what was not found is looked for again
 * when the next cell comes.
 */

import { isBuiltin } from "node:module";
import type * as TypeScript from "typescript";
import { isLocalSource } from "./local-files.ts";

/** What a watching host may say about modules. */
type Resolver = Required<
  Pick<TypeScript.WatchCompilerHost<never>, "resolveModuleNameLiterals" | "hasInvalidatedResolutions">
>;

export class ModuleResolution {
  #cache: TypeScript.ModuleResolutionCache | undefined;
  #isRetrying = false;

  /** Has local files and the next cell look again for what they import. */
  retry(): void {
    this.#cache?.clear();
    this.#isRetrying = true;
  }

  /** To be called when the cell is checked. */
  settle(): void {
    this.#isRetrying = false;
  }

  resolver(ts: typeof TypeScript, system: TypeScript.System, options: TypeScript.CompilerOptions): Resolver {
    const cache = ts.createModuleResolutionCache(system.getCurrentDirectory(), (path) => path, options);
    this.#cache = cache;
    return {
      resolveModuleNameLiterals: (literals, importer, redirected) =>
        literals.map(({ text }) =>
          isBuiltin(text)
            ? { resolvedModule: undefined } // @types/node declares it
            : ts.resolveModuleName(text, importer, options, system, cache, redirected),
        ),
      hasInvalidatedResolutions: (path) => this.#isRetrying && isLocalSource(path),
    };
  }
}
