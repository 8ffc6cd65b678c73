/**
 * Files beside the notebook that cells import. The type checker asks to be told when a file changes; what
 * packages hold does not change while a kernel runs, and the rest is looked at before each cell, so an
 * edit is seen by the very next cell and no watcher is left running.
 */

import { statSync } from "node:fs";
import type { FileWatcher, FileWatcherCallback, System } from "typescript";

const changed = 1; // FileWatcherEventKind.Changed

export interface LocalFiles {
  readonly watchFile: NonNullable<System["watchFile"]>;
  /** Watches nothing: tslab fails when a directory changes between two cells. */
  readonly watchDirectory: NonNullable<System["watchDirectory"]>;
  /** Tells the type checker of every file that changed since the last call. */
  notifyChanges(): void;
}

interface Watched {
  readonly callback: FileWatcherCallback;
  version: number;
}

/** Not what packages hold. */
export const isLocalSource = (path: string): boolean =>
  !path.includes("/node_modules/") && !path.endsWith(".d.ts");

export function watchLocalFiles(): LocalFiles {
  const watched = new Map<string, Watched>();
  return {
    watchDirectory: () => ({ close() {} }),
    watchFile(path, callback): FileWatcher {
      if (!isLocalSource(path)) return { close() {} };
      watched.set(path, { callback, version: versionOf(path) });
      return { close: () => void watched.delete(path) };
    },
    notifyChanges() {
      for (const [path, entry] of watched) {
        const version = versionOf(path);
        if (version === entry.version) continue;
        entry.version = version;
        entry.callback(path, changed);
      }
    },
  };
}

/** Time of the last change in milliseconds; 0 while the file is missing. */
const versionOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
