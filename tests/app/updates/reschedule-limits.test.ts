import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/people/actor.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import { adminOf, asks, services } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, move, openVendor, planOf, scheduled, toldBy, updateOf } from '../../support/scene.ts'

const at = (iso: string): Date => new Date(iso)
const tuesday = at('2026-12-08T06:00:00Z')

describe('reschedule and freezes', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    const now = house.clock.now()
    await house.ports.inTransaction(async (tx) => {
      const december = { startsAt: at('2026-12-20T00:00:00Z'), endsAt: at('2026-12-22T00:00:00Z') }
      await tx.freezes.add({ scope: 'vendor', ...december, reason: 'holidays', inside: null }, null, now)
    })
    for (const id of ['acme', 'beta']) await scheduled(house, id)
    await house.ports.inTransaction((tx) =>
      tx.freezes.add(
        {
          scope: 'client',
          startsAt: at('2026-12-14T00:00:00Z'),
          endsAt: at('2026-12-15T00:00:00Z'),
          reason: 'exams',
          inside: null,
        },
        'acme',
        now,
      ),
    )
  })
  afterAll(() => house.close())

  const ruleOf = async (actor: Actor, client: string, iso: string) => {
    const moved = await house.app.rescheduleUpdate({
      ...asks(actor),
      system: { client, environment: 'production' },
      startsAt: at(iso),
      seen: null,
      reason: 'x',
    })
    return moved.ok ? 'moved' : moved.refusal.rule
  }

  it.each<[string, Actor, string, string, string]>([
    ['the vendor’s, on an administrator', adminOf('acme'), 'acme', '2026-12-20T00:00:00Z', 'frozen'],
    ['the vendor’s last quarter-hour', adminOf('acme'), 'acme', '2026-12-21T23:45:00Z', 'frozen'],
    ['the vendor’s end', adminOf('acme'), 'acme', '2026-12-22T00:00:00Z', 'moved'],
    ['the vendor’s, on services', services, 'acme', '2026-12-21T00:00:00Z', 'moved'],
    ['its own', adminOf('acme'), 'acme', '2026-12-14T12:00:00Z', 'frozen'],
    ['its own, on services', services, 'acme', '2026-12-14T12:00:00Z', 'frozen'],
    ['another client’s', adminOf('beta'), 'beta', '2026-12-14T12:00:00Z', 'moved'],
  ])('%s', async (_, actor, client, iso, rule) => {
    expect(await ruleOf(actor, client, iso)).toBe(rule)
  })

  it('judges the new start and not the click', async () => {
    house.clock.set('2026-12-14T12:00:00Z')
    expect(await ruleOf(adminOf('acme'), 'acme', '2026-12-15T12:00:00Z')).toBe('moved')
  })
})

describe('reschedule and capacity', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 2 })
    for (const id of ['acme', 'beta', 'gamma']) await scheduled(house, id)
  })
  afterAll(() => house.close())

  const moveTo = (client: string, startsAt: Date, environment: Environment = 'production') =>
    move(house, client, startsAt, environment)

  it('gives each client a slot of its own when two systems fill one', async () => {
    expect((await planOf(house, 'acme'))[0]).toContain('2026-12-06T06:00Z')
    expect((await planOf(house, 'beta'))[0]).toContain('2026-12-06T06:15Z')
    expect((await planOf(house, 'gamma'))[0]).toContain('2026-12-06T06:30Z')
  })

  it('refuses a full slot and offers the three nearest that this update can take', async () => {
    expect((await moveTo('beta', at('2026-12-20T06:00:00Z'), 'staging')).ok).toBe(true)
    const refused = await moveTo('beta', at('2026-12-06T06:00:00Z'))
    // 06:15 has room but is its own start, and 06:30 is full: neither is offered.
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        rule: 'no-capacity',
        nearest: [at('2026-12-06T05:30:00Z'), at('2026-12-06T05:45:00Z'), at('2026-12-06T06:45:00Z')],
      },
    })
  })

  it('counts however far away a start lies', async () => {
    const far = at('2027-06-06T06:00:00Z')
    const byServices = (client: string) =>
      house.app.rescheduleUpdate({
        ...asks(services),
        system: { client, environment: 'staging' },
        startsAt: far,
        seen: null,
        reason: 'asked',
      })
    const outcomes = []
    for (const client of ['acme', 'beta', 'gamma']) outcomes.push(await byServices(client))
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false])
  })

  it('gives the last place of a slot to one of two clients', async () => {
    const slot = at('2026-12-13T06:00:00Z')
    expect((await moveTo('gamma', slot)).ok).toBe(true)
    const outcomes = await Promise.all([moveTo('acme', slot), moveTo('beta', slot)])
    expect(outcomes.map((one) => (one.ok ? 'moved' : one.refusal.rule)).sort()).toEqual(['moved', 'no-capacity'])
  })
})

