import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { request } from "../../../src/notebook/format/message.ts";
import { parseNotebook } from "../../../src/notebook/format/notebook.ts";
import {
  installKernelspec,
  listKernelspecs,
  uninstallKernelspec,
} from "../../../src/notebook/kernel/kernelspec.ts";
import { WireFormat } from "../../../src/notebook/kernel/wire-message.ts";
import { describeWith } from "../../support/needs.ts";

const project = join(import.meta.dirname, "../../..");
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const command = [process.execPath, "--import", loader, join(import.meta.dirname, "jupyter-main.ts")];

/** A Python that has these modules. */
function pythonWith(...modules: string[]): string | undefined {
  const probe = modules.map((name) => `import ${name}`).join("; ");
  return ["python3", "/usr/bin/python3"].find((python) => {
    try {
      execFileSync(python, ["-c", probe], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

function installedEnvironment(): NodeJS.ProcessEnv {
  const prefix = mkdtempSync(join(tmpdir(), "unrolled-jupyter-"));
  installKernelspec("unrolled-test", { prefix }, command);
  return { ...process.env, JUPYTER_PATH: join(prefix, "share/jupyter") };
}

describe("kernelspecs", () => {
  const before = process.env.JUPYTER_DATA_DIR;
  afterEach(() => {
    if (before === undefined) delete process.env.JUPYTER_DATA_DIR;
    else process.env.JUPYTER_DATA_DIR = before;
  });

  it("are written, listed and removed where Jupyter looks", () => {
    process.env.JUPYTER_DATA_DIR = mkdtempSync(join(tmpdir(), "unrolled-jupyter-"));

    const folder = installKernelspec("mine", { user: true }, command);

    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({ language: "typescript", interrupt_mode: "message" });
    expect(spec.argv).toEqual([...command, "kernel", "run", "--connection-file", "{connection_file}"]);
    expect(listKernelspecs()).toContainEqual({
      name: "mine",
      folder,
      displayName: "TypeScript (mine)",
      works: true,
    });
    expect(uninstallKernelspec("mine")).toEqual([folder]);
    expect(listKernelspecs().some(({ name }) => name === "mine")).toBe(false);
  });

  it("leave kernels of others alone, and refuse a name that is a path", () => {
    expect(uninstallKernelspec("python3")).toEqual([]);
    expect(() => installKernelspec("../x", { user: true }, command)).toThrow('got "../x"');
  });
});

describe("messages on the wire", () => {
  it("come back as they went, and are refused when a byte or the key differs", () => {
    const wire = new WireFormat("secret");
    const sent = request("execute_request", { code: "é" });
    const frames = wire.encode(sent, [Buffer.from("client")]);

    expect(wire.decode(frames, "shell")).toEqual({ identities: [Buffer.from("client")], message: sent });
    const changed = [...frames.slice(0, -1), Buffer.from('{"code":"evil"}')];
    expect(() => wire.decode(changed, "shell")).toThrow("wrong signature");
    expect(() => new WireFormat("other").decode(frames, "shell")).toThrow("wrong signature");
    expect(() => wire.decode([Buffer.from("x")], "shell")).toThrow("a message of 1 frames is none");
  });
});

const tester = pythonWith("jupyter_kernel_test");

describeWith("python3-jupyter-kernel-test", tester)("Jupyter's conformance suite", () => {
  it("passes 12 of 12", async () => {
    const script = join(import.meta.dirname, "conformance.py");
    const options = { env: installedEnvironment(), cwd: join(project, "notebooks") };

    const { stderr } = await promisify(execFile)(tester!, [script, "unrolled-test"], options);

    expect(stderr).toMatch(/Ran 12 tests/);
    expect(stderr).toMatch(/^OK$/m); // without "(skipped=…)"
  }, 120_000);
});

const client = pythonWith("nbclient", "nbformat");

describeWith("python3-nbclient", client)("nbclient", () => {
  it("runs a notebook; what it saves is valid and has execution counts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "unrolled-nbclient-"));
    const path = join(folder, "book.ipynb");
    const cell = (source: string): object => ({
      id: `c${source.length}`,
      cell_type: "code",
      source,
      metadata: {},
      execution_count: null,
      outputs: [],
    });
    const cells = [cell("const answer: number = 41;"), cell('console.log("out"); answer + 1')];
    writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
    const script = [
      "import nbformat, sys; from nbclient import NotebookClient",
      `book = nbformat.read(${JSON.stringify(path)}, 4)`,
      'NotebookClient(book, kernel_name="unrolled-test", timeout=60).execute()',
      `nbformat.validate(book); nbformat.write(book, ${JSON.stringify(path)})`,
    ].join("\n");

    await promisify(execFile)(client!, ["-c", script], {
      env: installedEnvironment(),
      cwd: join(project, "notebooks"),
    });

    const executed = parseNotebook(readFileSync(path, "utf8"), path);
    expect(executed.cells.map((c) => c.cell_type === "code" && c.execution_count)).toEqual([1, 2]);
    expect(executed.cells[1]).toMatchObject({
      outputs: [
        { output_type: "stream", name: "stdout", text: "out\n" },
        { output_type: "execute_result", data: { "text/plain": "42" } },
      ],
    });
  }, 120_000);
});
