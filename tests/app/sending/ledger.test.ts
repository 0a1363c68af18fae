import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand, type Said } from '../../../commands/command/run-command.ts'
import { makeRegistry } from '../../../commands/index.ts'
import type { Card } from '../../../src/notices/card/card.ts'
import { adminOf, asks, type House, openHouse } from '../../support/house.ts'
import { at, hours } from '../../support/samples.ts'
import { openVendor, scheduled, toldBy } from '../../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
  await scheduled(house, 'beta')
  house.senderAnswers(({ place }) => {
    if (place.administrator === 'acme-bob') return { kind: 'gone', reason: '550 5.1.1 no such user' }
    if (place.address.kind === 'channel') return { kind: 'retry', reason: 'HTTP 503', afterMs: hours(1) }
    return null
  })
  await toldBy(house)
  const move = {
    system: { client: 'acme', environment: 'staging' as const },
    seen: null,
    reason: null,
    startsAt: at('2026-12-07T08:00:00Z'),
  }
  await house.app.rescheduleUpdate({ ...asks(adminOf('acme')), ...move })
  await toldBy(house)
})
afterAll(() => house.close())

let count = 0
async function ask(user: string, rest: string, channel: string | null, args?: Said['args']): Promise<Card> {
  const workspace = user.startsWith('U') ? 'T1' : 'T0'
  const said: Said = {
    verb: 'notices',
    via: 'typed',
    request: `ledger-${++count}`,
    rest,
    ...(args && { args }),
    account: { platform: 'slack', workspace, user },
    channel: channel === null ? null : { platform: 'slack', workspace, channel },
  }
  const reply = await runCommand(makeRegistry('/update'), said, house.app)
  if (reply.type !== 'card') throw new Error('no card')
  return reply.card
}
/** Each notice with its places, as its readers see them. */
const lines = (card: Card): string[] =>
  card.blocks.flatMap((block) =>
    block.type === 'section' ? [block.title, ...block.facts.map(({ label, value }) => `- ${label}: ${value}`)] : [],
  )

describe('was I told, where and when, and if not, why?', () => {
  it('an administrator reads it for each notice and place, in plain words', async () => {
    const card = await ask('UACME1', '', null)
    expect(card.title).toBe('Acme College: who was told what')
    expect(lines(card)).toEqual([
      'Update moved (3.9.12, staging), Sun 22 Nov, 07:00 EST',
      '- Slack channel: waits to be sent, Sun 22 Nov, 07:00 EST',
      '- In-app inbox of staging: told Sun 22 Nov, 07:00 EST',
      '- E-mail to ada@acme.example: not sent: changes to staging alone are not mailed',
      '- E-mail to bob@acme.example: not sent: changes to staging alone are not mailed',
      'Update scheduled (3.9.12, production and staging), Sun 22 Nov, 07:00 EST',
      '- Slack channel: tried once: HTTP 503; next Sun 22 Nov, 08:00 EST',
      '- In-app inbox of production: told Sun 22 Nov, 07:00 EST',
      '- In-app inbox of staging: told Sun 22 Nov, 07:00 EST',
      '- E-mail to ada@acme.example: told Sun 22 Nov, 07:00 EST',
      '- E-mail to bob@acme.example: could not be told: 550 5.1.1 no such user',
      'System Health report (3.9.12), Sun 22 Nov, 07:00 EST',
      '- Slack channel: tried once: HTTP 503; next Sun 22 Nov, 08:00 EST',
      '- In-app inbox of production: told Sun 22 Nov, 07:00 EST',
    ])
  })

  it('nobody reads another client’s', async () => {
    expect((await ask('UACME1', 'beta', null)).kind).toBe('refusal')
    expect((await ask('UACME1', 'beta', 'CACME')).kind).toBe('refusal')
    expect((await ask('UNOBODY', 'acme', null)).kind).toBe('refusal')
    expect(JSON.stringify(await ask('UACME1', '', null))).not.toContain('beta')
  })

  it('staff read any client’s; the vendor’s rooms are shown in the vendor’s rooms only', async () => {
    await house.app.requestUrgent({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    expect((await ask('sam', 'beta', 'C-SERVICES')).title).toBe('Beta College: who was told what')
    const client = { client: 'acme' }
    const [withRooms, without] = await Promise.all([
      house.app.readDeliveries('acme', true, { after: null, limit: 200 }),
      house.app.readDeliveries('acme', false, { after: null, limit: 200 }),
    ])
    expect(without.items.every(({ place }) => place.room === null)).toBe(true)
    expect(withRooms.items.length).toBeGreaterThanOrEqual(without.items.length)
    expect((await ask('sam', '', null, client)).title).toBe('Acme College: who was told what')
  })

  it('is read page by page, and a made-up cursor leads to the newest', async () => {
    const all = await house.app.readDeliveries('acme', true, { after: null, limit: 200 })
    const ids: string[] = []
    for (let after: string | null = null; ; ) {
      const page: typeof all = await house.app.readDeliveries('acme', true, { after, limit: 3 })
      ids.push(...page.items.map(({ id }) => id))
      after = page.next
      if (after === null) break
    }
    expect(ids).toEqual(all.items.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    const madeUp = await ask('UACME1', '', null, { client: 'acme', after: 'x' })
    expect(lines(madeUp)).toEqual(lines(await ask('UACME1', '', null)))
  })
})
