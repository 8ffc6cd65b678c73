/** How a value is shown. */

import { inspect } from "node:util";
import type { MimeBundle } from "../format/message.ts";

/** An object may say how it is shown, with a method named Symbol.for("Jupyter.display"). */
export async function mimeBundle(value: unknown): Promise<MimeBundle> {
  const display = (value as Record<symbol, unknown> | null)?.[Symbol.for("Jupyter.display")];
  if (typeof display === "function") return (await display.call(value)) as MimeBundle;
  return { "text/plain": inspect(value, { depth: 3, maxStringLength: 20_000 }) };
}
