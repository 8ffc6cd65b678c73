/**
 * Exercise X11.2: from losses to perplexity.
 *
 *   perplexity = exp(mean over all counted tokens of −ln p)  =  2 ^ (bits per token)
 */

/** nll, mask: one entry per token. */
export function perplexity(nll: Float64Array, mask: Uint8Array): number {
  return Math.exp(meanOf(nll, mask));
}

/** The same surprise as the mean, in bits per token. */
export function bitsPerToken(nll: Float64Array, mask: Uint8Array): number {
  return meanOf(nll, mask) / Math.LN2;
}

/** 0 / 0 where nothing counts, which is NaN. */
function meanOf(nll: Float64Array, mask: Uint8Array): number {
  const counted = nll.filter((_, k) => mask[k] === 1);
  return counted.reduce((sum, value) => sum + value, 0) / counted.length;
}
