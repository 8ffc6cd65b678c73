import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { connectClient } from "./kernel-client.ts";
import { openServer, type TemporaryServer } from "./temporary-server.ts";

let server: TemporaryServer;
let session: { id: string; kernel: { id: string } };

beforeAll(async () => {
  server = await openServer({ warm: true });
  const body = { path: "04-vanishing.ipynb", name: "", type: "notebook", kernel: { name: "unrolled" } };
  session = (await server.send("POST", "/api/sessions", body)).json;
});
afterAll(() => server.close());

const client = (isBinary?: boolean) => connectClient(server.port, server.token, session.kernel.id, isBinary);

describe("what a Jupyter client asks first", () => {
  it("is answered as Jupyter does", async () => {
    expect((await server.send("GET", "/api")).json.version).toMatch(/^2\./);
    expect((await server.send("GET", "/api/me")).json.identity.username).toBe("learner");
    expect((await server.send("GET", "/api/status")).json).toMatchObject({ kernels: 1, connections: 0 });
    const { json } = await server.send("GET", "/api/kernelspecs");
    expect(json.kernelspecs[json.default].spec).toMatchObject({
      language: "typescript",
      interrupt_mode: "message",
    });
    expect((await server.send("GET", "/hub/api")).status).toBe(404);
    expect((await server.send("GET", "/tree?")).headers.location).toBe("/");
  });

  it("lists the notebooks, each with the contents model", async () => {
    const { json } = await server.send("GET", "/api/contents/?content=1&type=directory");

    expect(json).toMatchObject({ type: "directory", format: "json", path: "" });
    expect(json.content[0]).toMatchObject({
      name: "04-vanishing.ipynb",
      path: "04-vanishing.ipynb",
      type: "notebook",
      format: null,
      content: null,
      writable: true,
    });
    expect((await server.send("GET", "/api/contents?content=0")).json.content).toBeNull();
  });

  it("asks for checkpoints at each save, and gets an answer", async () => {
    const path = "/api/contents/04-vanishing.ipynb/checkpoints";

    expect((await server.send("POST", path, {})).json).toMatchObject({ id: "last-save" });
    expect((await server.send("GET", path)).json).toEqual([]);
  });
});

describe("a session", () => {
  it("ties a notebook to one kernel: opening it twice, or twice at once, gives the same", async () => {
    const body = { path: "04-vanishing.ipynb", type: "notebook", kernel: { name: "unrolled" } };

    const again = await Promise.all([1, 2].map(() => server.send("POST", "/api/sessions", body)));

    expect(again.map(({ json }) => json.id)).toEqual([session.id, session.id]);
    expect((await server.send("GET", "/api/kernels")).json).toHaveLength(1);
  });

  it("can be renamed and found", async () => {
    await server.send("PATCH", `/api/sessions/${session.id}`, { name: "vanishing" });

    const { json } = await server.send("GET", `/api/sessions/${session.id}`);

    expect(json).toMatchObject({ name: "vanishing", type: "notebook", kernel: { id: session.kernel.id } });
    expect((await server.send("GET", "/api/sessions/none")).status).toBe(404);
    expect((await server.send("POST", "/api/sessions", {})).status).toBe(400);
  });
});

describe.each([
  ["v1.kernel.websocket.jupyter.org", true],
  ["the older JSON protocol", false],
])("a kernel over %s", (_name, isBinary) => {
  it("executes cells, and the later sees the earlier", async () => {
    const kernel = await client(isBinary);
    const seen = isBinary ? "first" : "second";
    await kernel.execute(`const ${seen}: number = 41;`);

    const { reply, published } = await kernel.execute(`console.log("hi"); ${seen} + 1`);

    kernel.close();
    expect(reply).toMatchObject({ status: "ok" });
    const types = published.map(({ header }) => header.msg_type);
    expect(types).toEqual(["execute_input", "stream", "execute_result"]);
    expect(published[2]!.content).toMatchObject({ data: { "text/plain": "42" } });
  });
});

