/** The language service in a process of its own: a long check delays neither the server nor a kernel. */

import type { LanguageRequest } from "../../format/language-request.ts";
import { createNotebookLanguage } from "./notebook-language.ts";

const language = createNotebookLanguage(process.argv[2] as string);

process.on("message", ({ id, request }: { id: number; request: LanguageRequest }) => {
  try {
    process.send?.({ id, reply: language.answer(request) });
  } catch (error) {
    process.send?.({ id, error: (error as Error).message });
  }
});
process.on("disconnect", () => process.exit(0));
