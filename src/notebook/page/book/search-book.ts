/** Search in the book: the text of all chapters is loaded once, and searched as the server of the workbook does. */

import { type SearchedNotebook, searchNotebooks } from "../../format/search.ts";
import type { SearchSource } from "../reading/search.ts";
import { bookPlaces } from "./book-places.ts";
import { loadScript } from "./load-script.ts";

export const searchBook: SearchSource = {
  title: "Search the book",
  async find(text) {
    await loadScript(bookPlaces().search);
    const notebooks = (globalThis as unknown as { unrolledBookText: SearchedNotebook[] }).unrolledBookText;
    return searchNotebooks(notebooks, text);
  },
  addressOf: ({ path, cell }) => `${encodeURIComponent(path.replace(/\.ipynb$/, ""))}.html#cell-${cell}`,
};
