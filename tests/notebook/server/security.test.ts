import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { serializeNotebook } from "../../../src/notebook/format/notebook.ts";
import { chapter, openServer, type TemporaryServer } from "./temporary-server.ts";

let server: TemporaryServer;
let cookie: string;

beforeAll(async () => {
  server = await openServer();
  const first = await server.bare("GET", `/?token=${server.token}`);
  cookie = String(first.headers["set-cookie"]).split(";")[0]!;
});
afterAll(() => server.close());

describe("the token", () => {
  it.each(["/", "/notebooks/04-vanishing.ipynb", "/assets/x.js", "/api", "/api/kernels", "/nothing"])(
    "is asked for at %s",
    async (path) => {
      expect((await server.bare("GET", path)).status).toBe(401);
    },
  );

  it.each([
    ["header", { authorization: `token ${"0".repeat(64)}` }],
    ["cookie", { cookie: "unrolled-1=0; x=y" }],
    ["empty header", { authorization: "token " }],
  ])("must be right in the %s", async (_where, headers) => {
    expect((await server.bare("GET", "/api/kernels", headers)).status).toBe(401);
  });

  it("must be right in the address, also beside a good cookie", async () => {
    expect((await server.bare("GET", "/?token=wrong", { cookie })).status).toBe(401);
  });

  it("leaves the address at the first visit, for a cookie that scripts and other sites cannot use", async () => {
    const reply = await server.bare("GET", `/notebooks/04-vanishing.ipynb?a=1&token=${server.token}`);

    expect(reply.status).toBe(302);
    expect(reply.headers.location).toBe("/notebooks/04-vanishing.ipynb?a=1");
    expect(reply.headers["set-cookie"]).toEqual([
      `unrolled-${server.port}=${server.token}; HttpOnly; SameSite=Strict; Path=/`,
    ]);
    expect(reply.headers["referrer-policy"]).toBe("no-referrer");
  });

  it("stands nowhere in the pages", async () => {
    const index = await server.bare("GET", "/", { cookie });
    const notebook = await server.bare("GET", "/notebooks/04-vanishing.ipynb", { cookie });

    expect(index.status).toBe(200);
    expect(index.text + notebook.text).not.toContain(server.token);
  });

  it("is longer than anyone can guess, and another at each start", async () => {
    const other = await openServer();
    await other.close();

    expect(server.token).toMatch(/^[0-9a-f]{64}$/);
    expect(other.token).not.toBe(server.token);
  });
});

describe("requests of other sites", () => {
  const token = () => ({ authorization: `token ${server.token}` });

  it.each([
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.1.evil.example:PORT",
    "[::1]:PORT",
  ])("that rebind a name to this computer (Host: %s) are refused", async (host) => {
    const reply = await server.bare("GET", "/api", {
      ...token(),
      host: host.replace("PORT", String(server.port)),
    });

    expect(reply.status).toBe(403);
  });

  it.each(["http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:PORT", "null"])(
    "are refused by their Origin %s, with the right token too",
    async (pattern) => {
      const origin = pattern.replace("PORT", String(server.port));

      expect((await server.bare("GET", "/api", { ...token(), origin })).status).toBe(403);
      expect((await server.bare("GET", "/api", { cookie, origin })).status).toBe(403);
    },
  );

  it.each(["cross-site", "same-site"])("that a browser marks %s are refused", async (site) => {
    const headers = {
      cookie,
      "sec-fetch-site": site,
      "sec-fetch-mode": "no-cors",
      "sec-fetch-dest": "script",
    };

    expect((await server.bare("GET", "/api/contents/04-vanishing.ipynb", headers)).status).toBe(403);
    expect((await server.bare("DELETE", "/api/contents/04-vanishing.ipynb", headers)).status).toBe(403);
  });

  it("may link here: a visit shows the page", async () => {
    const headers = {
      cookie,
      "sec-fetch-site": "same-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };

    expect((await server.bare("GET", "/", headers)).status).toBe(200);
  });

  it("cannot post a form: with the cookie only JSON is taken", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const reply = await server.bare(
        "POST",
        "/api/unrolled/render",
        { cookie, "content-type": type },
        { markdown: "x" },
      );
      expect(reply.status).toBe(415);
    }
    expect((await server.bare("POST", "/api/kernels", { cookie }, "")).status).toBe(415);
  });

  it("may post JSON from this server's own page", async () => {
    const origin = `http://127.0.0.1:${server.port}`;
    const headers = { cookie, origin, "content-type": "application/json", "sec-fetch-site": "same-origin" };

    expect((await server.bare("POST", "/api/unrolled/render", headers, { markdown: "x" })).json).toEqual({
      html: "<p>x</p>\n",
    });
  });
});

