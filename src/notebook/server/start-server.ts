/**
 * The workbook's server: Node's http and ws, on 127.0.0.1 only.
 *
 * Every request passes the same door (access.ts) before anything else is looked at. Addresses are never
 * logged, because the first one carries the token.
 */

import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { createToken, type Door, refusal } from "./access.ts";
import { answer } from "./answer.ts";
import { createChannels } from "./channels.ts";
import { createContents } from "./contents.ts";
import { contentsRoutes } from "./contents-api.ts";
import { type Check, courseRoutes } from "./course-api.ts";
import { HttpError, pathPieces, splitTarget } from "./exchange.ts";
import type { Exercises } from "./exercises.ts";
import { jupyterRoutes } from "./jupyter-api.ts";
import { createKernels, type Kernels, type RunningKernel } from "./kernels.ts";
import { languageRoutes } from "./language/language-api.ts";
import { createLanguageService } from "./language/language-service.ts";
import { listen } from "./listen.ts";
import { createPageAssets } from "./page-assets.ts";
import { createPages } from "./pages.ts";
import type { Progress } from "./progress.ts";
import { createSessions } from "./sessions.ts";

export interface ServerOptions {
  /** The project's folder, with notebooks/ and dist/page/. */
  readonly root: string;
  /** First port to try; a taken one gives the next free one. 0 lets the system choose. */
  readonly port: number;
  readonly check: Check;
  /** Hints and solutions of the exercises. */
  readonly exercises: Exercises;
  /** What the learner has solved. */
  readonly progress: Progress;
  /** Default: 32 random bytes. */
  readonly token?: string;
  /** Where the learner's own files go. Default: .unrolled in the project's folder. */
  readonly own?: string;
  /** Save into the course's originals. */
  readonly author?: boolean;
  /** Render the pages and start a kernel ahead, so that the first notebook need not wait. Default: true. */
  readonly warm?: boolean;
}

export interface RunningServer {
  readonly port: number;
  readonly token: string;
  /** The address to open first, with the token. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { root, check, exercises, progress, author = false } = options;
  const token = options.token ?? createToken();
  const own = options.own ?? join(root, ".unrolled");
  const originals = join(root, "notebooks");
  const contents = createContents({ originals, own, author });
  const kernels = createKernels(originals);
  const language = createLanguageService(originals);
  const assets = createPageAssets(join(root, "dist/page"));
  let port = options.port;
  const walkthroughs = join(root, "dist/walkthroughs");
  const pages = createPages({ contents, assets, progress, port: () => port, walkthroughs });
  const routes = [
    ...jupyterRoutes(kernels, createSessions(kernels)),
    ...contentsRoutes(contents),
    ...courseRoutes({ check, exercises, contents, progress }),
    ...languageRoutes(language),
    ...pages.routes,
  ];
  const channels = createChannels(kernels);
  const server = createServer((request, response) => {
    answer({ request, response, routes, pages, door: { token, port } }).catch(() => response.destroy());
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    try {
      channels.connect(kernelOf(request, kernels, { token, port }), request, socket, head);
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 500;
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
  });

  port = await listen(server, options.port);
  // Reading comes before running: the kernel takes a core for two seconds.
  if (options.warm ?? true) void pages.prepare().finally(() => kernels.warmUp());
  return {
    port,
    token,
    url: `http://127.0.0.1:${port}/?token=${token}`,
    async close() {
      channels.close();
      language.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, kernels.stopAll()]);
    },
  };
}

/** The kernel that a WebSocket is for. Throws HttpError. */
function kernelOf(request: IncomingMessage, kernels: Kernels, door: Door): RunningKernel {
  const { pathname, query } = splitTarget(request.url ?? "");
  const no = refusal(door, { method: "GET", headers: request.headers, query });
  if (no) throw new HttpError(no.status, no.message);
  const [api, collection, id, channels, ...more] = pathPieces(pathname);
  const isKnown = api === "api" && collection === "kernels" && channels === "channels" && more.length === 0;
  if (!isKnown) throw new HttpError(404, "There is nothing at this address.");
  return kernels.find(id!);
}
