/** `unrolled kernel`: the TypeScript kernel for JupyterLab, VS Code and other Jupyter clients. */

import { join } from "node:path";
import {
  installKernelspec,
  type KernelspecPlace,
  listKernelspecs,
  uninstallKernelspec,
} from "../notebook/kernel/kernelspec.ts";
import { serveJupyter } from "../notebook/kernel/zeromq-transport.ts";

export interface KernelName {
  readonly name?: string;
}

const defaultName = "unrolled";

/** `unrolled kernel run --connection-file F`: what Jupyter starts. */
export async function kernelRun({ connectionFile }: { readonly connectionFile: string }): Promise<void> {
  endWithParent();
  try {
    await serveJupyter(connectionFile, process.cwd());
    process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** `unrolled kernel install [--user | --prefix DIR | --sys-prefix] [--name N]`. */
export async function kernelInstall({
  name = defaultName,
  ...place
}: KernelName & KernelspecPlace): Promise<void> {
  report(() => {
    const folder = installKernelspec(name, place, ownCommand());
    console.log(`Wrote the kernel "${name}" to ${folder}`);
    console.log("JupyterLab and Jupyter Notebook: choose it under New, or under Kernel > Change kernel.");
    console.log(`VS Code: Select Kernel > Jupyter Kernel. On the terminal: jupyter console --kernel ${name}`);
  });
}

/** `unrolled kernel uninstall [--name N]`. */
export async function kernelUninstall({ name = defaultName }: KernelName): Promise<void> {
  report(() => {
    const folders = uninstallKernelspec(name);
    if (folders.length === 0) throw new Error(`kernel uninstall: no kernel "${name}" of ours is installed.`);
    for (const folder of folders) console.log(`Removed ${folder}`);
  });
}

/** `unrolled kernel list`. */
export async function kernelList(): Promise<void> {
  const specs = listKernelspecs();
  if (specs.length === 0) console.log("No kernel is installed; unrolled kernel install writes one.");
  for (const { name, folder, displayName, works } of specs)
    console.log(
      `${name}  ${displayName}  ${folder}${works ? "" : "  (what it starts is gone; install it again)"}`,
    );
}

function report(action: () => void): void {
  try {
    action();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/** How to start this program again from anywhere: the build, or the sources through tsx. */
function ownCommand(): string[] {
  if (import.meta.url.endsWith(".js")) return [process.execPath, join(import.meta.dirname, "main.js")];
  const loader = process.execArgv.filter((argument) => argument !== "--conditions=source");
  return [process.execPath, ...loader, "--conditions=source", join(import.meta.dirname, "main.ts")];
}

/** Jupyter names its own process; when that is gone nobody will ever ask again. */
function endWithParent(): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!(parent > 1)) return;
  const started = process.ppid;
  setInterval(() => {
    if (process.ppid !== started) process.exit(0);
  }, 1000).unref();
}
