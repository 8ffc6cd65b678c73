import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { connectClient } from "../notebook/server/kernel-client.ts";
import { ask } from "../notebook/server/temporary-server.ts";

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly token: string;
  /** Everything printed so far, on both streams. */
  readonly printed: () => string;
  readonly exit: Promise<number | null>;
}

const children: ChildProcess[] = [];
const own = mkdtempSync(join(tmpdir(), "unrolled-own-"));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(own, { recursive: true, force: true });
});

const startScript = `
  import("${join(import.meta.dirname, "../../src/cli/start.ts")}")
    .then(({ start }) => start(JSON.parse(process.argv[1])))
    .catch((error) => { console.error(error.message); process.exit(1); });
`;

function launch(options: object, env: Record<string, string> = {}): Omit<Started, "port" | "token"> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      "--conditions=source",
      "-e",
      startScript,
      JSON.stringify({ open: false, own, ...options }),
    ],
    { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  children.push(child);
  let printed = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (text: Buffer) => {
      printed += String(text);
    });
  }
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, printed: () => printed, exit };
}

async function open(options: object = { port: "0" }, env: Record<string, string> = {}): Promise<Started> {
  const started = launch(options, env);
  const line = /^Unrolled is open at http:\/\/127\.0\.0\.1:(\d+)\/\?token=([0-9a-f]{64})\n/;
  await expect.poll(started.printed).toMatch(line);
  const [, port, token] = line.exec(started.printed())!;
  return { ...started, port: Number(port), token: token! };
}

const get = ({ port, token }: Started, path: string, method = "GET", body?: unknown) =>
  ask({ port, method, path, headers: { authorization: `token ${token}` }, body });

async function freePort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe("unrolled start", () => {
  it("prints one line, serves the course, and never prints the token again", async () => {
    const started = await open();

    const index = await get(started, "/");
    const bad = await ask({
      ...started,
      method: "GET",
      path: `/?token=${started.token}x`,
      headers: {},
      body: undefined,
    });
    await get(started, `/api/contents/none.ipynb?token=${started.token}`);
    started.child.kill("SIGINT");

    expect(await started.exit).toBe(0);
    expect(index.text).toContain("01-");
    expect(bad.status).toBe(401);
    expect(started.printed().split(started.token)).toHaveLength(2);
    expect(started.printed().trimEnd().split("\n")).toHaveLength(1);
  });

  it("takes the next port if the wanted one is taken, and PORT from the environment", async () => {
    const { port, release } = await freePort();

    const started = await open({}, { PORT: String(port) });
    await release();

    expect(started.port).toBeGreaterThan(port);
    expect(started.port).toBeLessThan(port + 20);
  });

  it("says what is wrong with a port", async () => {
    const { exit, printed } = launch({ port: "abc" });

    expect(await exit).toBe(1);
    expect(printed()).toBe('--port: expected a number from 0 to 65535, got "abc".\n');
  });

  it("keeps the learner's files in the folder that was named", async () => {
    const started = await open();
    const name = (await get(started, "/api/contents")).json.content[0].name;
    const { content } = (await get(started, `/api/contents/${name}`)).json;
    content.cells.push({ ...content.cells[0], id: "mine", source: "mine" });

    const saved = await get(started, `/api/contents/${name}`, "PUT", { type: "notebook", content });

    expect(saved.json.unrolled.isCopy).toBe(true);
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("takes its kernels with it when it ends by %s", async (signal) => {
    const started = await open();
    const session = await get(started, "/api/sessions", "POST", { path: "x.ipynb", type: "notebook" });
    const kernel = await connectClient(started.port, started.token, session.json.kernel.id);
    const { published } = await kernel.execute("process.pid");
    const pid = Number((published.at(-1)!.content.data as Record<string, string>)["text/plain"]);
    void kernel.execute("while (true) {}");

    started.child.kill(signal);
    await started.exit;

    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it("checks an answer with the grader", async () => {
    const started = await open();

    const { status, json } = await get(started, "/api/unrolled/check", "POST", {
      exercise: "X1.1",
      source: "export function rnnCellForward() { throw new Error('TODO'); }",
    });

    expect(status).toBe(200);
    expect(json).toMatchObject({ exercise: "X1.1", points: 0 });
    expect(json.maxPoints).toBeGreaterThan(0);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