describe("a kernel", () => {
  it("answers who it is, completes and inspects", async () => {
    const kernel = await client();

    const info = await kernel.ask("kernel_info_request", {});
    await kernel.execute("const losses = [3, 1, 2];");
    const complete = await kernel.ask("complete_request", { code: "losses.ma", cursor_pos: 9 });
    const inspect = await kernel.ask("inspect_request", { code: "losses", cursor_pos: 3, detail_level: 0 });

    kernel.close();
    expect(info.reply).toMatchObject({ status: "ok", language_info: { name: "typescript" } });
    expect(complete.reply!.matches).toContain("map");
    expect(JSON.stringify(inspect.reply)).toContain("number[]");
  });

  it("publishes an error with name, message and place", async () => {
    const kernel = await client();

    const { reply, published } = await kernel.execute('throw new RangeError("too far");');

    kernel.close();
    expect(reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "too far" });
    expect(published.at(-1)!.header.msg_type).toBe("error");
  });

  it("sends what it publishes to every page, its reply only to the one that asked", async () => {
    const asking = await client();
    const watching = await client();

    await asking.execute("console.log(7 * 6)");
    await expect.poll(() => watching.received.some(({ content }) => content.text === "42\n")).toBe(true);

    expect(watching.received.filter(({ channel }) => channel === "shell")).toEqual([]);
    asking.close();
    watching.close();
  });

  it("is interrupted over HTTP; the cell says so, and what was defined stays", async () => {
    const kernel = await client();
    await kernel.execute("const kept = 5;");
    const running = kernel.execute(
      'console.log("waits"); await new Promise(() => setInterval(() => {}, 1_000));',
    );
    await expect.poll(() => kernel.received.some(({ content }) => content.text === "waits\n")).toBe(true);

    const { status, headers } = await server.send("POST", `/api/kernels/${session.kernel.id}/interrupt`);
    const { reply } = await running;
    const after = await kernel.execute("kept");

    kernel.close();
    expect(status).toBe(204);
    expect(headers["x-unrolled-state-kept"]).toBe("true");
    expect(reply).toMatchObject({ status: "error" });
    expect(after.published.at(-1)!.content).toMatchObject({ data: { "text/plain": "5" } });
  });

  it("cannot read the server's token from its surroundings", async () => {
    const kernel = await client();

    const { published } = await kernel.execute(
      "JSON.stringify([process.env, process.argv, process.execArgv, Object.keys(globalThis)])",
    );

    kernel.close();
    const text = JSON.stringify(published);
    expect(text).toContain("PATH");
    expect(text).not.toContain(server.token);
  });

  it("forgets everything at a restart, and the page's connection stays", async () => {
    const kernel = await client();
    await kernel.execute("const gone = 1;");

    const { status, json } = await server.send("POST", `/api/kernels/${session.kernel.id}/restart`);
    const { reply } = await kernel.execute("gone");

    kernel.close();
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: session.kernel.id, execution_state: "idle" });
    expect(reply).toMatchObject({ status: "error" });
  });

  it("says that it starts after a restart that was asked for, that it restarts only when it died", async () => {
    const kernel = await client();
    const statuses = () =>
      kernel.received
        .filter(({ header, parent_header }) => header.msg_type === "status" && !("msg_id" in parent_header))
        .map(({ content }) => content.execution_state);

    await server.send("POST", `/api/kernels/${session.kernel.id}/restart`);
    await kernel.execute("1");
    const asked = statuses();
    await kernel.execute("process.exit(3)");
    await kernel.execute("2");

    kernel.close();
    expect(asked).toEqual(["starting", "idle"]);
    expect(statuses().slice(asked.length)).toEqual(["restarting", "idle"]);
  });

  it("closes a connection that sends no message, and no other", async () => {
    const address = `ws://127.0.0.1:${server.port}/api/kernels/${session.kernel.id}/channels`;
    const socket = new WebSocket(address, { headers: { authorization: `token ${server.token}` } });
    await new Promise((resolve) => socket.once("open", resolve));
    const good = await client();

    socket.send("{");
    const code = await new Promise((resolve) => socket.once("close", resolve));

    expect(code).toBe(1002);
    expect((await good.execute("1")).reply).toMatchObject({ status: "ok" });
    good.close();
  });

  it("of a session can be changed; the one before it is stopped", async () => {
    const opened = await server.send("POST", "/api/sessions", { path: "swap.ipynb", type: "notebook" });
    const before = opened.json.kernel.id;

    const { json } = await server.send("PATCH", `/api/sessions/${opened.json.id}`, {
      kernel: { name: "unrolled" },
    });

    expect(json.kernel.id).not.toBe(before);
    expect((await server.send("GET", `/api/kernels/${before}`)).status).toBe(404);
    await server.send("DELETE", `/api/sessions/${json.id}`);
  });

  it("ends with its session", async () => {
    const { json } = await server.send("POST", "/api/sessions", { path: "other.ipynb", type: "notebook" });
    const kernel = await connectClient(server.port, server.token, json.kernel.id);
    const { published } = await kernel.execute("process.pid");
    const pid = Number((published.at(-1)!.content.data as Record<string, string>)["text/plain"]);

    expect((await server.send("DELETE", `/api/sessions/${json.id}`)).status).toBe(204);

    expect((await server.send("GET", `/api/kernels/${json.kernel.id}`)).status).toBe(404);
    await expect.poll(() => isAlive(pid)).toBe(false);
    kernel.close();
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
