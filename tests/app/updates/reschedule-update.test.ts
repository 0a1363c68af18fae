import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Move } from '../../../src/app/use-cases/chat.ts'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { adminOf, asks, services } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, openVendor, planOf, scheduled, toldBy, updateOf } from '../../support/scene.ts'

const at = (iso: string): Date => new Date(iso)
const tuesday = at('2026-12-08T06:00:00Z')

describe('reschedule', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  const move = (actor: Actor, client: string, startsAt: Date, more: Partial<Move> = {}) =>
    house.app.rescheduleUpdate({
      ...asks(actor),
      system: { client, environment: 'production' },
      startsAt,
      seen: null,
      reason: null,
      ...more,
    })
  const ruleOf = async (...all: Parameters<typeof move>) => {
    const moved = await move(...all)
    return moved.ok ? 'moved' : moved.refusal.rule
  }
  const seenNow = async (client: string) => {
    const { id, revision } = await updateOf(house, client)
    return { update: id, revision }
  }

  it('moves one system, leaves the other, and tells everybody once', async () => {
    await scheduled(house, 'acme')
    await toldBy(house)
    const moved = await move(adminOf('acme'), 'acme', tuesday)
    expect(moved).toMatchObject({
      ok: true,
      value: {
        from: at('2026-12-06T06:00:00Z'),
        restored: false,
        update: { startsAt: tuesday, chosenBy: 'person', revision: 2 },
        other: { environment: 'staging', startsAt: at('2026-12-06T06:00:00Z') },
      },
    })
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2026-12-08T06:00Z',
      'staging 3.9.12 scheduled 2026-12-06T06:00Z',
    ])
    expect(await toldBy(house)).toEqual([
      'rollout → channel (edit)',
      'update-rescheduled → channel (reply)',
      'update-rescheduled → inbox production',
      'update-rescheduled → mailbox',
      'update-rescheduled → mailbox',
    ])
    const card = house.sent.find(({ card }) => card.kind === 'rollout')?.card
    expect(JSON.stringify(card)).toContain('moved by Ada Lovelace, from Sun 6 Dec, 01:00 EST')
    // Who acts on an update has seen it.
    expect(card?.footer).toBe('Seen by Ada Lovelace')
  })

  it('moves staging without a mail', async () => {
    await scheduled(house, 'quiet')
    await toldBy(house)
    const system = { client: 'quiet', environment: 'staging' } as const
    expect(await ruleOf(adminOf('quiet'), 'quiet', tuesday, { system })).toBe('moved')
    expect(await toldBy(house)).toEqual([
      'rollout → channel (edit)',
      'update-rescheduled → channel (reply)',
      'update-rescheduled → inbox staging',
    ])
  })

  it('restores what was cancelled, undoes the skip, and tells so', async () => {
    await scheduled(house, 'back')
    const system = { client: 'back', environment: 'production' } as const
    const cancelled = await house.app.cancelUpdate({
      ...asks(adminOf('back')),
      system,
      seen: null,
      reason: 'exams',
    })
    expect(cancelled.ok).toBe(true)
    await toldBy(house)
    const restored = await move(adminOf('back'), 'back', tuesday)
    expect(restored).toMatchObject({
      ok: true,
      value: { restored: true, update: { status: 'scheduled', cancelledBy: null, reason: null } },
    })
    expect(await toldBy(house)).toContain('update-restored → mailbox')
    expect(await house.ports.inTransaction((tx) => tx.updates.skippedInARow(system))).toBe(0)
  })

  it('refuses a stale revision and one drawn from another update', async () => {
    await scheduled(house, 'stale')
    const seen = await seenNow('stale')
    expect(await ruleOf(adminOf('stale'), 'stale', tuesday, { seen })).toBe('moved')
    expect(await ruleOf(adminOf('stale'), 'stale', at('2026-12-09T06:00:00Z'), { seen })).toBe('changed-meanwhile')
    expect(
      await ruleOf(adminOf('stale'), 'stale', at('2026-12-09T06:00:00Z'), {
        seen: { update: 'U-1', revision: 2 },
      }),
    ).toBe('changed-meanwhile')
    expect(await updateOf(house, 'stale')).toMatchObject({ startsAt: tuesday, revision: 2 })
  })

  it('answers a request that comes twice alike, with one effect and one notice', async () => {
    await scheduled(house, 'twice')
    await toldBy(house)
    const request = {
      ...asks(adminOf('twice')),
      system: { client: 'twice', environment: 'production' } as const,
      startsAt: tuesday,
      seen: await seenNow('twice'),
      reason: null,
    }
    const answers = await Promise.all(Array.from({ length: 4 }, () => house.app.rescheduleUpdate(request)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect((await updateOf(house, 'twice')).revision).toBe(2)
    expect((await toldBy(house)).filter((one) => one === 'update-rescheduled → channel (reply)')).toHaveLength(1)
  })

  it('lets exactly one of two win who press at once', async () => {
    await scheduled(house, 'race')
    await toldBy(house)
    const seen = await seenNow('race')
    const bob = adminOf('race', 'race-bob', 'Bob Marley')
    const rules = await Promise.all([
      ruleOf(adminOf('race'), 'race', tuesday, { seen }),
      ruleOf(bob, 'race', at('2026-12-09T06:00:00Z'), { seen }),
    ])
    expect(rules.sort()).toEqual(['changed-meanwhile', 'moved'])
    expect((await updateOf(house, 'race')).revision).toBe(2)
    expect((await toldBy(house)).filter((one) => one.includes('reply'))).toHaveLength(1)
  })

  it('reveals nothing to whom it is not theirs', async () => {
    const refused = await move(adminOf('beta'), 'acme', tuesday)
    expect(refused).toEqual({ ok: false, refusal: { rule: 'not-yours', update: null, limits: null } })
    expect(await move(adminOf('beta'), 'nowhere', tuesday)).toEqual(refused)
    expect(await ruleOf({ ...services, roles: ['specialist'] } as Actor, 'acme', tuesday)).toBe('not-yours')
    expect(await ruleOf(services, 'nowhere', tuesday)).toBe('not-yours')
  })

  it('keeps to each rule that looks at the store', async () => {
    await scheduled(house, 'rules')
    const ada = adminOf('rules')
    const { deadline } = await updateOf(house, 'rules')
    expect(deadline.toISOString()).toBe('2027-01-11T05:00:00.000Z')
    expect(await ruleOf(ada, 'rules', at('2026-12-06T06:00:00Z'))).toBe('same-time')
    expect(await ruleOf(ada, 'rules', at('2026-11-22T11:00:00Z'))).toBe('too-soon')
    expect(await ruleOf(ada, 'rules', at('2026-11-22T12:45:00Z'))).toBe('too-soon')
    expect(await ruleOf(ada, 'rules', at('2026-12-08T06:10:00Z'))).toBe('not-a-quarter-hour')
    expect(await ruleOf(ada, 'rules', deadline)).toBe('past-deadline')
    expect(await ruleOf(ada, 'rules', at('2027-01-11T04:45:00Z'))).toBe('moved')
    expect(await ruleOf(services, 'rules', at('2027-01-12T06:00:00Z'), { reason: 'asked by phone' })).toBe('moved')
  })

  it('is refused once it has started or is over', async () => {
    await onFile(house, 'empty')
    expect(await ruleOf(adminOf('empty'), 'empty', tuesday)).toBe('nothing-scheduled')
  })

  it('warns, and does not refuse, outside the windows', async () => {
    await scheduled(house, 'window')
    const judge = async (startsAt: Date) => {
      const judged = await house.app.judgeMove({
        ...asks(adminOf('window')),
        system: { client: 'window', environment: 'production' },
        startsAt,
        seen: null,
        reason: null,
      })
      return judged.ok && judged.value.outsideWindow
    }
    expect(await judge(at('2026-12-13T07:00:00Z'))).toBe(false)
    expect(await judge(at('2026-12-13T09:15:00Z'))).toBe(true)
    expect(await judge(tuesday)).toBe(true)
    expect((await updateOf(house, 'window')).revision).toBe(1)
  })

  it('tells the vendor’s move from the client’s, and with which reason', async () => {
    await scheduled(house, 'helped')
    expect(await ruleOf(services, 'helped', tuesday, { reason: 'asked by phone' })).toBe('moved')
    const [entry] = await house.app.readHistory('helped', 1)
    expect(entry).toMatchObject({
      actor: { name: 'Sam Services', forVendor: true },
      action: 'update-rescheduled',
      detail: { from: '2026-12-06T06:00:00.000Z', to: tuesday.toISOString(), reason: 'asked by phone' },
    })
  })

  it('keeps the zone in which the start was chosen', async () => {
    await scheduled(house, 'mover')
    await onFile(house, 'mover', { zone: 'Europe/Berlin' })
    expect(await ruleOf(adminOf('mover'), 'mover', tuesday)).toBe('moved')
    expect((await updateOf(house, 'mover')).zone).toBe('Europe/Berlin')
  })
})
