/** The installed kernel as Jupyter's own programs find it, for tests. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project } from "./kernel-session.ts";

export const unrolled: string = join(project, "dist/cli/main.js");
export const kernelName = "unrolled-test";
export const stockName = "stock-tslab";

/** A Python that has these modules. */
export function pythonWith(...modules: string[]): string | undefined {
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

/** Installs the kernel with the real command in a folder of its own; returns the environment that finds it. */
export function installedEnvironment(): NodeJS.ProcessEnv {
  const prefix = mkdtempSync(join(tmpdir(), "unrolled-jupyter-"));
  execFileSync(process.execPath, [unrolled, "kernel", "install", "--prefix", prefix, "--name", kernelName]);
  return { ...process.env, JUPYTER_PATH: join(prefix, "share/jupyter"), BUDGET: "quick" };
}

/** A kernelspec of tslab as it comes from npm. */
export function stockEnvironment(): NodeJS.ProcessEnv {
  const prefix = mkdtempSync(join(tmpdir(), "unrolled-jupyter-"));
  const folder = join(prefix, "share/jupyter/kernels", stockName);
  const program = join(project, "node_modules/tslab/bin/tslab");
  const argv = [process.execPath, program, "kernel", "--config-path={connection_file}"];
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "kernel.json"),
    JSON.stringify({ argv, display_name: stockName, language: "typescript" }),
  );
  return { ...process.env, JUPYTER_PATH: join(prefix, "share/jupyter"), BUDGET: "quick" };
}

/** A notebook of code cells for this kernel. */
export function writeNotebook(path: string, sources: readonly string[]): void {
  const cells = sources.map((source, index) => ({
    id: `c${index}`,
    cell_type: "code",
    source,
    metadata: {},
    execution_count: null,
    outputs: [],
  }));
  const kernelspec = { name: kernelName, display_name: kernelName, language: "typescript" };
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
}
