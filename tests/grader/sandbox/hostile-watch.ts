/** Things of this machine that an attack would change, and eyes on them. */

import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { url as inspectorUrl } from "node:inspector";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Cage } from "../support.ts";
import { secret, type Targets } from "./attacks.ts";

export interface Watch {
  begin(cage: Cage): Promise<void>;
  targets(): Targets;
  /** Nothing of this process, and no other one, was reached. */
  assertUntouched(name: string): void;
  assertFolders(): void;
  /** Command lines of processes that still run the cage's runner. */
  processes(): string[];
  end(): void;
}

export function createWatch(): Watch {
  const home = mkdtempSync(join(tmpdir(), "unrolled-hostile-"));
  const connections: string[] = [];
  let signals = 0;
  let listener: Server;
  let decoy: ChildProcess;
  let targets: Targets;
  let runnerText: string;
  const onSignal = (): void => {
    signals++;
  };
  return {
    async begin({ runner }) {
      process.on("SIGUSR2", onSignal);
      listener = createServer((socket) => connections.push(String(socket.remotePort))).listen(0, "127.0.0.1");
      await new Promise((resolve) => listener.once("listening", resolve));
      decoy = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
      mkdirSync(join(home, "secret"));
      writeFileSync(join(home, "secret/secret.txt"), secret);
      runnerText = readFileSync(runner.script, "utf8");
      targets = {
        secretFile: join(home, "secret/secret.txt"),
        newFile: join(home, "new"),
        runner: runner.script,
        folder: runner.folder,
        port: (listener.address() as { port: number }).port,
        decoy: decoy.pid!,
        parent: process.pid,
      };
    },
    targets: () => targets,
    assertUntouched(name) {
      expect(existsSync(targets.newFile), name).toBe(false);
      expect(connections, name).toEqual([]);
      expect(signals, name).toBe(0);
      expect(inspectorUrl(), name).toBeUndefined();
      expect(decoy.exitCode ?? decoy.signalCode, name).toBeNull();
      expect(({} as { polluted?: number }).polluted, name).toBeUndefined();
      expect([1].every((v) => v > 1) || Object.is(1, 2) || Math.abs(-1) === 0, name).toBe(false);
    },
    assertFolders() {
      expect(readdirSync(home)).toEqual(["secret"]);
      expect(readdirSync(join(home, "secret"))).toEqual(["secret.txt"]);
      expect(readdirSync(targets.folder)).toEqual(["runner.cjs"]);
      expect(readFileSync(targets.runner, "utf8")).toBe(runnerText);
    },
    processes: () => processesOf(targets.runner),
    end() {
      process.off("SIGUSR2", onSignal);
      decoy.kill("SIGKILL");
      listener.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function processesOf(script: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return ""; // it ended in between
      }
    })
    .filter((command) => command.includes(script));
}
