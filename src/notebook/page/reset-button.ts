/** The way out of a damaged copy, on the page that says so: delete it, and the original shows again. */

import { call } from "./kernel/server.ts";
import { contentsAddress } from "./saving/saver.ts";

export function wireResetButton(): void {
  const reset = document.querySelector<HTMLButtonElement>("button[data-reset]");
  reset?.addEventListener("click", async () => {
    reset.disabled = true;
    try {
      await call("DELETE", contentsAddress(reset.dataset.reset as string));
      location.reload();
    } catch (error) {
      reset.disabled = false;
      reset.after(` ${(error as Error).message}`);
    }
  });
}
