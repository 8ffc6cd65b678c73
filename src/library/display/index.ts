/** What a notebook cell shows beyond its value: figures, progress, tables, equations, prose. */

export { type ProgressBar, progressBar } from "./progress-bar.ts";
export { markdown, math } from "./prose.ts";
export type { MimeBundle } from "./publish.ts";
export { type ShownFigure, type ShownPage, show } from "./show.ts";
export { type TableRow, table } from "./table.ts";
