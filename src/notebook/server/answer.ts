/** Every request goes through here: first the door, then its route, and an error becomes an answer too. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { cookieHeader, type Door, refusal } from "./access.ts";
import { type Exchange, HttpError, openExchange, redirect, sendJson, splitTarget } from "./exchange.ts";
import { type Pages, wantsPage } from "./pages.ts";
import { findRoute, type Route } from "./route.ts";

export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly routes: readonly Route[];
  readonly pages: Pages;
  readonly door: Door;
}

export async function answer({ request, response, routes, pages, door }: Asked): Promise<void> {
  let exchange: Exchange = {
    request,
    response,
    method: request.method ?? "GET",
    path: [],
    query: new URLSearchParams(),
  };
  try {
    const { query } = splitTarget(request.url ?? "");
    const no = refusal(door, { method: exchange.method, headers: request.headers, query });
    if (no) throw new HttpError(no.status, no.message);
    exchange = openExchange(request, response);
    if (isFirstVisit(exchange)) return admit(exchange, door);
    const match = findRoute(routes, exchange.method, exchange.path);
    if ("answer" in match) return await match.answer(exchange, match.parameters);
    if (match.allowed.length === 0) throw new HttpError(404, "There is nothing at this address.");
    throw new HttpError(405, `Here one can only ${match.allowed.join(", ")}.`);
  } catch (error) {
    await sendError(exchange, error, pages);
  }
}

/** A page was asked for with the token in its address: the cookie takes over, the token leaves the address. */
function isFirstVisit({ method, path, query }: Exchange): boolean {
  return method === "GET" && query.has("token") && path[0] !== "api";
}

function admit(exchange: Exchange, door: Door): void {
  exchange.query.delete("token");
  const rest = exchange.query.size > 0 ? `?${exchange.query}` : "";
  const location = `/${exchange.path.map(encodeURIComponent).join("/")}${rest}`;
  redirect(exchange, location, { "set-cookie": cookieHeader(door) });
}

/** A page for a reader, JSON for a program. What is no HttpError is our own fault and is reported. */
async function sendError(exchange: Exchange, error: unknown, pages: Pages): Promise<void> {
  const { request, response } = exchange;
  if (response.headersSent || request.socket.destroyed) {
    response.destroy();
    return;
  }
  const isOurs = error instanceof HttpError;
  const status = isOurs ? error.status : 500;
  const message = error instanceof Error ? error.message : String(error);
  if (!isOurs) console.error(`The server failed: ${error instanceof Error ? error.stack : message}`);
  if (!request.complete) response.setHeader("connection", "close");
  if (wantsPage(request)) await pages.sendMessage(exchange, status, message);
  else sendJson(exchange, status, { message, reason: null });
}
