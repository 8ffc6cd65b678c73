/**
 * How Jupyter finds the kernel: a folder with kernel.json and logos in one of its data folders.
 * https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
 */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { logoPng, logoSvg } from "./kernel-logo.ts";

export interface KernelspecPlace {
  /** For this user only; the default. */
  readonly user?: boolean;
  /** Under DIR/share/jupyter. */
  readonly prefix?: string;
  /** In the Python environment that is active. */
  readonly sysPrefix?: boolean;
}

export interface InstalledKernelspec {
  readonly name: string;
  readonly folder: string;
  readonly displayName: string;
  /** Whether what it starts is still there. */
  readonly works: boolean;
}

interface KernelJson {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly metadata?: { readonly unrolled?: boolean };
}

const validName = /^[a-z0-9._-]+$/i;

/** Writes the kernelspec and returns its folder. `command` starts `unrolled`, with absolute paths. */
export function installKernelspec(name: string, place: KernelspecPlace, command: readonly string[]): string {
  if (!validName.test(name))
    throw new Error(
      `kernel install: a name has letters, digits, dots, dashes and underscores, got "${name}".`,
    );
  const folder = join(dataFolder(place), "kernels", name);
  mkdirSync(folder, { recursive: true });
  const spec = {
    argv: [...command, "kernel", "run", "--connection-file", "{connection_file}"],
    display_name: name === "unrolled" ? "TypeScript (Unrolled)" : `TypeScript (${name})`,
    language: "typescript",
    interrupt_mode: "message",
    metadata: { unrolled: true, debugger: false },
  };
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  writeFileSync(join(folder, "logo-svg.svg"), logoSvg);
  writeFileSync(join(folder, "logo-32x32.png"), logoPng[32]);
  writeFileSync(join(folder, "logo-64x64.png"), logoPng[64]);
  return folder;
}

/** Removes kernelspecs of this name that `unrolled` wrote; returns their folders. */
export function uninstallKernelspec(name: string): string[] {
  const found = listKernelspecs().filter((spec) => spec.name === name);
  for (const { folder } of found) rmSync(folder, { recursive: true });
  return found.map(({ folder }) => folder);
}

/** All kernelspecs that `unrolled` wrote, wherever Jupyter looks. */
export function listKernelspecs(): InstalledKernelspec[] {
  return searchedFolders().flatMap((data) => {
    const kernels = join(data, "kernels");
    if (!existsSync(kernels)) return [];
    return readdirSync(kernels).flatMap((name) => readKernelspec(name, join(kernels, name)));
  });
}

function readKernelspec(name: string, folder: string): InstalledKernelspec[] {
  try {
    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8")) as KernelJson;
    if (!spec.metadata?.unrolled) return [];
    const works = spec.argv.filter((argument) => argument.startsWith("/")).every((path) => existsSync(path));
    return [{ name, folder, displayName: spec.display_name, works }];
  } catch {
    return []; // another kernel's business
  }
}

function dataFolder({ prefix, sysPrefix }: KernelspecPlace): string {
  if (prefix !== undefined) return join(prefix, "share/jupyter");
  return sysPrefix ? join(pythonPrefix(), "share/jupyter") : userDataFolder();
}

function searchedFolders(): string[] {
  const onPath = (process.env.JUPYTER_PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const environments = [process.env.VIRTUAL_ENV, process.env.CONDA_PREFIX].filter(
    (folder) => folder !== undefined,
  );
  const shared = [...environments, "/usr/local", "/usr"].map((folder) => join(folder, "share/jupyter"));
  return [...new Set([...onPath, userDataFolder(), ...shared])];
}

/** As Jupyter's `jupyter --data-dir`. */
function userDataFolder(): string {
  if (process.env.JUPYTER_DATA_DIR) return process.env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library/Jupyter");
  if (process.platform === "win32") return join(process.env.APPDATA ?? homedir(), "jupyter");
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), ".local/share"), "jupyter");
}

function pythonPrefix(): string {
  const environment = process.env.VIRTUAL_ENV ?? process.env.CONDA_PREFIX;
  if (environment) return environment;
  try {
    return execFileSync("python3", ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("kernel install: --sys-prefix found no Python; use --user or --prefix DIR.");
  }
}
