import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { url as inspectorUrl } from "node:inspector";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program } from "../../support/needs.ts";
import { type Cage, openCage, patient } from "../support.ts";
import { attacks, secret, type Targets } from "./attacks.ts";

const everyLayer = {
  bubblewrap: program("bwrap"),
  namespaces: process.platform === "linux" ? program("unshare") : undefined,
} as const;

for (const [layer, found] of Object.entries(everyLayer)) {
  describe.skipIf(found === undefined)(`a hostile answer inside ${layer}, limits and permissions`, () => {
    const home = mkdtempSync(join(tmpdir(), "unrolled-attack-"));
    const connections: string[] = [];
    let signals = 0;
    let cage: Cage;
    let listener: Server;
    let decoy: ChildProcess;
    let targets: Targets;
    let runnerText: string;
    const onSignal = (): void => {
      signals++;
    };

    beforeAll(async () => {
      cage = await openCage([layer as "bubblewrap" | "namespaces", "limits", "permissions"]);
      process.env.UNROLLED_TEST_SECRET = secret;
      process.on("SIGUSR2", onSignal);
      listener = createServer((socket) => connections.push(String(socket.remotePort))).listen(0, "127.0.0.1");
      await new Promise((resolve) => listener.once("listening", resolve));
      decoy = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
      writeFileSync(join(home, "secret.txt"), secret);
      runnerText = readFileSync(cage.runner.script, "utf8");
      targets = {
        secretFile: join(home, "secret.txt"),
        newFile: join(home, "new"),
        runner: cage.runner.script,
        folder: cage.runner.folder,
        port: (listener.address() as { port: number }).port,
        decoy: decoy.pid!,
        parent: process.pid,
      };
    });
    afterAll(async () => {
      delete process.env.UNROLLED_TEST_SECRET;
      process.off("SIGUSR2", onSignal);
      decoy.kill("SIGKILL");
      listener.close();
      await cage.runner.remove();
      rmSync(home, { recursive: true, force: true });
    });

    it("is really inside the layers that this matrix names", () => {
      expect(cage.containment.layers).toEqual([layer, "limits", "permissions"]);
      expect(cage.containment.complete).toBe(true);
    });

    const placeholders: Targets = {
      secretFile: "",
      newFile: "",
      runner: "",
      folder: "",
      port: 0,
      decoy: 0,
      parent: 0,
    };
    it.each(attacks(placeholders).map(({ name }, i) => [name, i] as const))("%s", async (_name, i) => {
      const { body } = attacks(targets)[i];
      const before = process.memoryUsage().rss;
      const answer = await cage.open(`export function f() { ${body} }`, { callSeconds: 0.6 });

      const value = await answer.call("f", []).catch((error: Error) => `refused: ${error.message}`);
      await answer.close();

      expect(JSON.stringify(value) ?? "").not.toContain(secret);
      expect(value).not.toBe("held 4 GB");
      expect(existsSync(targets.newFile)).toBe(false);
      expect(readdirSync(targets.folder)).toEqual(["runner.cjs"]);
      expect(readFileSync(targets.runner, "utf8")).toBe(runnerText);
      expect(connections).toEqual([]);
      expect(signals).toBe(0);
      expect(inspectorUrl()).toBeUndefined();
      expect(decoy.exitCode ?? decoy.signalCode).toBeNull();
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
      expect([1].every((v) => v > 1) || Object.is(1, 2) || Math.abs(-1) === 0).toBe(false);
      expect(answer.printed().length).toBeLessThanOrEqual(64 << 10);
      expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
    });

    it("leaves no process behind", async () => {
      const left = () =>
        readdirSync("/proc")
          .filter((name) => /^\d+$/.test(name))
          .filter((pid) => {
            try {
              return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(targets.runner);
            } catch {
              return false; // it ended in between
            }
          });
      await expect.poll(left).toEqual([]);
    });
  });
}

describe("without containment", () => {
  it.each([
    "reads the solutions",
    "reads through WASI",
    "writes a file",
    "runs a shell",
    "connects to a local port",
  ])("an answer that %s gets through, so the matrix above proves something", async (name) => {
    const home = mkdtempSync(join(tmpdir(), "unrolled-attack-"));
    writeFileSync(join(home, "secret.txt"), secret);
    let connected = false;
    const listener = createServer(() => {
      connected = true;
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => listener.once("listening", resolve));
    const cage = await openCage([]);
    const body = attacks({
      secretFile: join(home, "secret.txt"),
      newFile: join(home, "new"),
      runner: cage.runner.script,
      folder: cage.runner.folder,
      port: (listener.address() as { port: number }).port,
      decoy: 0,
      parent: process.pid,
    }).find((attack) => attack.name === name)!.body;
    const answer = await cage.open(`export function f() { ${body} }`, patient);

    let value: unknown;
    const called = answer.call("f", []).then(
      (returned) => {
        value = returned;
      },
      () => {}, // some never return
    );
    const isThrough = () => String(value).includes(secret) || connected || existsSync(join(home, "new"));

    expect(cage.containment).toMatchObject({ layers: [], complete: false });
    await expect.poll(isThrough).toBe(true);
    await answer.close();
    await called;
    listener.close();
    await cage.runner.remove();
    rmSync(home, { recursive: true, force: true });
  });
});
