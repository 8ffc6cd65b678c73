/** A route: a method, a pattern such as `/api/kernels/:id`, and what answers there. */

import type { Exchange } from "./exchange.ts";

export type Parameters = Readonly<Record<string, string>>;
export type Answer = (exchange: Exchange, parameters: Parameters) => void | Promise<void>;

export interface Route {
  readonly method: string;
  readonly pattern: readonly string[];
  readonly answer: Answer;
}

export function route(methodAndPattern: string, answer: Answer): Route {
  const [method, pattern] = methodAndPattern.split(" ");
  return { method: method!, pattern: pattern!.split("/").filter((piece) => piece !== ""), answer };
}

export type Match =
  | { readonly answer: Answer; readonly parameters: Parameters }
  | { readonly allowed: string[] };

/** The route of a request, or the methods that its path would allow. HEAD is answered as GET. */
export function findRoute(routes: readonly Route[], method: string, path: readonly string[]): Match {
  const allowed: string[] = [];
  for (const { method: wanted, pattern, answer } of routes) {
    const parameters = matchPath(pattern, path);
    if (!parameters) continue;
    if (wanted === method || (wanted === "GET" && method === "HEAD")) return { answer, parameters };
    allowed.push(wanted);
  }
  return { allowed };
}

function matchPath(pattern: readonly string[], path: readonly string[]): Parameters | undefined {
  if (pattern.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, piece] of pattern.entries()) {
    if (piece.startsWith(":")) parameters[piece.slice(1)] = path[index]!;
    else if (piece !== path[index]) return undefined;
  }
  return parameters;
}
