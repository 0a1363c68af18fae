import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/people/actor.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import type { Seen } from '../../../src/domain/updates/update.ts'
import { adminOf, asks, services } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  available,
  healthy,
  onFile,
  openVendor,
  planOf,
  scheduled,
  startNow,
  toldBy,
  updateOf,
} from '../../support/scene.ts'

const canceller =
  (house: () => House) =>
  async (actor: Actor, client: string, seen: Seen | null = null, environment: Environment = 'production') => {
    const cancelled = await house().app.cancelUpdate({
      ...asks(actor),
      system: { client, environment },
      seen,
      reason: 'exams that week',
    })
    return cancelled.ok ? 'cancelled' : cancelled.refusal.rule
  }

describe('cancel', () => {
  let house: House
  const cancel = canceller(() => house)
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  it('cancels one system, leaves the other, and tells everybody why and by whom', async () => {
    await scheduled(house, 'acme')
    await toldBy(house)
    expect(await cancel(adminOf('acme'), 'acme')).toBe('cancelled')
    expect(await updateOf(house, 'acme')).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'client',
      reason: 'exams that week',
    })
    expect((await updateOf(house, 'acme', 'staging')).status).toBe('scheduled')
    expect(await toldBy(house)).toEqual([
      'rollout → channel (edit)',
      'update-cancelled → channel (reply)',
      'update-cancelled → inbox production',
      'update-cancelled → mailbox',
      'update-cancelled → mailbox',
    ])
    const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')?.card
    expect(JSON.stringify(mail)).toContain('exams that week')
    expect(JSON.stringify(mail)).toContain('Ada Lovelace')
  })

  it('finds nothing to cancel the second time, and can say what could be restored', async () => {
    const again = await house.app.cancelUpdate({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      seen: null,
      reason: 'x',
    })
    expect(again).toMatchObject({ refusal: { rule: 'nothing-scheduled', update: { status: 'cancelled' } } })
  })

  it('answers a double click alike', async () => {
    await scheduled(house, 'twice')
    const { id, revision } = await updateOf(house, 'twice')
    const request = {
      ...asks(adminOf('twice')),
      system: { client: 'twice', environment: 'production' } as const,
      reason: 'x',
      seen: { update: id, revision },
    }
    const answers = await Promise.all([1, 2, 3].map(() => house.app.cancelUpdate(request)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect((await updateOf(house, 'twice')).revision).toBe(2)
  })

  it('lets exactly one of two win who press at once', async () => {
    await scheduled(house, 'race')
    const { id, revision } = await updateOf(house, 'race')
    const seen = { update: id, revision }
    const bob = adminOf('race', 'race-bob', 'Bob')
    const moved = house.app.rescheduleUpdate({
      ...asks(bob),
      system: { client: 'race', environment: 'production' },
      seen,
      reason: null,
      startsAt: new Date('2026-12-08T06:00:00Z'),
    })
    const rules = await Promise.all([
      cancel(adminOf('race'), 'race', seen),
      cancel(bob, 'race', seen),
      moved.then((one) => (one.ok ? 'moved' : one.refusal.rule)),
    ])
    const won = rules.filter((rule) => rule !== 'changed-meanwhile')
    expect(won).toHaveLength(1)
    expect((await updateOf(house, 'race')).revision).toBe(2)
  })

  it('is nobody else’s', async () => {
    expect(await cancel(adminOf('beta'), 'acme')).toBe('not-yours')
    expect(await cancel(adminOf('acme'), 'nowhere')).toBe('not-yours')
    await onFile(house, 'empty')
    expect(await cancel(adminOf('empty'), 'empty')).toBe('nothing-scheduled')
  })

  it('is refused for a stale button', async () => {
    await scheduled(house, 'stale')
    const { id } = await updateOf(house, 'stale')
    expect(await cancel(adminOf('stale'), 'stale', { update: id, revision: 0 })).toBe('changed-meanwhile')
  })

  it('by the vendor is no skip', async () => {
    await scheduled(house, 'helped')
    expect(await cancel(services, 'helped')).toBe('cancelled')
    expect(await updateOf(house, 'helped')).toMatchObject({ cancelledBy: 'vendor' })
    const system = { client: 'helped', environment: 'production' } as const
    expect(await house.ports.inTransaction((tx) => tx.updates.skippedInARow(system))).toBe(0)
  })

  it('judges without doing it, for the form', async () => {
    await scheduled(house, 'judged')
    const judged = await house.app.judgeCancel({
      ...asks(adminOf('judged')),
      system: { client: 'judged', environment: 'production' },
      seen: null,
    })
    expect(judged.ok).toBe(true)
    expect((await updateOf(house, 'judged')).status).toBe('scheduled')
  })

  it('is over at the cut-off, and once it has started', async () => {
    await scheduled(house, 'late')
    const update = await updateOf(house, 'late')
    const cutOff = update.startsAt.getTime() - 4 * 3_600_000
    house.clock.set(new Date(cutOff + 1).toISOString())
    expect(await cancel(adminOf('late'), 'late')).toBe('too-late')
    await startNow(house, update)
    expect(await cancel(adminOf('late'), 'late')).toBe('already-started')
    await house.app.recordUpdate(update.id, { status: 'updated', version: null }, services)
    expect(await cancel(adminOf('late'), 'late')).toBe('nothing-scheduled')
    expect(await cancel(adminOf('late'), 'late', { update: update.id, revision: 1 })).toBe('already-started')
  })
})

