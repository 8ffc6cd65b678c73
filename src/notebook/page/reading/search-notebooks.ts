/** Search in the workbook: the server looks through the learner's notebooks as they are now. */

import type { SearchHit } from "../../format/search.ts";
import { call } from "../kernel/server.ts";
import type { SearchSource } from "./search.ts";

export const searchNotebooks: SearchSource = {
  title: "Search all notebooks",
  async find(text) {
    const address = `/api/unrolled/search?q=${encodeURIComponent(text)}`;
    return (await call<{ hits: SearchHit[] }>("GET", address)).hits;
  },
  addressOf: ({ path, cell }) => `/notebooks/${encodeURIComponent(path)}#cell-${cell}`,
};
