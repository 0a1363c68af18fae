import { readUrl } from '../../../domain/values/read-url.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Signs that look the same and mean nothing: Slack's markup knows no escape for its own. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ' }

/** Words, numbers and a time of day: nothing of it can be markup. */
const unmarked = /^[A-Za-z0-9 .,()/+-]*(?::(?!\/)[A-Za-z0-9 .,()/+-]*)?$/

/**
 * Clean text for a `mrkdwn` object, in which nothing of it is markup: no bold, code, quote, emoji code, link or mention.
 * An underscore inside a word is left alone, as Slack does.
 */
export function inert(cleaned: string): string {
  if (unmarked.test(cleaned)) return cleaned
  return cleaned
    .replace(/[*~`]/g, (sign) => lookAlikes[sign] ?? '')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replace(/:(?=[\w+'-]+:)|:(?=\/\/)/g, '∶')
    .replace(/^(\s*)>/gm, '$1›')
    .replace(/[&<>]/g, (sign) => entities[sign] ?? '')
}

/** Whether the clean text says the same with and without markup. */
export const isQuiet = (cleaned: string): boolean => inert(cleaned) === cleaned

/** @returns an address for a link or a button, or null when it is not a web address or too long for Slack. */
export function webAddress(link: string, max: number): string | null {
  const url = readUrl(link)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null
  const address = url.href.replace(/[|<>;]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return address.length <= max ? address : null
}
