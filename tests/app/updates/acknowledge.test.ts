import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { up } from '../../../migrations/20261127T2130_seen.ts'
import { renderNotice } from '../../../src/app/drawing/render-notice.ts'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { isLink } from '../../../src/notices/card/card.ts'
import { adminOf, asks, services } from '../../support/cast.ts'
import { wordsOf } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, scheduled, toldBy, updateOf } from '../../support/scene.ts'

describe('acknowledge', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await scheduled(house, 'acme')
    await toldBy(house)
  })
  afterAll(() => house.close())

  const acknowledge = async (actor: Actor, client = 'acme', release = '3.9.12') => {
    const said = await house.app.acknowledge({ ...asks(actor), client, release })
    return said.ok ? said.value.by : said.refusal.code
  }
  const bob = adminOf('acme', 'acme-bob', 'Bob Marley')

  it('is for administrators of the client, about something planned', async () => {
    await onFile(house, 'beta')
    expect(await acknowledge(adminOf('beta'))).toBe('not-yours')
    expect(await acknowledge(services)).toBe('not-yours')
    expect(await acknowledge(adminOf('nowhere'), 'nowhere')).toBe('not-yours')
    expect(await acknowledge(adminOf('beta'), 'beta')).toBe('not-yours')
    expect(await acknowledge(bob, 'acme', '9.9.9')).toBe('not-yours')
    expect(await toldBy(house)).toEqual([])
  })

  const card = () => house.sent[0]?.card
  const pages = [
    { verb: 'open', args: { page: 'schedule' } },
    { verb: 'open', args: { page: 'report' } },
  ]

  it('is written down once of each person, and redraws the card without a word more', async () => {
    expect(await Promise.all([acknowledge(bob), acknowledge(bob), acknowledge(bob)])).toEqual(
      Array(3).fill('Bob Marley'),
    )
    expect(await toldBy(house)).toEqual(['rollout → channel (edit)'])
    expect(card()?.footer).toBe('Seen by Bob Marley')
    expect(wordsOf(card()!)).toContain('Acknowledge tells us that you have seen it, too')
    expect(card()?.actions).toMatchObject([{ verb: 'acknowledge' }, ...pages])
    house.clock.advance(60_000)
    const said = await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    expect(said).toMatchObject({ value: { by: 'Ada Lovelace', others: ['Bob Marley'] } })
    expect(await toldBy(house)).toEqual(['rollout → channel (edit)'])
    expect(card()?.footer).toBe('Seen by Bob Marley and Ada Lovelace')
    expect(card()?.actions).toMatchObject(pages)
    expect(await acknowledge(bob)).toBe('Bob Marley')
    expect(await toldBy(house)).toEqual([])
    const history = await house.app.readHistory('acme', 20)
    expect(history.filter(({ action }) => action === 'acknowledged')).toHaveLength(2)
  })

  it('is kept with when, and by which way it came', async () => {
    const way = { by: 'page', link: 'L1' } as const
    await scheduled(house, 'delta')
    await acknowledge({ ...adminOf('delta'), way } as Actor, 'delta')
    const { id } = await updateOf(house, 'delta')
    const at = house.clock.now()
    const seen = await house.ports.inTransaction((tx) => tx.seen.of([id]))
    expect(seen).toEqual([{ update: id, id: 'delta-ada', name: 'Ada Lovelace', at, way }])
  })

  it('is shown by a move, for the one who moved, and by a cancel', async () => {
    await scheduled(house, 'gamma')
    await toldBy(house)
    const startsAt = new Date('2026-12-08T06:00:00Z')
    const moved = await house.app.rescheduleUpdate({
      ...asks(adminOf('gamma')),
      system: { client: 'gamma', environment: 'staging' },
      startsAt,
      seen: null,
      reason: null,
    })
    expect(moved.ok).toBe(true)
    await toldBy(house)
    const redrawn = house.sent.find(({ card: { kind } }) => kind === 'rollout')
    expect(redrawn?.card.footer).toBe('Seen by Ada Lovelace')
    expect(redrawn?.card.actions).toMatchObject([{ verb: 'acknowledge' }, ...pages])
    const barbara = adminOf('gamma', 'gamma-bob', 'Bob Marley')
    const cancelled = await house.app.cancelUpdate({
      ...asks(barbara),
      system: { client: 'gamma', environment: 'staging' },
      seen: null,
      reason: 'exams',
    })
    expect(cancelled.ok).toBe(true)
    const status = await house.app.readStatus('gamma')
    expect(status?.systems.map(({ environment, seenBy }) => [environment, seenBy.map(({ name }) => name)])).toEqual([
      ['production', ['Ada Lovelace', 'Bob Marley']],
      ['staging', []],
    ])
  })

  it('on their own card, those who have seen it are asked no more', async () => {
    await scheduled(house, 'eta')
    await toldBy(house)
    await acknowledge(adminOf('eta'), 'eta')
    const drawnFor = async (administrator: string) => {
      const places = await house.ports.inTransaction((tx) => tx.places.around('eta'))
      const place = places.find((one) => one.administrator === administrator && one.address.kind === 'mailbox')
      const starts = [{ update: (await updateOf(house, 'eta')).id, environment: 'production' as const }]
      const facts = {
        release: '3.9.12',
        starts: starts.map((one) => ({ ...one, startsAt: '', replaces: null })),
      }
      const notice = { kind: 'updates-scheduled', client: 'eta', facts } as const
      const drawn = await house.ports.inTransaction((tx) =>
        renderNotice(tx, house.ports, { id: 'D-1', notice, place: place!, mode: 'post' }),
      )
      return drawn.actions.some((action) => !isLink(action) && action.verb === 'acknowledge')
    }
    expect([await drawnFor('eta-ada'), await drawnFor('eta-bob')]).toEqual([false, true])
  })

  it('that was written down before each person had their own stands for the updates that were planned then', async () => {
    await scheduled(house, 'zeta')
    const { id } = await updateOf(house, 'zeta')
    const subject = 'seen:zeta:3.9.12'
    const row = {
      subject,
      client: 'zeta',
      action: 'acknowledged',
      at: house.clock.now(),
      detail: '{}',
      way: null,
      actor: JSON.stringify({ kind: 'person', id: 'zeta-ada', name: 'Ada' }),
    }
    await house.db.insertInto('audit').values(row).execute()
    house.clock.advance(60_000)
    await house.db
      .updateTable('updates')
      .set({ created_at: house.clock.now() })
      .where('client', '=', 'zeta')
      .where('environment', '=', 'staging')
      .execute()
    await sql`drop table seen`.execute(house.db)
    await up(house.db as never)
    const staging = await updateOf(house, 'zeta', 'staging')
    const seen = await house.ports.inTransaction((tx) => tx.seen.of([id, staging.id]))
    expect(seen).toEqual([{ update: id, id: 'zeta-ada', name: 'Ada', at: row.at, way: { by: 'unknown' } }])
  })
})
