/** plotly.js's parts, which its types do not name. */

declare module "plotly.js/lib/core" {
  import type { Plots as PlotsModule } from "plotly.js";

  type Json = Record<string, unknown>;

  const Plotly: {
    register(modules: readonly unknown[]): void;
    react(host: HTMLElement, data: readonly Json[], layout: Json, config: Json): Promise<HTMLElement>;
    addFrames(host: HTMLElement, frames: readonly Json[]): Promise<HTMLElement>;
    purge(host: HTMLElement): void;
    readonly Plots: typeof PlotsModule;
  };
  export default Plotly;
}

declare module "plotly.js/lib/*" {
  const traceModule: unknown;
  export default traceModule;
}
