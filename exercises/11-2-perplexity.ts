/**
 * Exercise X11.2: from losses to perplexity.
 *
 *   perplexity = exp(mean over all counted tokens of −ln p)  =  2 ^ (bits per token)
 *
 * It is the number of equally likely tokens that would be as hard to predict. nll holds −ln p of each token, in nats;
 * mask is 1 where a token counts and 0 in the padding. With no token to count there is no perplexity: return NaN.
 * Check: npx unrolled grade 11.2
 */

/** nll, mask: one entry per token. */
export function perplexity(nll: Float64Array, mask: Uint8Array): number {
  throw new Error("TODO: exercise X11.2 (perplexity)");
}

/** The same surprise as the mean, in bits per token. */
export function bitsPerToken(nll: Float64Array, mask: Uint8Array): number {
  throw new Error("TODO: exercise X11.2 (bitsPerToken)");
}