describe("a WebSocket", () => {
  it.each([
    ["without a token", () => ({}), 401],
    ["of another site's page", () => ({ cookie, origin: "http://evil.example" }), 403],
    ["of another port's page", () => ({ cookie, origin: "http://127.0.0.1:9999" }), 403],
    ["for a rebound name", () => ({ cookie, host: "evil.example" }), 403],
    ["to a kernel that is not there", () => ({ cookie }), 404],
  ])("%s is refused", async (_who, headers, status) => {
    expect(await openingStatus("/api/kernels/none/channels", headers())).toBe(status);
  });

  it("opens nowhere else", async () => {
    expect(await openingStatus("/", { cookie })).toBe(404);
  });
});

function openingStatus(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.on("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode!));
    socket.on("error", () => undefined);
  });
}

describe("paths", () => {
  it.each([
    "/api/contents/..%2f..%2f..%2fetc%2fpasswd",
    "/api/contents/..%2Fpackage.ipynb",
    "/api/contents/%2e%2e/x.ipynb",
    "/api/contents/../../x.ipynb",
    "/api/contents/..%5cx.ipynb",
    "/api/contents/x%00.ipynb",
    "/api/contents/%ff.ipynb",
    "/notebooks/..%2f..%2fx.ipynb",
    "/notebooks/%00.ipynb",
    "/assets/..%2f..%2fpackage.json",
    "/assets/.vite",
    "/assets/",
    "//evil.example/x",
    "/api/contents/.unrolled",
    "/api/contents/.hidden.ipynb",
    "/api/contents/04-vanishing.ipynb%3astream",
    "/api/contents/package.json",
  ])("that lead elsewhere give nothing: %s", async (path) => {
    const reply = await server.send("GET", path);

    expect([400, 404]).toContain(reply.status);
    expect(reply.text).not.toContain("root:");
  });

  it("that are symbolic links are not followed, not listed, not written through", async () => {
    const secret = join(server.root, "secret.ipynb");
    writeFileSync(secret, serializeNotebook(chapter));
    symlinkSync(secret, join(server.root, "notebooks/link.ipynb"));
    mkdirSync(join(server.own, "notebooks"), { recursive: true });
    symlinkSync(secret, join(server.own, "notebooks/other.ipynb"));

    const names = (await server.send("GET", "/api/contents")).json.content.map(
      (entry: { name: string }) => entry.name,
    );

    expect(names).toEqual(["04-vanishing.ipynb"]);
    expect((await server.send("GET", "/api/contents/link.ipynb")).status).toBe(404);
    expect((await server.send("GET", "/api/contents/other.ipynb")).status).toBe(404);
  });
});

describe("the door to the network", () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address);

  it.each([...outside, "127.0.0.2", "::1"])("is closed at %s", async (address) => {
    const canConnect = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port: server.port });
      socket.on("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.on("error", () => resolve(false));
    });

    expect(canConnect).toBe(false);
  });
});

describe("every answer", () => {
  it("keeps the browser from guessing types and from keeping private data", async () => {
    const reply = await server.send("GET", "/api/contents/04-vanishing.ipynb");

    expect(reply.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
    });
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("of a page carries a policy with a nonce of its own", async () => {
    const nonces = await Promise.all(
      ["/", "/", "/notebooks/04-vanishing.ipynb"].map(async (path) => {
        const { headers, text } = await server.bare("GET", path, { cookie });
        const policy = String(headers["content-security-policy"]);
        const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)![1]!;

        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
        for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) {
          expect(tag.includes(`nonce="${nonce}"`) || tag.includes("application/json")).toBe(true);
        }
        return nonce;
      }),
    );

    expect(new Set(nonces).size).toBe(3);
  });

  it("to a page too large is 413, and the server goes on", async () => {
    const reply = await server.send("POST", "/api/unrolled/render", { markdown: "x".repeat(2_000_000) });

    expect(reply.status).toBe(413);
    expect((await server.send("GET", "/api")).status).toBe(200);
  });

  it("to broken JSON or a wrong method says so", async () => {
    expect((await server.send("POST", "/api/unrolled/render", "{")).status).toBe(400);
    expect((await server.send("POST", "/api/unrolled/render", "[1]")).status).toBe(400);
    expect((await server.send("PUT", "/api/kernels")).status).toBe(405);
    expect((await server.send("OPTIONS", "/api/kernels")).status).toBe(405);
  });
});

describe("opening a notebook", () => {
  it("starts no kernel and runs nothing", async () => {
    await server.bare("GET", "/notebooks/04-vanishing.ipynb", { cookie });

    expect((await server.send("GET", "/api/kernels")).json).toEqual([]);
    expect((await server.send("GET", "/api/sessions")).json).toEqual([]);
  });
});
