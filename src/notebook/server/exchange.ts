/** One HTTP request and its answer: path in safe pieces, body within limits, answers with the right headers. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** The decoded pieces of the path: "/api/contents/a%20b.ipynb" -> ["api", "contents", "a b.ipynb"]. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** An answer other than success. The message is for the person at the other end. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = status;
  }
}

/** Throws HttpError 400 for a path that could mean something else to a file system. */
export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const { pathname, query } = splitTarget(request.url ?? "");
  return { request, response, method: request.method ?? "GET", path: pathPieces(pathname), query };
}

export function splitTarget(target: string): { pathname: string; query: URLSearchParams } {
  if (!target.startsWith("/")) throw new HttpError(400, "The address must begin with a slash.");
  const [pathname, search] = target.split(/\?(.*)/s);
  return { pathname: pathname!, query: new URLSearchParams(search ?? "") };
}

export function pathPieces(pathname: string): string[] {
  return pathname
    .split("/")
    .filter((piece) => piece !== "")
    .map((piece) => {
      const decoded = decodePiece(piece);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL ends a file name for the system below
      if (/[/\\\u0000-\u001f]/.test(decoded) || decoded === "." || decoded === "..") {
        throw new HttpError(400, "The address holds a path that leads elsewhere.");
      }
      return decoded;
    });
}

function decodePiece(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    throw new HttpError(400, "The address holds a broken % code.");
  }
}

/** The body as JSON; undefined if it is empty. `limit` in bytes. */
async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  if (text === "") return undefined;
  try {
    return JSON.parse(text, (key, value) => (key === "__proto__" ? undefined : value));
  } catch {
    throw new HttpError(400, "The request's body is not JSON.");
  }
}

/** Stops reading at the limit but leaves the connection open, so that the answer can still be sent. */
function readText(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      request.pause();
      request.removeAllListeners("data");
      reject(new HttpError(413, `The request is larger than ${Math.round(limit / 1e6)} MB, the limit here.`));
    };
    if (Number(request.headers["content-length"] ?? 0) > limit) return refuse();
    request.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size > limit) refuse();
      else pieces.push(piece);
    });
    request.on("end", () => resolve(Buffer.concat(pieces).toString("utf8")));
    request.on("error", reject);
  });
}

/** The body as a JSON object; anything else is an error, an empty body an empty object. */
export async function readObject(request: IncomingMessage, limit = 1e6): Promise<Record<string, unknown>> {
  const body = (await readJson(request, limit)) ?? {};
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new HttpError(400, "The request's body must be a JSON object.");
  }
  return body as Record<string, unknown>;
}

const quiet = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};

export function sendJson(
  exchange: Exchange,
  status: number,
  body?: unknown,
  headers?: Record<string, string>,
): void {
  const { response } = exchange;
  const text = body === undefined ? "" : JSON.stringify(body);
  const type = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, { ...quiet, ...type, "cache-control": "no-store", ...headers });
  response.end(exchange.method === "HEAD" ? undefined : text);
}

/** A file to keep, never shown by the browser itself. */
export function sendFile(exchange: Exchange, name: string, type: string, text: string): void {
  exchange.response.writeHead(200, {
    ...quiet,
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "no-store",
  });
  exchange.response.end(exchange.method === "HEAD" ? undefined : text);
}

/** Quickly rather than small: it is the first thing that a reader waits for, and mostly it stays on one machine. */
const compress = (html: string): Promise<Buffer> => promisify(gzip)(html, { level: 1 });

export async function sendHtml(
  exchange: Exchange,
  status: number,
  html: string,
  headers: Record<string, string>,
): Promise<void> {
  const { request, response } = exchange;
  const accepts = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const body = accepts && html.length > 2_000 ? await compress(html) : Buffer.from(html);
  const encoding = accepts && html.length > 2_000 ? { "content-encoding": "gzip" } : {};
  response.writeHead(status, {
    ...quiet,
    "content-type": "text/html; charset=utf-8",
    "content-length": String(body.length),
    "cache-control": "no-store",
    vary: "accept-encoding",
    "cross-origin-opener-policy": "same-origin",
    ...encoding,
    ...headers,
  });
  response.end(exchange.method === "HEAD" ? undefined : body);
}

export function redirect(exchange: Exchange, location: string, headers: Record<string, string> = {}): void {
  exchange.response.writeHead(302, { ...quiet, location, "cache-control": "no-store", ...headers });
  exchange.response.end();
}
