/** Starts the language process when the first question comes, and again should it end. */

import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LanguageReply, LanguageRequest } from "../../format/language-request.ts";

export interface LanguageService {
  ask(request: LanguageRequest): Promise<LanguageReply>;
  close(): void;
}

interface Waiting {
  resolve(reply: LanguageReply): void;
  reject(error: Error): void;
}

/** In megabytes; the service of a long notebook takes some 150. */
const memoryLimit = 700;

const tsxAddress = (): string => pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** `folder`: where the notebooks lie. */
export function createLanguageService(folder: string): LanguageService {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let count = 0;

  function start(): ChildProcess {
    const ending = extname(import.meta.filename);
    const script = join(import.meta.dirname, `language-process${ending}`);
    // Node runs the sources through tsx while developing; the build needs nothing.
    const loader = ending === ".ts" ? ["--conditions=source", "--import", tsxAddress()] : [];
    const execArgv = [...loader, `--max-old-space-size=${memoryLimit}`];
    const started = fork(script, [folder], { execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    started.on("message", ({ id, reply, error }: { id: number; reply?: LanguageReply; error?: string }) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (reply !== undefined) asked?.resolve(reply);
      else asked?.reject(new Error(error));
    });
    started.on("error", () => {}); // it has ended, as "exit" is about to tell; unheard, that would end the server
    started.on("exit", () => {
      if (child === started) child = undefined;
      for (const { reject } of waiting.values()) reject(new Error("The language service ended; ask again."));
      waiting.clear();
    });
    return started;
  }

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        child ??= start();
        const id = ++count;
        waiting.set(id, { resolve, reject });
        child.send({ id, request });
      }),
    close() {
      child?.kill();
      child = undefined;
    },
  };
}
