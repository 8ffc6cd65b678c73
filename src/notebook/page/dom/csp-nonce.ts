/** The nonce that lets a style element into this page; the server makes a new one for each visit. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}
