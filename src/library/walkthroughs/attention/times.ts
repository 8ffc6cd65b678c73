/** The steps of W7: when each part of each token appears. */

/** Steps of the walk per output token. */
export const attentionParts = ["scores", "alpha", "context"] as const;
export type AttentionPart = (typeof attentionParts)[number];

/** The step of the walk at which a part of token t appears, after one look at the keys. */
export const attentionTime = (t: number, part: AttentionPart): number =>
  1 + t * attentionParts.length + attentionParts.indexOf(part);
