/**
 * Who may speak to the server: someone at this computer who has the token.
 *
 * Any web page can make a browser send requests to 127.0.0.1. So a request must name this server as its
 * Host (against DNS rebinding), must not come from another site's page (Origin, Sec-Fetch-Site), and must
 * carry the token: in a header, in the address, or in the cookie that the first visit set. A cookie is
 * sent by the browser itself, so what it allows is narrower: JSON bodies only.
 * https://jupyter-server.readthedocs.io/en/latest/operators/security.html
 */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface Door {
  readonly token: string;
  readonly port: number;
}

export interface Visitor {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

export interface Refusal {
  readonly status: 401 | 403 | 415;
  readonly message: string;
}

export function createToken(): string {
  return randomBytes(32).toString("hex");
}

/** Cookies are shared by all ports of a host, so the port is part of the name. */
export function cookieName(port: number): string {
  return `unrolled-${port}`;
}

export function cookieHeader({ token, port }: Door): string {
  return `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`;
}

/** Why the visitor is turned away; undefined if welcome. */
export function refusal(door: Door, visitor: Visitor): Refusal | undefined {
  return refusalOfOrigin(door, visitor) ?? refusalOfToken(door, visitor);
}

export function refusalOfOrigin(door: Door, { method, headers }: Visitor): Refusal | undefined {
  const hosts = [`127.0.0.1:${door.port}`, `localhost:${door.port}`];
  if (!hosts.includes(headers.host ?? "")) {
    return { status: 403, message: `This server answers only as ${hosts.join(" or ")}.` };
  }
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) {
    return { status: 403, message: "Requests from pages of other sites are refused." };
  }
  const site = headers["sec-fetch-site"];
  const isVisit =
    method === "GET" && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isVisit) {
    return { status: 403, message: "Requests from pages of other sites are refused." };
  }
  return undefined;
}

function refusalOfToken(door: Door, visitor: Visitor): Refusal | undefined {
  const { method, headers, query } = visitor;
  const inHeader = /^(?:token|bearer) +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const given = inHeader ?? query.get("token") ?? undefined;
  if (given !== undefined) {
    return isSame(given, door.token)
      ? undefined
      : { status: 401, message: "The token is not this server's." };
  }
  if (!isSame(cookieToken(door.port, headers.cookie), door.token)) {
    return {
      status: 401,
      message: "Open the address that “unrolled start” printed in the terminal: it carries the key.",
    };
  }
  const isReading = method === "GET" || method === "HEAD";
  const isJson = /^application\/json\b/i.test(headers["content-type"] ?? "");
  const isEmpty = headers["content-length"] === undefined && headers["transfer-encoding"] === undefined;
  if (!isReading && !isJson && !(isEmpty && method === "DELETE")) {
    return { status: 415, message: "Send JSON, with `Content-Type: application/json`." };
  }
  return undefined;
}

function cookieToken(port: number, cookies = ""): string {
  for (const cookie of cookies.split(";")) {
    const [name, value] = cookie.trim().split("=");
    if (name === cookieName(port)) return value ?? "";
  }
  return "";
}

/** Compares in constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
