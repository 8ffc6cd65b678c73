/**
 * The layers around an answer's process, probed once on this machine by using them.
 *
 *   bubblewrap    own network, processes and file system: the child sees Node and its runner, nothing else
 *   namespaces    (unshare) own network, processes, IPC and mounts; files guarded by Node alone
 *   limits        (prlimit) memory, processor time, open files, file size, no core dumps
 *   permissions   Node's own flags: no files but the runner, no child processes, workers or addons
 *
 * The strongest set that works is used: bubblewrap, else namespaces, each with limits and permissions.
 * Without bubblewrap and without namespaces an answer can reach the network and send signals;
 * then `complete` is false and `missing` says so.
 */

import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

export type Layer = "bubblewrap" | "namespaces" | "limits" | "permissions";

export interface Limits {
  /** Bytes of writable memory of the whole process. */
  readonly memoryBytes: number;
  /** Seconds of processor time of the whole process. */
  readonly cpuSeconds: number;
}

/** Plain data, so that it can be handed to a worker. */
export interface Containment {
  readonly layers: readonly Layer[];
  /** Network, files and processes of this machine are out of reach. */
  readonly complete: boolean;
  /** What does not hold here, one sentence each, with what to do. */
  readonly missing: readonly string[];
  /** Choose fewer layers to see what each one holds; for tests. */
  readonly limits: Limits;
}

export const defaultLimits: Limits = { memoryBytes: 768 << 20, cpuSeconds: 20 };

const run = promisify(execFile);

/** A program of this system, by its full path, because the child's environment is empty. */
function systemProgram(name: string): string {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/bin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}

const node = realpathSync(process.execPath);

/** The command that starts Node with `script` inside the layers. `folder` holds the script and nothing secret. */
export function confinedCommand(
  { layers, limits }: Pick<Containment, "layers" | "limits">,
  folder: string,
  script: string,
): string[] {
  const command: string[] = [];
  if (layers.includes("limits")) command.push(...limitArguments(limits));
  if (layers.includes("bubblewrap")) command.push(...bubblewrapArguments(folder));
  else if (layers.includes("namespaces")) command.push(...namespaceArguments());
  command.push(node, "--no-warnings", "--no-addons", "--max-old-space-size=256");
  if (layers.includes("permissions")) command.push(permissionFlag, `--allow-fs-read=${folder}/*`);
  return [...command, script];
}

/** Uses each layer once. `only` leaves out the others. */
export async function probeContainment(
  folder: string,
  script: string,
  only: readonly Layer[] = ["bubblewrap", "namespaces", "limits", "permissions"],
): Promise<Containment> {
  const limits = defaultLimits;
  const holds = async (layer: Layer): Promise<boolean> => {
    if (!only.includes(layer)) return false;
    const [program, ...args] = confinedCommand({ layers: [layer], limits }, folder, script);
    return run(program, [...args, "--probe"], { env: {}, timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  };
  const [limited, permitted, wrapped] = await Promise.all([
    holds("limits"),
    holds("permissions"),
    holds("bubblewrap"),
  ]);
  const separated = !wrapped && (await holds("namespaces"));
  const layers: Layer[] = [];
  if (wrapped) layers.push("bubblewrap");
  if (separated) layers.push("namespaces");
  if (limited) layers.push("limits");
  if (permitted) layers.push("permissions");
  return {
    layers,
    complete: (wrapped || (separated && permitted)) && limited,
    missing: missing(layers),
    limits,
  };
}

function missing(layers: readonly Layer[]): string[] {
  const sentences: string[] = [];
  if (!layers.includes("bubblewrap") && !layers.includes("namespaces"))
    sentences.push(
      "An answer can reach the network and send signals to your other programs: neither bubblewrap nor user namespaces work here. Install bubblewrap (Debian, Ubuntu: apt install bubblewrap) or grade in a virtual machine.",
    );
  if (!layers.includes("limits"))
    sentences.push(
      "An answer can use up the memory of this machine: prlimit does not work here. Install util-linux, or grade in a container with a memory limit.",
    );
  if (!layers.includes("permissions"))
    sentences.push("Node's permission flags do not work here: use Node 20.19 or later.");
  return sentences;
}

const [major] = process.versions.node.split(".").map(Number);
const permissionFlag = major >= 22 ? "--permission" : "--experimental-permission";

const limitArguments = ({ memoryBytes, cpuSeconds }: Limits): string[] => [
  systemProgram("prlimit"),
  `--data=${memoryBytes}`,
  `--cpu=${cpuSeconds}`,
  "--nofile=64",
  "--fsize=0",
  "--core=0",
];

const namespaceArguments = (): string[] => [
  systemProgram("unshare"),
  "--map-root-user",
  "--net",
  "--pid",
  "--fork",
  "--kill-child",
  "--ipc",
  "--uts",
  "--mount-proc",
];

/** The system's libraries, Node and the runner, all read-only; no /proc, no /home, no /tmp. */
function bubblewrapArguments(folder: string): string[] {
  const readable = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache"];
  const tries = [...readable.flatMap((path) => ["--ro-bind-try", path, path])];
  if (!node.startsWith("/usr/")) tries.push("--ro-bind", dirname(node), dirname(node));
  return [
    systemProgram("bwrap"),
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    ...tries,
    "--dev",
    "/dev",
    "--ro-bind",
    folder,
    folder,
    "--chdir",
    folder,
  ];
}
