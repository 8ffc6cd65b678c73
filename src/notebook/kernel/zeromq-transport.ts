/**
 * The kernel for Jupyter clients: JupyterLab, VS Code, nbclient and the like. This process holds the sockets
 * and supervises the process in which cells run, so it answers whatever a cell does.
 */

import { type Channel, type Message, message } from "../format/message.ts";
import { readConnection } from "./connection-file.ts";
import { KernelSupervisor } from "./kernel-supervisor.ts";
import { clientVariable } from "./process-link.ts";
import { WireFormat } from "./wire-message.ts";
import { openSockets, type SendingSocket, type Sockets } from "./zeromq-sockets.ts";

/** Time for the last messages to leave. */
const farewellMilliseconds = 100;

/** Runs until a client shuts the kernel down. Fails when a port is taken or the kernel does not start. */
export async function serveJupyter(connectionFile: string, cwd: string): Promise<void> {
  const connection = readConnection(connectionFile);
  const bridge = new JupyterBridge(await openSockets(connection), connection.key, cwd);
  await bridge.run();
}

class JupyterBridge {
  readonly #sockets: Sockets;
  readonly #wire: WireFormat;
  readonly #kernel: KernelSupervisor;
  /** Request id -> who asked. */
  readonly #askers = new Map<string, { socket: SendingSocket; identities: readonly Buffer[] }>();
  #end: () => void = () => {};

  constructor(sockets: Sockets, key: string, cwd: string) {
    this.#sockets = sockets;
    this.#wire = new WireFormat(key);
    this.#kernel = new KernelSupervisor("jupyter", { cwd, env: { [clientVariable]: "jupyter" } });
    this.#kernel.onMessage((outgoing) => this.#deliver(outgoing));
  }

  async run(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    process.on("SIGINT", () => void this.#kernel.interrupt());
    process.on("SIGTERM", () => this.#end());
    this.#deliver(message("iopub", "status", { execution_state: "starting" }, {}));
    const { shell, control, stdin } = this.#sockets;
    for (const [socket, channel] of [
      [shell, "shell"],
      [control, "control"],
      [stdin, "stdin"],
    ] as const)
      void this.#listen(socket, channel);
    await Promise.race([this.#kernel.start().then(() => ended), ended]);
    await this.#kernel.shutdown();
    await new Promise((resolve) => setTimeout(resolve, farewellMilliseconds));
    this.#sockets.close();
  }

  async #listen(socket: SendingSocket & AsyncIterable<Buffer[]>, channel: Channel): Promise<void> {
    for await (const frames of socket) {
      try {
        const { identities, message: received } = this.#wire.decode(frames, channel);
        this.#take(received, socket, identities);
      } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`);
      }
    }
  }

  #take(received: Message, socket: SendingSocket, identities: readonly Buffer[]): void {
    const { msg_id, msg_type } = received.header;
    if (received.channel !== "stdin") this.#askers.set(msg_id, { socket, identities });
    if (msg_type === "shutdown_request") this.#shutDown(received);
    else this.#kernel.send(received);
  }

  /** For a restart the client starts another process. */
  #shutDown(request: Message): void {
    const { header } = request;
    this.#deliver(message("iopub", "status", { execution_state: "busy" }, header));
    const content = { status: "ok", restart: request.content.restart === true };
    this.#deliver(message(request.channel, "shutdown_reply", content, header));
    this.#deliver(message("iopub", "status", { execution_state: "idle" }, header));
    this.#end();
  }

  #deliver(outgoing: Message): void {
    const parent = (outgoing.parent_header as { msg_id?: string }).msg_id ?? "";
    const { msg_type } = outgoing.header;
    if (outgoing.channel === "iopub") {
      this.#sockets.iopub.post(this.#wire.encode(outgoing, [Buffer.from(`kernel.${msg_type}`)]));
      return;
    }
    const asker = this.#askers.get(parent);
    if (!asker) return;
    const socket = outgoing.channel === "stdin" ? this.#sockets.stdin : asker.socket;
    socket.post(this.#wire.encode(outgoing, asker.identities));
    if (outgoing.channel !== "stdin") this.#askers.delete(parent);
  }
}