describe('cancelling release after release', () => {
  let house: House
  const cancel = canceller(() => house)
  beforeAll(async () => {
    house = await openHouse()
    for (const id of ['acme', 'beta']) await scheduled(house, id)
  })
  afterAll(() => house.close())

  it('is refused for the second in a row, unless the first was restored', async () => {
    expect(await cancel(adminOf('acme'), 'acme')).toBe('cancelled')
    expect(await cancel(adminOf('beta'), 'beta')).toBe('cancelled')
    const restored = await house.app.rescheduleUpdate({
      ...asks(adminOf('beta')),
      system: { client: 'beta', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date('2026-12-08T06:00:00Z'),
    })
    expect(restored.ok).toBe(true)
    await available(house, '3.9.13')
    for (const id of ['acme', 'beta']) await healthy(house, id, '3.9.13')
    expect(await planOf(house, 'acme')).toContain('production 3.9.12 cancelled 2026-12-06T06:00Z')
    expect(await cancel(adminOf('acme'), 'acme')).toBe('skipped-before')
    expect(await cancel(services, 'acme')).toBe('cancelled')
    expect(await cancel(adminOf('beta'), 'beta')).toBe('cancelled')
  })

  it('is refused where it would leave a system too far behind', async () => {
    await onFile(house, 'old', {
      systems: [
        { client: 'old', environment: 'production', version: '3.9.11', url: null },
        { client: 'old', environment: 'staging', version: '3.9.12', url: null },
      ],
    })
    await available(house, '3.9.14')
    await healthy(house, 'old', '3.9.14')
    expect(await cancel(adminOf('old'), 'old')).toBe('too-far-behind')
    expect(await cancel(adminOf('old'), 'old', null, 'staging')).toBe('cancelled')
    expect(await cancel(services, 'old')).toBe('cancelled')
  })

  it('is refused for a security release, to everybody', async () => {
    await available(house, '3.9.15', 'security')
    await onFile(house, 'safe')
    await healthy(house, 'safe', '3.9.15')
    expect(await cancel(adminOf('safe'), 'safe')).toBe('security-release')
    expect(await cancel(services, 'safe')).toBe('security-release')
    const moved = await house.app.rescheduleUpdate({
      ...asks(adminOf('safe')),
      system: { client: 'safe', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date('2026-12-01T06:00:00Z'),
    })
    expect(moved.ok).toBe(true)
  })
})

describe('cancelling one release twice', () => {
  it('is one skip: what was asked for again may be cancelled again', async () => {
    const house = await openHouse()
    const cancel = canceller(() => house)
    await scheduled(house, 'acme')
    expect(await cancel(adminOf('acme'), 'acme')).toBe('cancelled')
    const asked = await house.app.requestUrgent({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    const accepted = await house.app.acceptRequest({
      ...asks(services),
      requestId: asked.ok ? asked.value.id : '',
      seen: null,
      startsAt: new Date('2026-11-25T06:00:00Z'),
    })
    expect(accepted).toMatchObject({ ok: true, value: { status: 'scheduled' } })
    expect(await cancel(adminOf('acme'), 'acme')).toBe('cancelled')
    await house.close()
  })
})

describe('cancelling what stood in the way', () => {
  it('lets the newer release that waited have its turn', async () => {
    const house = await openHouse()
    await scheduled(house, 'acme')
    const { startsAt } = await updateOf(house, 'acme')
    house.clock.set(new Date(startsAt.getTime() - 10 * 3_600_000).toISOString())
    await healthy(house, 'acme', '3.9.13')
    expect(await planOf(house, 'acme')).toHaveLength(2)
    const cancel = canceller(() => house)
    expect(await cancel(adminOf('acme'), 'acme')).toBe('cancelled')
    // Staging still runs the older one first; both are planned when that is done.
    expect(await planOf(house, 'acme')).toHaveLength(2)
    expect(await cancel(adminOf('acme'), 'acme', null, 'staging')).toBe('cancelled')
    expect((await planOf(house, 'acme')).slice(2)).toEqual([
      'production 3.9.13 scheduled 2026-12-13T06:00Z',
      'staging 3.9.13 scheduled 2026-12-13T06:00Z',
    ])
    await house.close()
  })
})
