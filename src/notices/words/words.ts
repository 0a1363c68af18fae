import type { Environment } from '../../domain/people/system.ts'
import type { Totals } from '../../domain/reports/health-report.ts'
import type { UpdateStatus } from '../../domain/updates/update.ts'

/** The words that cards share, so that a thing is called the same everywhere. */
export const environmentWord: Readonly<Record<Environment, string>> = {
  production: 'Production',
  staging: 'Staging',
}

export const statusWord: Readonly<Record<UpdateStatus, string>> = {
  scheduled: 'Scheduled',
  held: 'On hold',
  updating: 'Updating now',
  stalled: 'No word from the update; a person is looking at it',
  updated: 'Updated',
  failed: 'Failed',
  cancelled: 'Cancelled',
  superseded: 'Replaced by a newer release',
}

/** @returns e.g. `4,239 tests: 4,207 passed, 2 failed, 30 skipped`; the zeros that say nothing are left out */
export function countWords(totals: Totals): string {
  const parts = [`${number(totals.passed)} passed`]
  if (totals.failed > 0) parts.push(`${number(totals.failed)} failed`)
  if (totals.errored > 0) parts.push(`${number(totals.errored)} errored`)
  if (totals.skipped > 0) parts.push(`${number(totals.skipped)} skipped`)
  return `${number(totals.tests)} ${totals.tests === 1 ? 'test' : 'tests'}: ${parts.join(', ')}`
}

/** @returns `21,000`, whatever the machine's language */
export const number = (n: number): string => n.toLocaleString('en-US')

/** @returns `1 finding`, `3 findings` */
export const counted = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`

/** @returns the text cut to `length` characters with a visible mark, on a whole character */
export function cut(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

const listedNames = 5

/** @returns e.g. `Ada, Bob and Eve`; of many the first, and how many more there are */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, listedNames)
  const left = names.length - shown.length
  const [last, ...others] = [...shown, ...(left > 0 ? [`${number(left)} more`] : [])].reverse()
  if (last === undefined) return ''
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
}

const listedClients = 20

/** @returns e.g. `3 clients: acme, beta, gamma`; of many the first, and how many more there are */
export function clientList(clients: readonly string[]): string {
  const listed = clients.slice(0, listedClients).join(', ')
  const left = clients.length - listedClients
  return `${counted(clients.length, 'client')}: ${listed}${left > 0 ? ` and ${number(left)} more` : ''}`
}
