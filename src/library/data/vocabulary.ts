/** Numbers the characters of a text: token ids from 0, in the order of their code points. */

/** Stands between the words of a list, and so marks where a word begins and ends. */
export const BOUNDARY = "\n";

/** Characters ↔ token ids. */
export interface Vocabulary {
  readonly size: number;
  /** tokens[tokenId] is the character. */
  readonly tokens: readonly string[];
  /** Throws if the character is not known. */
  tokenId(token: string): number;
  /** One id per character. Throws if a character is not known. */
  encode(text: string): Int32Array;
  decode(ids: Int32Array | readonly number[]): string;
}

/** The characters of a text; or of a list of words and the boundary between them. */
export function createVocabulary(text: string | readonly string[]): Vocabulary {
  const all = typeof text === "string" ? text : [BOUNDARY, ...text].join("");
  const tokens = [...new Set(all)].sort();
  if (tokens.length === 0) throw new RangeError("createVocabulary: the text is empty.");
  const ids = new Map(tokens.map((token, id) => [token, id]));

  const tokenId = (token: string): number => {
    const id = ids.get(token);
    if (id === undefined) {
      throw new RangeError(
        `vocabulary: ${JSON.stringify(token)} is not among the ${tokens.length} known characters; build it from the same text.`,
      );
    }
    return id;
  };
  return {
    size: tokens.length,
    tokens,
    tokenId,
    encode: (text) => Int32Array.from([...text], tokenId),
    decode: (ids) =>
      Array.from(ids, (id) => {
        const token = tokens[id];
        if (token === undefined) {
          throw new RangeError(
            `vocabulary: there is no token ${id}; ids run from 0 to ${tokens.length - 1}.`,
          );
        }
        return token;
      }).join(""),
  };
}
