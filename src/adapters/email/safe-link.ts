import { readUrl } from '../../domain/values/read-url.ts'

/** @returns the address as it may stand in a link, or null when it is not http or https. */
export function safeLink(address: string): string | null {
  const url = readUrl(address)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null
}
