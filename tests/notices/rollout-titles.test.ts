import { describe, expect, it } from 'vitest'
import type { UpdateStatus } from '../../src/domain/updates/update.ts'
import { wordsOf } from '../support/chat.ts'
import { rolloutOf } from './sample-cards.ts'

/** What the title of the joint card says of a system, by the state that its update is in. */
const said: Readonly<Record<UpdateStatus, string>> = {
  scheduled: 'is scheduled',
  held: 'is on hold',
  updating: 'is being applied',
  stalled: 'needs attention',
  updated: 'is done',
  failed: 'needs attention',
  cancelled: 'is cancelled',
  superseded: 'was replaced',
}
/** What needs somebody, or goes on now, is said before all else, and of which system. */
const foremost: readonly UpdateStatus[] = ['failed', 'stalled', 'updating', 'held']
const statuses = Object.keys(said) as UpdateStatus[]
const pairs = statuses.flatMap((production) => statuses.map((staging) => [production, staging] as const))

describe('the title of a card follows the states of both systems', () => {
  it.each(pairs)('production %s, staging %s', (production, staging) => {
    const card = rolloutOf([{ status: production }, { status: staging, environment: 'staging', id: 'U-1043' }])
    const title = card.title.replace('Acme College: release 3.9.12 ', '')
    const worst = foremost.find((status) => status === production || status === staging)
    const other = said[production].startsWith('is ') ? said[staging].replace(/^is /, '') : said[staging]
    const each = `${said[production]} on production and ${other} on staging`
    const where = worst === production ? 'production' : 'staging'
    const alike = said[production] === said[staging]
    expect(title).toBe(alike ? said[production] : worst ? `${said[worst]} on ${where}` : each)
    // What is promised to happen by itself is what is scheduled, and nothing else.
    const scheduled = [production, staging].filter((status) => status === 'scheduled').length
    const promise = /Nothing for you to do[^:]*: it is applied (?:there )?by itself/.exec(wordsOf(card))?.[0]
    const wanted = [
      undefined,
      `Nothing for you to do on ${production === 'scheduled' ? 'production' : 'staging'}: it is applied there by itself`,
      'Nothing for you to do: it is applied by itself',
    ]
    expect(promise).toBe(wanted[scheduled])
  })

  it.each(statuses)('of one system alone: %s', (status) => {
    expect(rolloutOf([{ status }]).title).toBe(`Acme College: release 3.9.12 ${said[status]}`)
  })
})
