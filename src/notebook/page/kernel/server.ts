/** Calls to the server that the page came from. Its cookie names the reader; every body is JSON. */

export class ServerError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ServerError";
    this.status = status;
  }
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Nobody answered at all. */
export class NoAnswerError extends Error {
  constructor() {
    super("The server does not answer. Is it still running?");
    this.name = "NoAnswerError";
  }
}

/** Resolves to the answer's JSON. Throws ServerError for a refusal, or NoAnswerError. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const response = await ask(method, path, options);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** The same, for answers that say something in their headers. */
export async function ask(method: string, path: string, options: CallOptions = {}): Promise<Response> {
  const { body, headers = {}, signal } = options;
  const response = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new NoAnswerError(); // a browser says "Failed to fetch"
  });
  if (response.ok) return response;
  const message =
    messageOf(await response.text()) ?? `${method} ${path} was answered with ${response.status}`;
  throw new ServerError(response.status, message);
}

function messageOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return undefined;
  }
}
