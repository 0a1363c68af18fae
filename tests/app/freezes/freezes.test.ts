import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { adminOf, asks, type House, openHouse, operator, pipeline, services, specialist } from '../../support/house.ts'
import { available, healthy, onFile, openVendor, planOf, scheduled, toldBy, updateOf } from '../../support/scene.ts'

/** The first planned start of every client here: Sunday 6 December, 01:00 in Toronto. */
const at = (iso: string) => new Date(iso)
const week = { startsAt: at('2026-12-06T00:00:00Z'), endsAt: at('2026-12-07T00:00:00Z'), reason: 'exams' }

describe('a freeze', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())
  const add = (client: string | null, actor: Actor, more: Partial<typeof week> = {}) =>
    house.app.addFreeze({ ...asks(actor), client, ...week, ...more })
  const end = (freeze: string, client: string | null, actor: Actor) =>
    house.app.endFreeze({ ...asks(actor), freeze, client })
  const starts = async (client: string) =>
    (await planOf(house, client)).map((line) => line.split(' ').toSpliced(1, 1).join(' '))

  it('of a client moves its starts to the first legal one after it, together, and says so', async () => {
    await scheduled(house, 'acme')
    await scheduled(house, 'beta')
    await toldBy(house)
    expect(await add('acme', adminOf('acme'))).toMatchObject({
      ok: true,
      value: { frozen: 2, replanned: { moved: 2, held: 0 }, freeze: { scope: 'client', client: 'acme' } },
    })
    expect(await starts('acme')).toEqual([
      'production scheduled 2026-12-13T06:00Z',
      'staging scheduled 2026-12-13T06:00Z',
    ])
    expect((await starts('beta'))[0]).toBe('production scheduled 2026-12-06T06:00Z')
    const told = await toldBy(house)
    expect(told.filter((one) => one === 'update-rescheduled → mailbox')).toHaveLength(2)
    expect(told).toContain('freeze-laid → channel')
    expect(told.filter((one) => one.endsWith('→ ops'))).toEqual([])
    const card = house.sent.find(({ card }) => card.kind === 'update-rescheduled')?.card
    expect(JSON.stringify(card)).toMatch(/freeze/i)
    expect((await house.app.readHistory('acme', 1))[0]).toMatchObject({
      action: 'freeze-laid',
      detail: { reason: 'exams', moved: 2 },
    })
  })

  it('of a client binds everything but security releases', async () => {
    await onFile(house, 'secure')
    await healthy(house, 'secure', '3.9.12')
    expect(await add('secure', adminOf('secure'), { startsAt: at('2026-11-22T12:00:00Z') })).toMatchObject({
      value: { frozen: 2 },
    })
    await available(house, '3.9.13', 'security')
    await healthy(house, 'secure', '3.9.13')
    expect(await updateOf(house, 'secure')).toMatchObject({
      release: '3.9.13',
      startsAt: at('2026-11-29T06:00:00Z'),
    })
    // Added over what is planned already it moves nothing, either.
    const again = { startsAt: at('2026-11-28T00:00:00Z'), endsAt: at('2026-11-30T00:00:00Z') }
    expect(await add('secure', adminOf('secure'), again)).toMatchObject({ value: { frozen: 0 } })
    await house.app.withdrawRelease('3.9.13', 'was for this test', pipeline)
  })

  it('of the vendor moves starts at every client, but not what services chose by their own act', async () => {
    for (const id of ['v1', 'v2', 'v3']) await scheduled(house, id)
    const system = { client: 'v3', environment: 'production' as const }
    const chosen = at('2026-12-06T07:00:00Z')
    const move = { system, startsAt: chosen, seen: null, reason: 'asked by phone' }
    expect((await house.app.rescheduleUpdate({ ...asks(services), ...move })).ok).toBe(true)
    await toldBy(house)
    const added = await add(null, operator)
    expect(added).toMatchObject({ ok: true, value: { replanned: null, freeze: { scope: 'vendor', client: null } } })
    expect((await starts('v1'))[0]).toBe('production scheduled 2026-12-13T06:00Z')
    expect(await starts('v3')).toEqual([
      'production scheduled 2026-12-06T07:00Z',
      'staging scheduled 2026-12-13T06:00Z',
    ])
    expect((await updateOf(house, 'v3')).chosenBy).toBe('services')
    expect(await toldBy(house)).toContain('freeze-laid → ops')
    if (added.ok) await end(added.value.freeze.id, null, operator)
  })

  it('that leaves no start before the deadline makes the first legal start the deadline', async () => {
    await scheduled(house, 'late')
    const before = await updateOf(house, 'late')
    const until = new Date(before.deadline.getTime() + 86_400_000)
    const added = await add(null, operator, { endsAt: until })
    const after = await updateOf(house, 'late')
    expect(after.startsAt.getTime()).toBeGreaterThan(before.deadline.getTime())
    expect(after.deadline.getTime() - after.startsAt.getTime()).toBe(15 * 60_000)
    if (added.ok) await end(added.value.freeze.id, null, operator)
  })

  it('that leaves no start at all holds what it binds, tells ops, and lets it go when it is ended', async () => {
    await scheduled(house, 'stuck')
    await onFile(house, 'unplanned')
    await toldBy(house)
    const added = await add(null, operator, { endsAt: at('2027-03-01T00:00:00Z') })
    expect(await updateOf(house, 'stuck')).toMatchObject({ status: 'held' })
    await healthy(house, 'unplanned')
    expect(await planOf(house, 'unplanned')).toEqual([])
    const told = await toldBy(house)
    expect(told).toContain('client-unschedulable → ops')
    expect(told).toContain('update-held → mailbox')
    expect(added.ok && (await end(added.value.freeze.id, null, operator)).ok).toBe(true)
    expect(await updateOf(house, 'stuck')).toMatchObject({
      status: 'scheduled',
      startsAt: at('2026-12-06T06:00:00Z'),
    })
    expect(await starts('unplanned')).toEqual([
      'production scheduled 2026-12-06T06:00Z',
      'staging scheduled 2026-12-06T06:00Z',
    ])
    expect(await house.app.listFreezes(null)).toEqual([])
    expect(await toldBy(house)).toContain('freeze-lifted → ops')
  })

  it('added while an update is on hold moves it when it goes on', async () => {
    await scheduled(house, 'paused')
    await house.app.pauseRelease('3.9.12', 'a look', pipeline)
    expect(await add('paused', adminOf('paused'))).toMatchObject({ value: { frozen: 0 } })
    await house.app.resumeRelease('3.9.12', 'mended', pipeline)
    expect(await starts('paused')).toEqual([
      'production scheduled 2026-12-13T06:00Z',
      'staging scheduled 2026-12-13T06:00Z',
    ])
  })

  it('that holds what is then paused: services choose a start, and it goes on with the release', async () => {
    await scheduled(house, 'twice')
    const added = await add(null, operator, { endsAt: at('2027-03-01T00:00:00Z') })
    await house.app.pauseRelease('3.9.12', 'a look', pipeline)
    const startsAt = at('2026-12-06T07:00:00Z')
    const system = { client: 'twice', environment: 'production' } as const
    const move = { system, startsAt, seen: null, reason: 'asked on the phone' }
    expect(await house.app.rescheduleUpdate({ ...asks(services), ...move })).toMatchObject({ ok: true })
    expect(await updateOf(house, 'twice')).toMatchObject({ status: 'held', startsAt })
    await house.app.resumeRelease('3.9.12', 'mended', pipeline)
    expect(await updateOf(house, 'twice')).toMatchObject({ status: 'scheduled', startsAt })
    if (added.ok) await end(added.value.freeze.id, null, operator)
  })

  it('does not move what runs', async () => {
    await scheduled(house, 'runs')
    const { id, startsAt } = await updateOf(house, 'runs')
    const before = house.clock.now().toISOString()
    house.clock.set(startsAt.toISOString())
    await house.work.startUpdate(id)
    expect(await add('runs', adminOf('runs'))).toMatchObject({ value: { frozen: 1 } })
    expect((await updateOf(house, 'runs')).status).toBe('updating')
    house.clock.set(before)
  })

  it.each<[string, string | null, Actor, Partial<typeof week>, string]>([
    ['by a stranger to the client', 'acme', adminOf('beta'), {}, 'not-yours'],
    ['by a specialist for a client', 'acme', specialist, {}, 'not-yours'],
    ['for a client that does not exist', 'nobody', adminOf('acme'), {}, 'not-yours'],
    ['for one that does not exist, by services', 'nobody', services, {}, 'not-yours'],
    ['of the vendor by services', null, services, {}, 'not-yours'],
    ['of the vendor by an administrator', null, adminOf('acme'), {}, 'not-yours'],
    ['by a key of another client', 'acme', { ...pipeline, client: 'beta' } as Actor, {}, 'not-yours'],
    ['that ends before it starts', null, operator, { endsAt: week.startsAt }, 'ends-before-it-starts'],
    [
      'that is over',
      null,
      operator,
      { startsAt: at('2026-01-01T00:00:00Z'), endsAt: at('2026-01-02T00:00:00Z') },
      'is-over',
    ],
    ['for years', null, operator, { endsAt: at('2028-01-01T00:00:00Z') }, 'too-long'],
    [
      'of 31 days of a quarter',
      'acme',
      adminOf('acme'),
      { startsAt: at('2027-01-01T05:00:00Z'), endsAt: at('2027-02-01T05:00:00Z') },
      'too-many-days',
    ],
  ])('%s is refused', async (_, client, actor, more, code) => {
    const added = await add(client, actor, more)
    expect(added.ok ? 'added' : added.refusal.code).toBe(code)
  })

  it('of a client counts with those of the quarter that are over', async () => {
    await onFile(house, 'many')
    await house.ports.inTransaction((tx) =>
      tx.freezes.add(
        {
          scope: 'client',
          startsAt: at('2026-10-01T04:00:00Z'),
          endsAt: at('2026-10-26T04:00:00Z'),
          reason: 'x',
          inside: null,
        },
        'many',
        house.clock.now(),
      ),
    )
    const six = { startsAt: at('2026-12-01T05:00:00Z'), endsAt: at('2026-12-07T05:00:00Z') }
    const refused = await add('many', adminOf('many'), six)
    expect(refused.ok ? '' : refused.refusal.detail).toContain('it would be 31 in quarter 4 of 2026')
    expect((await add('many', services, { ...six, endsAt: at('2026-12-06T05:00:00Z') })).ok).toBe(true)
  })

  it('asked for twice is added once, and only its own side ends it', async () => {
    await onFile(house, 'twice')
    const asked = { ...asks(adminOf('twice')), client: 'twice', ...week }
    const [one, two] = [await house.app.addFreeze(asked), await house.app.addFreeze(asked)]
    expect(two).toEqual(one)
    expect(await house.app.listFreezes('twice')).toHaveLength(1)
    const id = one.ok ? one.value.freeze.id : ''
    expect(await end(id, 'beta', adminOf('beta'))).toMatchObject({ refusal: { code: 'unknown-freeze' } })
    expect(await end(id, 'twice', adminOf('beta'))).toMatchObject({ refusal: { code: 'not-yours' } })
    expect(await end(id, null, operator)).toMatchObject({ refusal: { code: 'unknown-freeze' } })
    expect((await end(id, 'twice', adminOf('twice'))).ok).toBe(true)
    expect(await end(id, 'twice', adminOf('twice'))).toMatchObject({ refusal: { code: 'unknown-freeze' } })
  })

  it('that is ended before anybody was told of it is told to nobody', async () => {
    await onFile(house, 'hasty')
    await toldBy(house)
    const added = await add('hasty', adminOf('hasty'))
    const freeze = added.ok ? added.value.freeze.id : ''
    expect(await end(freeze, 'hasty', adminOf('hasty'))).toMatchObject({ ok: true })
    expect(await toldBy(house)).toEqual([])

    const again = await add('hasty', adminOf('hasty'))
    expect(await toldBy(house)).toContain('freeze-laid → channel')
    await end(again.ok ? again.value.freeze.id : '', 'hasty', adminOf('hasty'))
    expect(await toldBy(house)).toEqual([
      'freeze-lifted → channel',
      'freeze-lifted → inbox production',
      'freeze-lifted → inbox staging',
    ])
  })
})
