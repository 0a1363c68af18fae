/** @returns the address as it may stand in a link, or null when it is not http or https. */
export function safeLink(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}
