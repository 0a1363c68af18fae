import { readUrl } from '../../../domain/values/read-url.ts'

/** Signs that look the same and mean nothing: the renderers of Teams do not agree on how markdown is escaped. */
const lookAlikes: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '`': 'ˋ',
  '~': '∼',
  '[': '［',
  ']': '］',
  '<': '‹',
  '>': '›',
  '\\': '＼',
  '|': '∣',
}

/** Clean text for a `TextBlock`, in which nothing of it is markup: no emphasis, list, heading, link or HTML. */
export function inertMarkdown(cleaned: string): string {
  return cleaned
    .replace(/[*`~[\]<>\\|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign) => lookAlikes[sign] ?? '')
    .replace(/^(\s*)([-+])(?=\s|$)/gm, '$1‐')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/gm, '$1․')
    .replace(/^(\s*)#/gm, '$1＃')
    .replace(/^(\s*)(-{3,}|={3,})\s*$/gm, '$1—')
    .replace(/&(?=#|[a-z])/gi, '＆')
    .replace(/:(?=\/\/)/g, '∶')
    .replace(/\bwww\./gi, 'www․')
    .replace(/(?<=[\w.+-])@(?=[\w-]+\.)/g, '＠')
}

/** Whether the clean text says the same with and without markdown. */
export const isQuiet = (cleaned: string): boolean => inertMarkdown(cleaned) === cleaned

/** @returns an address for a link or a button, or null when it is not a web address or too long. */
export function webAddress(link: string, max: number): string | null {
  const url = readUrl(link)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null
  return url.href.length <= max ? url.href : null
}
