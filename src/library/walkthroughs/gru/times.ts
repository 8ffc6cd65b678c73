/** In which order, and at which step of W5, the numbers of a GRU appear. */

/** Steps of the walk per time step. */
export const gruParts = ["r", "z", "q", "n", "keep", "h"] as const;
export type GruPart = (typeof gruParts)[number];

/** The step of the walk at which a part of time step t appears. */
export const gruTime = (t: number, part: GruPart): number => t * gruParts.length + gruParts.indexOf(part);
