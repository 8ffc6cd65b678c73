/**
 * JupyterLab's own client against the server: what JupyterLab and other Jupyter front ends do with a notebook.
 * The client is 30 MB, so it is installed apart: npm ci --prefix tests/long/services
 */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openServer, type TemporaryServer } from "../../notebook/server/temporary-server.ts";
import { describeWith } from "../../support/needs.ts";
import type { Client, Future, IopubMessage, KernelConnection, SessionConnection } from "./client-types.ts";

const client = join(import.meta.dirname, "node_modules/@jupyterlab/services/package.json");
const installed = existsSync(client) ? client : undefined;

describeWith("@jupyterlab/services (npm ci --prefix tests/long/services)", installed)(
  "JupyterLab's client",
  () => {
    let server: TemporaryServer;
    let session: SessionConnection;
    let kernel: KernelConnection;
    let services: Client;
    let settings: unknown;
    const closing: { dispose(): void }[] = [];

    beforeAll(async () => {
      services = createRequire(client)("@jupyterlab/services") as Client;
      server = await openServer();
      const address = `127.0.0.1:${server.port}/`;
      settings = services.ServerConnection.makeSettings({
        baseUrl: `http://${address}`,
        wsUrl: `ws://${address}`,
        token: server.token,
        appendToken: true,
      });
      const kernelManager = new services.KernelManager({ serverSettings: settings });
      const sessions = new services.SessionManager({ serverSettings: settings, kernelManager });
      closing.push(sessions, kernelManager);
      await sessions.ready;
      const path = "04-vanishing.ipynb";
      session = await sessions.startNew({ path, name: path, type: "notebook", kernel: { name: "unrolled" } });
      kernel = session.kernel;
      await kernel.info;
    });
    afterAll(async () => {
      await session?.shutdown();
      for (const each of closing) each.dispose();
      await server?.close();
    });

    /** Runs a cell; what it published, by type. */
    async function run(code: string): Promise<{ status: string; published: IopubMessage[] }> {
      const future: Future = kernel.requestExecute({ code });
      const published: IopubMessage[] = [];
      future.onIOPub = (message) => published.push(message);
      const { content } = await future.done;
      return {
        status: content.status,
        published: published.filter(({ header }) => header.msg_type !== "status"),
      };
    }
    const resultOf = (published: readonly IopubMessage[]) =>
      published.find(({ header }) => header.msg_type === "execute_result")?.content.data?.["text/plain"];

    it("finds the kernel, with its language", async () => {
      const specs = new services.KernelSpecManager({ serverSettings: settings });
      closing.push(specs);
      await specs.ready;

      expect(specs.specs?.default).toBe("unrolled");
      expect(specs.specs?.kernelspecs.unrolled).toMatchObject({ name: "unrolled", language: "typescript" });
      expect((await kernel.info).language_info.file_extension).toBe(".ts");
    });

    it("executes cells that share variables, and gets results, streams and errors", async () => {
      await run("const width = 6;");
      const product = await run("console.log('working'); width * 7");
      const failing = await run("throw new RangeError('too far')");

      expect(product.status).toBe("ok");
      expect(resultOf(product.published)).toBe("42");
      expect(product.published.find(({ header }) => header.msg_type === "stream")?.content.text).toBe(
        "working\n",
      );
      expect(failing.status).toBe("error");
      const error = failing.published.find(({ header }) => header.msg_type === "error");
      expect(error?.content).toMatchObject({ ename: "RangeError", evalue: "too far" });
    });

    it("completes a name and inspects it", async () => {
      await run(
        "/** Seen by the learner. */\nfunction learningRate(step: number): number { return 1 / step; }",
      );

      const completion = await kernel.requestComplete({ code: "learni", cursor_pos: 6 });
      const inspection = await kernel.requestInspect({
        code: "learningRate(2)",
        cursor_pos: 4,
        detail_level: 0,
      });

      expect(completion.content.matches).toContain("learningRate");
      expect(completion.content).toMatchObject({ cursor_start: 0, cursor_end: 6 });
      expect(inspection.content.found).toBe(true);
      expect(inspection.content.data["text/plain"]).toContain("learningRate(step: number): number");
    });

    it("interrupts an endless loop and keeps the variables", async () => {
      await run("const kept = 11;");
      const future = kernel.requestExecute({ code: "while (true) {}" });
      await new Promise<void>((resolve) => {
        future.onIOPub = ({ header }) => header.msg_type === "execute_input" && resolve();
      });
      await new Promise((resolve) => setTimeout(resolve, 500));

      await kernel.interrupt();
      const { content } = await future.done;

      expect(content.status).toBe("error");
      expect(resultOf((await run("kept")).published)).toBe("11");
    });

    it("restarts: the connection stays, the variables are gone", async () => {
      await run("const forgotten = 1;");

      const heard: string[] = [];
      kernel.statusChanged.connect((_kernel, status) => heard.push(status));
      await kernel.restart();
      const { status, published } = await run("forgotten");

      expect(status).toBe("error");
      expect(published.find(({ header }) => header.msg_type === "error")?.content.evalue).toContain(
        "forgotten",
      );
      expect(resultOf((await run("2 + 3")).published)).toBe("5");
      expect(heard).not.toContain("autorestarting"); // with which the client would warn that the kernel died
      expect(kernel.connectionStatus).toBe("connected");
    });

    it("lists, reads, saves, names and removes notebooks", async () => {
      const contents = new services.ContentsManager({
        defaultDrive: new services.Drive({ serverSettings: settings }),
      });
      closing.push(contents);
      const listed = await contents.get("");
      const opened = await contents.get("04-vanishing.ipynb", { type: "notebook", content: true });
      const cells = opened.content.cells as { source: string }[];
      cells[1]!.source = "1 + 1";

      await contents.save("04-vanishing.ipynb", {
        type: "notebook",
        format: "json",
        content: opened.content,
      });
      const saved = await contents.get("04-vanishing.ipynb", { content: true });
      const made = await contents.newUntitled({ type: "notebook", path: "" });
      const renamed = await contents.rename(made.path, "mine.ipynb");
      await contents.delete("mine.ipynb");

      expect(listed.content.map(({ path }: { path: string }) => path)).toContain("04-vanishing.ipynb");
      expect(saved.content.cells[1].source).toBe("1 + 1");
      expect(renamed.path).toBe("mine.ipynb");
      const left = await contents.get("");
      expect(left.content.map(({ path }: { path: string }) => path)).not.toContain("mine.ipynb");
    });
  },
);
