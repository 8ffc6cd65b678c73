/**
 * The part of Jupyter Server's REST interface that its clients need to list, open, run, interrupt,
 * restart and save: status, kernelspecs, kernels, sessions. Contents stand in contents-api.ts.
 * https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html
 */

import { HttpError, readObject, sendJson } from "./exchange.ts";
import type { Kernels, RunningKernel } from "./kernels.ts";
import { type Route, route } from "./route.ts";
import type { Session, Sessions } from "./sessions.ts";

const kernelName = "unrolled";

const kernelspecs = {
  default: kernelName,
  kernelspecs: {
    [kernelName]: {
      name: kernelName,
      spec: {
        argv: ["unrolled", "kernel", "{connection_file}"],
        display_name: "TypeScript (Unrolled)",
        language: "typescript",
        interrupt_mode: "message",
        env: {},
        metadata: {},
      },
      resources: {},
    },
  },
};

const user = { username: "learner", name: "Learner", display_name: "Learner", initials: "L", color: null };

export function jupyterRoutes(kernels: Kernels, sessions: Sessions): Route[] {
  return [...serverRoutes(kernels), ...kernelRoutes(kernels), ...sessionRoutes(kernels, sessions)];
}

function serverRoutes(kernels: Kernels): Route[] {
  const started = new Date().toISOString();
  return [
    route("GET /api", (exchange) => sendJson(exchange, 200, { version: "2.14.0" })),
    route("GET /api/me", (exchange) =>
      sendJson(exchange, 200, { identity: { ...user, avatar_url: null }, permissions: {} }),
    ),
    route("GET /api/kernelspecs", (exchange) => sendJson(exchange, 200, kernelspecs)),
    route("GET /api/kernelspecs/:name", (exchange) =>
      sendJson(exchange, 200, kernelspecs.kernelspecs[kernelName]),
    ),
    route("GET /api/terminals", (exchange) => sendJson(exchange, 200, [])),
    route("GET /api/status", (exchange) => {
      const running = kernels.list();
      const last = Math.max(
        Date.parse(started),
        ...running.map(({ lastActivity }) => lastActivity.getTime()),
      );
      sendJson(exchange, 200, {
        started,
        last_activity: new Date(last).toISOString(),
        kernels: running.length,
        connections: running.reduce((sum, { connections }) => sum + connections, 0),
      });
    }),
  ];
}

function kernelRoutes(kernels: Kernels): Route[] {
  return [
    route("GET /api/kernels", (exchange) => sendJson(exchange, 200, kernels.list().map(kernelModel))),
    route("POST /api/kernels", async (exchange) => {
      await readObject(exchange.request);
      const running = await kernels.start();
      sendJson(exchange, 201, kernelModel(running), { location: `/api/kernels/${running.id}` });
    }),
    route("GET /api/kernels/:id", (exchange, { id }) =>
      sendJson(exchange, 200, kernelModel(kernels.find(id!))),
    ),
    route("DELETE /api/kernels/:id", async (exchange, { id }) => {
      await kernels.stop(id!);
      sendJson(exchange, 204);
    }),
    route("POST /api/kernels/:id/restart", async (exchange, { id }) => {
      const running = kernels.find(id!);
      running.isRestartAsked = true;
      await running.kernel.restart().finally(() => {
        running.isRestartAsked = false;
      });
      sendJson(exchange, 200, kernelModel(running));
    }),
    route("POST /api/kernels/:id/interrupt", async (exchange, { id }) => {
      const { stateKept } = await kernels.find(id!).kernel.interrupt();
      // Jupyter's answer has no body, so what we have to add stands in a header.
      sendJson(exchange, 204, undefined, { "x-unrolled-state-kept": String(stateKept) });
    }),
  ];
}

function sessionRoutes(kernels: Kernels, sessions: Sessions): Route[] {
  const model = (session: Session) => sessionModel(session, kernels);
  return [
    route("GET /api/sessions", (exchange) => sendJson(exchange, 200, sessions.list().map(model))),
    route("POST /api/sessions", async (exchange) => {
      const { path, name = "", type = "notebook", kernel } = await readObject(exchange.request);
      if (typeof path !== "string" || path === "")
        throw new HttpError(400, "A session needs the notebook's path.");
      const kernelId = (kernel as { id?: unknown } | undefined)?.id;
      const request = { path, name: String(name), type: String(type) };
      const session = await sessions.open(typeof kernelId === "string" ? { ...request, kernelId } : request);
      sendJson(exchange, 201, model(session), { location: `/api/sessions/${session.id}` });
    }),
    route("GET /api/sessions/:id", (exchange, { id }) => sendJson(exchange, 200, model(sessions.find(id!)))),
    route("PATCH /api/sessions/:id", async (exchange, { id }) => {
      const session = sessions.find(id!);
      const { path, name, kernel } = await readObject(exchange.request);
      if (typeof path === "string") session.path = path;
      if (typeof name === "string") session.name = name;
      const wanted = kernel as { id?: string | null; name?: string } | undefined;
      if (wanted?.id || wanted?.name) await sessions.changeKernel(session.id, wanted.id ?? undefined);
      sendJson(exchange, 200, model(session));
    }),
    route("DELETE /api/sessions/:id", async (exchange, { id }) => {
      await sessions.close(id!);
      sendJson(exchange, 204);
    }),
  ];
}

function kernelModel({ id, kernel, lastActivity, connections }: RunningKernel) {
  return {
    id,
    name: kernelName,
    last_activity: lastActivity.toISOString(),
    execution_state: kernel.state,
    pending_cells: kernel.pendingCells, // not Jupyter's: what a page that was loaded again asks
    connections,
  };
}

function sessionModel({ id, path, name, type, kernelId }: Session, kernels: Kernels) {
  const kernel = kernelModel(kernels.find(kernelId));
  return { id, path, name, type, kernel, notebook: { path, name } };
}
