/** The script that draws walkthroughs: the server's own, loaded when the first one is shown. */

/** What this page needs of the global that the script sets. */
export interface Walkthroughs {
  mount(
    host: HTMLElement,
    options: {
      readonly id: string;
      readonly setup?: unknown;
      readonly isPage?: boolean;
      readonly pageAddress?: string;
    },
  ): { destroy(): void };
}

let loading: Promise<Walkthroughs> | undefined;

export function loadWalkthroughs(): Promise<Walkthroughs> {
  loading ??= load();
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

async function load(): Promise<Walkthroughs> {
  const address = "/walkthroughs/view.js";
  await import(/* @vite-ignore */ address);
  const found = (globalThis as { unrolledWalkthroughs?: Walkthroughs }).unrolledWalkthroughs;
  if (!found) throw new Error("The script of the walkthroughs did not set what it should.");
  return found;
}
