/** Numbers tokens of any length: words, tags, phonemes, or the characters of a text-to-text task. */

/** Added with `marks`: where a decoder starts, and where it says that it is done. */
export const START = "<start>";
/** Added with `marks`: the decoder says it when it is done. */
export const END = "<end>";

/** Added with `unknown`: stands for every token that is not known. */
export const UNKNOWN = "<unknown>";

/** Which special tokens to add, and which rare ones to leave out. */
export interface VocabularyOptions {
  /** Add START and END as tokens 0 and 1. */
  readonly marks?: boolean;
  /** Add UNKNOWN after the marks; `encode` then takes unknown tokens for it instead of throwing. */
  readonly unknown?: boolean;
  /** Keep only tokens that occur so often; 1 unless given. */
  readonly atLeast?: number;
}

/** Tokens ↔ token ids. */
export interface TokenVocabulary {
  readonly size: number;
  /** tokens[tokenId] is the token. */
  readonly tokens: readonly string[];
  /** Throws if the token is not known, unless the vocabulary has UNKNOWN. */
  tokenId(token: string): number;
  /** As `tokenId`, for each. */
  encode(tokens: Iterable<string>): Int32Array;
  decode(ids: ArrayLike<number>): string[];
}

/** The different tokens of a list, sorted. */
export function createTokenVocabulary(
  source: Iterable<string>,
  { marks = false, unknown = false, atLeast = 1 }: VocabularyOptions = {},
): TokenVocabulary {
  const counts = new Map<string, number>();
  for (const token of source) counts.set(token, (counts.get(token) ?? 0) + 1);
  const known = [...counts.keys()].filter((token) => counts.get(token)! >= atLeast).sort();
  if (known.length === 0)
    throw new RangeError(`createTokenVocabulary: no token occurs at least ${atLeast} time(s).`);
  const tokens = [...(marks ? [START, END] : []), ...(unknown ? [UNKNOWN] : []), ...known];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const tokenId = (token: string): number => {
    const id = ids.get(token) ?? ids.get(UNKNOWN);
    if (id !== undefined) return id;
    throw new RangeError(
      `vocabulary: ${JSON.stringify(token)} is not among the ${tokens.length} known tokens; build it from the same data.`,
    );
  };
  return {
    size: tokens.length,
    tokens,
    tokenId,
    encode: (list) => Int32Array.from(Array.from(list, tokenId)),
    decode: (list) =>
      Array.from(list, (id) => {
        if (tokens[id] !== undefined) return tokens[id];
        throw new RangeError(`vocabulary: there is no token ${id}; ids run from 0 to ${tokens.length - 1}.`);
      }),
  };
}