describe('reschedule in the course of time', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  const ruleAt = async (client: string, startsAt: Date, actor: Actor = adminOf(client)) => {
    const moved = await house.app.rescheduleUpdate({
      ...asks(actor),
      system: { client, environment: 'production' },
      startsAt,
      seen: null,
      reason: 'x',
    })
    return moved.ok ? 'moved' : moved.refusal.rule
  }

  it('is open until 4 hours before the start, and to services after that', async () => {
    await scheduled(house, 'acme')
    house.clock.set('2026-12-06T02:00:00.001Z')
    expect(await ruleAt('acme', tuesday)).toBe('too-late')
    expect(await ruleAt('acme', tuesday, services)).toBe('moved')
  })

  it('makes the first legal start the deadline when none precedes it', async () => {
    await scheduled(house, 'late')
    const { id } = await updateOf(house, 'late')
    house.clock.set('2026-12-10T12:00:00Z')
    await house.ports.inTransaction(async (tx) => {
      const update = await tx.updates.lock(id)
      const startsAt = at('2026-12-12T06:00:00Z')
      if (update)
        await tx.updates.save({ ...update, startsAt, deadline: at('2026-12-11T05:00:00Z') }, house.clock.now())
    })
    expect(await ruleAt('late', at('2026-12-13T06:15:00Z'))).toBe('past-deadline')
    expect(await ruleAt('late', at('2026-12-13T06:00:00Z'))).toBe('moved')
  })

  it('extends the deadline by the time on hold, while on hold and after', async () => {
    house.clock.set('2026-12-20T12:00:00Z')
    await available(house, '3.9.13')
    await scheduled(house, 'held', {}, '3.9.13')
    const { deadline, startsAt } = await updateOf(house, 'held')
    await house.app.pauseRelease('3.9.13', 'a bug', services)
    house.clock.advance(3 * 86_400_000)
    expect(await ruleAt('held', new Date(deadline.getTime() + 2 * 86_400_000))).toBe('moved')
    expect(await updateOf(house, 'held')).toMatchObject({ status: 'held', deadline })
    expect(await ruleAt('held', startsAt)).toBe('moved')
    await house.app.resumeRelease('3.9.13', 'mended', services)
    expect(await updateOf(house, 'held')).toMatchObject({
      status: 'scheduled',
      deadline: new Date(deadline.getTime() + 3 * 86_400_000),
    })
  })

  it('restores only what is still the current release', async () => {
    await scheduled(house, 'past', {}, '3.9.13')
    await house.app.cancelUpdate({
      ...asks(services),
      system: { client: 'past', environment: 'production' },
      seen: null,
      reason: 'asked',
    })
    await available(house, '3.9.14')
    expect(await ruleAt('past', at('2027-01-05T06:00:00Z'))).toBe('nothing-scheduled')
  })

  it('lets a held update for which no start was found go on when a person chooses one', async () => {
    await scheduled(house, 'stuck', {}, '3.9.14')
    const { id, startsAt } = await updateOf(house, 'stuck')
    const freeze = {
      startsAt: at('2026-12-01T00:00:00Z'),
      endsAt: at('2027-06-01T00:00:00Z'),
      reason: 'move',
      inside: null,
    }
    await house.ports.inTransaction((tx) => tx.freezes.add({ scope: 'client', ...freeze }, 'stuck', house.clock.now()))
    house.clock.set(new Date(startsAt.getTime() + 20 * 60_000).toISOString())
    await toldBy(house)
    await house.work.tick()
    expect(await updateOf(house, 'stuck')).toMatchObject({ id, status: 'held' })
    expect(await toldBy(house)).toEqual(expect.arrayContaining(['client-unschedulable → ops', 'update-held → mailbox']))
    expect(await ruleAt('stuck', at('2027-06-02T06:00:00Z'), services)).toBe('moved')
    expect(await updateOf(house, 'stuck')).toMatchObject({ status: 'scheduled', hold: null })
  })
})
