/** Sessions tie a notebook to its kernel. Two tabs of one notebook share both. */

import { randomUUID } from "node:crypto";
import { HttpError } from "./exchange.ts";
import type { Kernels } from "./kernels.ts";

export interface Session {
  readonly id: string;
  path: string;
  name: string;
  readonly type: string;
  kernelId: string;
}

export interface SessionRequest {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  /** A kernel that runs already; else a new one is started. */
  readonly kernelId?: string;
}

export interface Sessions {
  list(): Session[];
  find(id: string): Session;
  /** The session of this path if there is one, else a new one. */
  open(request: SessionRequest): Promise<Session>;
  /** Gives the session another kernel: a running one, or (without an id) a new one. */
  changeKernel(id: string, kernelId?: string): Promise<Session>;
  /** Stops the kernel too, unless another session uses it. */
  close(id: string): Promise<void>;
}

export function createSessions(kernels: Kernels): Sessions {
  const sessions = new Map<string, Session>();
  const opening = new Map<string, Promise<Session>>();

  /** A session ends with its kernel. */
  const list = () => [...sessions.values()].filter(({ kernelId }) => kernels.isAlive(kernelId));

  function find(id: string): Session {
    const session = list().find((candidate) => candidate.id === id);
    if (!session) throw new HttpError(404, `There is no session ${id}.`);
    return session;
  }

  async function stopUnused(kernelId: string): Promise<void> {
    const isUsed = list().some((session) => session.kernelId === kernelId);
    if (!isUsed && kernels.isAlive(kernelId)) await kernels.stop(kernelId);
  }

  async function create({ path, name, type, kernelId }: SessionRequest): Promise<Session> {
    const { id } = kernelId === undefined ? await kernels.start() : kernels.find(kernelId);
    const session = { id: randomUUID(), path, name, type, kernelId: id };
    sessions.set(session.id, session);
    return session;
  }

  return {
    list,
    find,
    async open(request) {
      const existing = list().find(({ path }) => path === request.path);
      if (existing) {
        if (request.kernelId !== undefined) existing.kernelId = kernels.find(request.kernelId).id;
        return existing;
      }
      const pending =
        opening.get(request.path) ?? create(request).finally(() => opening.delete(request.path));
      opening.set(request.path, pending);
      return await pending;
    },
    async changeKernel(id, kernelId) {
      const session = find(id);
      const before = session.kernelId;
      session.kernelId = (kernelId === undefined ? await kernels.start() : kernels.find(kernelId)).id;
      await stopUnused(before);
      return session;
    },
    async close(id) {
      const { kernelId } = find(id);
      sessions.delete(id);
      await stopUnused(kernelId);
    },
  };
}
