import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Notebook, serializeNotebook } from "../../../src/notebook/format/notebook.ts";
import { chapter, openServer, type TemporaryServer } from "./temporary-server.ts";

let server: TemporaryServer;
const page = (path: string, headers: Record<string, string> = {}) =>
  server.send("GET", path, undefined, { accept: "text/html", ...headers });

beforeAll(async () => {
  server = await openServer();
  const first: Notebook = {
    ...chapter,
    cells: [{ ...chapter.cells[0]!, source: "# 01 · The `rnn` cell\n\nOne *step*." }],
  };
  writeFileSync(join(server.root, "notebooks/01-cell.ipynb"), serializeNotebook(first));
  writeFileSync(join(server.root, "notebooks/99-broken.ipynb"), "{");
});
afterAll(() => server.close());

describe("the list of notebooks", () => {
  it("names each chapter in order, with its first sentence and its exercises", async () => {
    const { text } = await page("/");

    const titles = [...text.matchAll(/<span class="title">(.*?)<\/span><\/a>/g)].map(([, title]) => title);
    expect(titles[0]).toBe("The <code>rnn</code> cell");
    expect(titles[1]).toMatch(/^Why gradients <span class="katex">/);
    expect(titles[2]).toBe("99-broken.ipynb");
    expect(text).toContain("<p>One <em>step</em>.</p>");
    expect(text).toContain("0 of 1 exercise solved");
  });

  it("goes on when one file is broken, and says which and why", async () => {
    expect((await page("/")).text).toMatch(/99-broken\.ipynb is not a notebook:\s+no JSON/);
    const broken = await page("/notebooks/99-broken.ipynb");
    expect(broken.status).toBe(400);
    expect(broken.text).toContain("no JSON");
  });
});

describe("a notebook's page", () => {
  it("can be read without a script: prose and maths are finished, code is text", async () => {
    const { status, text } = await page("/notebooks/04-vanishing.ipynb");

    expect(status).toBe(200);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text).toContain('<section class="cell markdown" id="cell-intro" data-cell-id="intro"');
    expect(text).toContain('data-claims="A5 A6"');
    expect(text).toContain('data-exercise="X1.1"');
    expect(text).toContain('class="katex"');
    expect(text).toContain("const closing = &quot;&lt;/script&gt;&quot; &amp;&amp; 1 &lt; 2;");
    expect(text).toContain('rel="prev" href="/notebooks/01-cell.ipynb"');
  });

  it("carries the notebook as JSON that cannot end its element", async () => {
    const { text } = await page("/notebooks/04-vanishing.ipynb");

    const json = /<script type="application\/json" id="notebook">([\s\S]*?)<\/script>/.exec(text)![1]!;
    expect(json).not.toContain("<");
    expect(JSON.parse(json)).toEqual(chapter);
  });

  it("is compressed for a browser", async () => {
    const plain = await page("/notebooks/04-vanishing.ipynb");

    const small = await page("/notebooks/04-vanishing.ipynb", { "accept-encoding": "gzip, br" });

    expect(small.headers["content-encoding"]).toBe("gzip");
    expect(Number(small.headers["content-length"])).toBeLessThan(plain.text.length / 2);
  });

  it("that is not there is a page that says so; to a program it is JSON", async () => {
    const missing = await page("/notebooks/none.ipynb");
    const asJson = await server.send("GET", "/notebooks/none.ipynb");

    expect(missing.status).toBe(404);
    expect(missing.text).toContain("There is no notebook none.ipynb.");
    expect(asJson.json.message).toBe("There is no notebook none.ipynb.");
  });
});

describe("a page that cannot be shown", () => {
  it("offers to reset a damaged copy of the learner", async () => {
    mkdirSync(join(server.own, "notebooks"), { recursive: true });
    writeFileSync(join(server.own, "notebooks/01-cell.ipynb"), "{");

    const { status, text } = await page("/notebooks/01-cell.ipynb");

    await server.send("DELETE", "/api/contents/01-cell.ipynb");
    expect(status).toBe(400);
    expect(text).toContain('<button type="button" data-reset="01-cell.ipynb">Reset notebook</button>');
    expect((await page("/notebooks/01-cell.ipynb")).status).toBe(200);
  });

  it("without the token says where to find it", async () => {
    const { status, text } = await server.bare("GET", "/", { accept: "text/html" });

    expect(status).toBe(401);
    expect(text).toContain("The workbook is locked");
    expect(text).toContain("unrolled start");
  });
});

describe("the page's files", () => {
  let built: TemporaryServer;
  const script = `export const text = "${"unrolled ".repeat(500)}";\n`;

  beforeAll(async () => {
    built = await openServer();
    const folder = join(built.root, "dist/page");
    mkdirSync(join(folder, "assets"), { recursive: true });
    mkdirSync(join(folder, ".vite"));
    writeFileSync(join(folder, "assets/main-abc.js"), script);
    writeFileSync(join(folder, "assets/main-abc.css"), "body{}");
    writeFileSync(join(folder, "secret.txt"), "secret");
    const manifest = {
      "main.ts": {
        file: "assets/main-abc.js",
        isEntry: true,
        imports: ["_shared.js"],
        css: ["assets/main-abc.css"],
      },
      "_shared.js": { file: "assets/shared-def.js" },
      "figures/plotly.ts": { file: "assets/plotly-123.js", isDynamicEntry: true },
    };
    writeFileSync(join(folder, ".vite/manifest.json"), JSON.stringify(manifest));
  });
  afterAll(async () => {
    await built.close();
  });

  it("are named in the head, only those that the page begins with", async () => {
    const { text } = await built.send("GET", "/");

    expect(text).toMatch(/<script type="module" src="\/assets\/main-abc\.js" nonce="[^"]+">/);
    expect(text).toContain('<link rel="modulepreload" href="/assets/shared-def.js">');
    expect(text).toContain('<link rel="stylesheet" href="/assets/main-abc.css">');
    expect(text).not.toContain("plotly-123");
  });

  it("are sent compressed, to be kept for ever", async () => {
    const headers = { authorization: `token ${built.token}`, "accept-encoding": "gzip, deflate, br" };
    const reply = await fetch(`http://127.0.0.1:${built.port}/assets/main-abc.js`, { headers });

    expect(await reply.text()).toBe(script);
    expect(reply.headers.get("content-encoding")).toBe("br");
    expect(reply.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it("are only those in the assets folder", async () => {
    for (const path of [
      "/assets/secret.txt",
      "/assets/..%2fsecret.txt",
      "/assets/manifest.json",
      "/secret.txt",
    ]) {
      expect([400, 404]).toContain((await built.send("GET", path)).status);
    }
  });

  it("missing, the page can still be read and says what to do", async () => {
    expect((await page("/")).text).toContain("npm run build");
  });
});
