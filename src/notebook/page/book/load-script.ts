/** A script that lies beside the page. Unlike a module, it may be loaded from a folder too. */

const loading = new Map<string, Promise<void>>();

export function loadScript(address: string): Promise<void> {
  const known = loading.get(address);
  if (known !== undefined) return known;
  const script = document.createElement("script");
  script.src = address;
  const loaded = new Promise<void>((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${address} could not be loaded.`)));
  });
  loading.set(address, loaded);
  document.head.append(script);
  return loaded;
}
