import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { describeWith, program } from "../../support/needs.ts";
import { installedEnvironment, kernelName, pythonWith, unrolled, writeNotebook } from "./jupyter-support.ts";
import { project } from "./kernel-session.ts";

const run = promisify(execFile);
const figureType = "application/vnd.plotly.v1+json";

const command = [process.execPath, unrolled];

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

  it("carry a logo as SVG and as PNGs of 32 and 64 pixels, for clients that know no SVG", () => {
    const prefix = mkdtempSync(join(tmpdir(), "unrolled-jupyter-"));

    const folder = installKernelspec("mine", { prefix }, command);

    for (const size of [32, 64]) {
      const png = readFileSync(join(folder, `logo-${size}x${size}.png`));
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]); // of its header
    }
    expect(readFileSync(join(folder, "logo-svg.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
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

    const { stderr } = await run(tester!, [script, kernelName], options);

    expect(stderr).toMatch(/Ran 12 tests/);
    expect(stderr).toMatch(/^OK$/m); // without "(skipped=…)"
  });
});

const client = pythonWith("nbclient", "nbformat");

describeWith("python3-nbclient", client)("nbclient", () => {
  it("runs a notebook; what it saves is valid and has execution counts", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "unrolled-nbclient-")), "book.ipynb");
    writeNotebook(path, ["const answer: number = 41;", 'console.log("out"); answer + 1']);
    const script = [
      "import nbformat, sys; from nbclient import NotebookClient",
      `book = nbformat.read(${JSON.stringify(path)}, 4)`,
      "NotebookClient(book, timeout=300, startup_timeout=300).execute()",
      `nbformat.validate(book); nbformat.write(book, ${JSON.stringify(path)})`,
    ].join("\n");

    await run(client!, ["-c", script], { env: installedEnvironment(), cwd: join(project, "notebooks") });

    const executed = parseNotebook(readFileSync(path, "utf8"), path);
    expect(executed.cells.map((c) => c.cell_type === "code" && c.execution_count)).toEqual([1, 2]);
    expect(executed.cells[1]).toMatchObject({
      outputs: [
        { output_type: "stream", name: "stdout", text: "out\n" },
        { output_type: "execute_result", data: { "text/plain": "42" } },
      ],
    });
  });
});

const nbconvert = program("jupyter-nbconvert");

describeWith("jupyter-nbconvert", nbconvert)("nbconvert", () => {
  it("runs a notebook of the course; the outputs are valid, counted, and draw offline", async () => {
    const folder = mkdtempSync(join(tmpdir(), "unrolled-nbconvert-"));
    const name = "04-vanishing-and-exploding-gradients.ipynb";
    const kernel = [
      `--ExecutePreprocessor.kernel_name=${kernelName}`,
      "--ExecutePreprocessor.startup_timeout=300",
    ];
    const target = ["--to", "notebook", "--output-dir", folder];
    const validate = `import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], nbformat.NO_CONVERT))`;

    await run(nbconvert!, [...target, "--execute", ...kernel, join(project, "notebooks", name)], {
      env: installedEnvironment(),
    });
    await run(pythonWith("nbformat")!, ["-c", validate, join(folder, name)]);

    const text = readFileSync(join(folder, name), "utf8");
    const { cells, nbformat, nbformat_minor } = parseNotebook(text, name);
    const code = cells.filter((cell) => cell.cell_type === "code");
    expect([nbformat, nbformat_minor]).toEqual([4, 5]);
    expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, index) => index + 1));
    const outputs = code.flatMap((cell) => cell.outputs);
    expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([]);
    const figures = outputs.filter((output) => "data" in output && figureType in output.data);
    expect(figures.length).toBeGreaterThan(2);
    for (const figure of figures) expect(figure).toMatchObject({ data: { "text/html": expect.any(String) } });
    expect(text.split("plotly.js (cartesian - minified)")).toHaveLength(2); // embedded once
  });
});

const terminal = program("jupyter-console") && pythonWith("jupyter_console", "pexpect");

describeWith("jupyter-console", terminal)("jupyter console", () => {
  it("shows results, errors and output, asks, pages, and leaves on exit", async () => {
    const script = join(import.meta.dirname, "console.py");

    const { stdout } = await run(terminal!, [script, kernelName], { env: installedEnvironment() });

    expect(stdout).toContain("Out[1]: 42");
    expect(stdout).toContain("at cell 2:1:7");
    expect(stdout).toContain("Hello Ada");
    expect(stdout).toMatch(/left with status 0\s*$/);
  });
});
