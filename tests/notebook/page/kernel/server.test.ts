/** Calls to the server: what the reader is told when it does not answer. */

import { expect, it } from "vitest";
import { call } from "../../../../src/notebook/page/kernel/server.ts";

const nobody = "http://127.0.0.1:9/";

it("says in words of the course that nobody answers", async () => {
  await expect(call("GET", nobody)).rejects.toThrow("The server does not answer. Is it still running?");
});

it("leaves a call that the page itself gave up as it is", async () => {
  const signal = AbortSignal.abort();

  await expect(call("GET", nobody, { signal })).rejects.toThrow(/abort/);
});
