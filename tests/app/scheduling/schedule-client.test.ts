import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminOf, asks, pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  available,
  healthy,
  onFile,
  onFileSinceLong,
  openVendor,
  planOf,
  scheduled,
  startNow,
  toldBy,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'

describe('the plan of a client', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
  })
  afterAll(() => house.close())

  it.each([
    ['America/Toronto', ['SUN 01:00-05:00'], '2026-12-06T06:00Z'],
    ['Europe/Berlin', ['SUN 01:00-05:00'], '2026-12-06T00:00Z'],
    ['Pacific/Auckland', ['SUN 01:00-05:00'], '2026-12-05T12:00Z'],
    ['Asia/Kathmandu', ['MON 00:30-02:00'], '2026-11-29T18:45Z'],
    ['America/Toronto', ['SAT 23:00-SUN 02:00'], '2026-12-06T04:00Z'],
    ['America/Toronto', ['SUN 06:00-08:00'], '2026-11-29T12:00Z'],
    ['America/Toronto', ['SUN 06:00-07:30'], '2026-12-06T11:00Z'],
    ['America/Toronto', ['SUN 05:00-07:59'], '2026-12-06T10:00Z'],
    ['America/Toronto', ['WED 22:00-23:00', 'TUE 03:00-04:00'], '2026-12-01T08:00Z'],
    // `DEFAULT_WINDOW`
    ['America/Denver', [], '2026-12-06T08:00Z'],
  ])('in %s with %j starts %s', async (zone, windows, startsAt) => {
    const id = `zone-${startsAt.replaceAll(/\D/g, '')}-${windows.length}${windows[0]?.length}${windows[0]?.slice(-1)}`
    await scheduled(house, id, { zone, windows })
    expect(await planOf(house, id)).toEqual([
      `production 3.9.12 scheduled ${startsAt}`,
      `staging 3.9.12 scheduled ${startsAt}`,
    ])
  })

  it.each([
    ['MON 07:00-09:00', '2026-11-23T12:00Z', '24 hours of notice'],
    ['MON 06:45-07:50', '2026-11-30T11:45Z', 'a quarter-hour less'],
  ])('of a security release in %s starts %s: %s', async (window, startsAt) => {
    const secure = await openHouse()
    await openVendor(secure)
    await available(secure, '3.9.12', 'security')
    await scheduled(secure, 'secure', { windows: [window] })
    expect(await planOf(secure, 'secure')).toEqual([
      `production 3.9.12 scheduled ${startsAt}`,
      `staging 3.9.12 scheduled ${startsAt}`,
    ])
    await secure.close()
  })

  it('keeps to the client’s own numbers, and writes down zone, outage and deadline', async () => {
    const policy = { noticeHours: 14 * 24, expectedMinutes: 150, deadlineDays: 10 }
    await scheduled(house, 'own', { policy })
    expect(await updateOf(house, 'own')).toMatchObject({
      startsAt: new Date('2026-12-13T06:00:00Z'),
      firstStart: new Date('2026-12-13T06:00:00Z'),
      zone: 'America/Toronto',
      expectedMinutes: 150,
      chosenBy: 'rule',
      deadline: new Date('2026-12-24T05:00:00Z'),
    })
  })

  it('covers the systems that are behind, and a client without staging', async () => {
    const production = { client: 'one', environment: 'production', version: '3.9.11', url: null } as const
    await scheduled(house, 'one', { systems: [production] })
    expect(await planOf(house, 'one')).toHaveLength(1)
    await scheduled(house, 'half', {
      systems: [
        { ...production, client: 'half' },
        { client: 'half', environment: 'staging', version: '3.9.12', url: null },
      ],
    })
    expect(await planOf(house, 'half')).toEqual(['production 3.9.12 scheduled 2026-12-06T06:00Z'])
    await scheduled(house, 'unknown', { systems: [{ ...production, client: 'unknown', version: null }] })
    expect(await planOf(house, 'unknown')).toHaveLength(1)
  })

  it('tells ops, and plans nothing, where nobody can be reached', async () => {
    await toldBy(house)
    await scheduled(house, 'nobody', { administrators: [] })
    expect(await planOf(house, 'nobody')).toEqual([])
    expect(await toldBy(house)).toContain('client-unschedulable → ops')
    await onFile(house, 'gone')
    await house.ports.inTransaction(async (tx) => {
      for (const place of await tx.places.around('gone'))
        if (place.room === null && ['channel', 'mailbox'].includes(place.address.kind))
          await tx.places.markGone(place.id, 'archived', house.clock.now())
    })
    await healthy(house, 'gone')
    expect(await planOf(house, 'gone')).toEqual([])
    expect((await toldBy(house)).filter((one) => one === 'client-unschedulable → ops')).toHaveLength(1)
    const card = house.sent.find((one) => one.card.kind === 'client-unschedulable')?.card
    expect(JSON.stringify(card)).toContain('No administrator of this client can be reached')
  })

  it('tells ops, and plans nothing, where no start is legal within 60 days', async () => {
    await onFile(house, 'frozen')
    const freeze = { startsAt: new Date('2026-11-22T00:00:00Z'), endsAt: new Date('2027-02-01T00:00:00Z') }
    await house.ports.inTransaction((tx) =>
      tx.freezes.add({ scope: 'client', ...freeze, reason: 'move', inside: null }, 'frozen', house.clock.now()),
    )
    await healthy(house, 'frozen')
    expect(await planOf(house, 'frozen')).toEqual([])
    expect(await toldBy(house)).toContain('client-unschedulable → ops')
    await onFileSinceLong(house, 'short', { windows: ['SUN 01:00-01:45'] })
    await healthy(house, 'short')
    expect(await planOf(house, 'short')).toEqual([])
    // The last Sunday of January is the next fifth one, in 70 days.
    await scheduled(house, 'seldom', { windows: ['fifth SUN 01:00-05:00'] })
    expect(await planOf(house, 'seldom')).toEqual([])
  })

  it('is in the history', async () => {
    expect(await house.app.readHistory('own', 9)).toMatchObject([
      {
        action: 'update-scheduled',
        actor: { name: 'Zerotouch' },
        detail: { to: '2026-12-13T06:00:00.000Z' },
      },
      { action: 'update-scheduled' },
      { action: 'report-received', detail: { status: 'passed' } },
      { action: 'verification-requested' },
      { action: 'administrator-added' },
      { action: 'administrator-added' },
      { action: 'client-put' },
    ])
  })

  it('is made once however often it is asked for', async () => {
    await onFile(house, 'once')
    await Promise.all([healthy(house, 'once'), healthy(house, 'once').catch(() => undefined)])
    expect(await planOf(house, 'once')).toHaveLength(2)
  })
})

describe('slots', () => {
  it('hold so many systems across all clients, counted when many are planned at once', async () => {
    const house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 5 })
    await available(house, '3.9.12')
    const ids = Array.from({ length: 8 }, (_, index) => `client-${index}`)
    for (const id of ids) await onFile(house, id)
    await Promise.all(ids.map((id) => healthy(house, id)))
    const { items } = await house.app.listUpdates({}, { after: null, limit: 100 })
    const perSlot = new Map<string, number>()
    for (const { startsAt } of items)
      perSlot.set(startsAt.toISOString(), (perSlot.get(startsAt.toISOString()) ?? 0) + 1)
    expect([...perSlot].sort()).toEqual(
      ['06:00', '06:15', '06:30', '06:45'].map((time) => [`2026-12-06T${time}:00.000Z`, 4]),
    )
    for (const id of ids) expect(new Set((await planOf(house, id)).map((one) => one.slice(-17))).size).toBe(1)
    await house.close()
  })
})

describe('a newer release', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
  })
  afterAll(() => house.close())

  it('takes over an older one’s start, its deadline and a person’s choice, and says so', async () => {
    await scheduled(house, 'acme')
    await house.app.rescheduleUpdate({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date('2026-12-09T07:00:00Z'),
    })
    const before = await updateOf(house, 'acme')
    await available(house, '3.9.13')
    await toldBy(house)
    await healthy(house, 'acme', '3.9.13')
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 superseded 2026-12-09T07:00Z',
      'staging 3.9.12 superseded 2026-12-06T06:00Z',
      'production 3.9.13 scheduled 2026-12-09T07:00Z',
      'staging 3.9.13 scheduled 2026-12-06T06:00Z',
    ])
    expect(await updateOf(house, 'acme')).toMatchObject({
      deadline: before.deadline,
      firstStart: before.firstStart,
      chosenBy: 'person',
    })
    const told = await toldBy(house)
    expect(told.filter((one) => one === 'rollout → mailbox')).toHaveLength(2)
    // The card of the older one is redrawn, not told anew.
    expect(told.filter((one) => one === 'rollout → channel (edit)')).toHaveLength(1)
    const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')?.card
    expect(JSON.stringify(mail)).toContain('replaces release 3.9.12')
  })

  it('waits for one that starts within 24 hours, and is planned when that is done', async () => {
    await scheduled(house, 'beta', {}, '3.9.13')
    const [production, staging] = [await updateOf(house, 'beta'), await updateOf(house, 'beta', 'staging')]
    house.clock.set(new Date(production.startsAt.getTime() - 24 * 3_600_000 + 1).toISOString())
    await available(house, '3.9.14')
    await healthy(house, 'beta', '3.9.14')
    expect(await planOf(house, 'beta')).toHaveLength(2)
    for (const update of [production, staging]) await startNow(house, update)
    await house.app.recordUpdate(production.id, { status: 'updated', version: null }, pipeline)
    expect(await planOf(house, 'beta')).toHaveLength(2)
    house.clock.advance(20 * 60_000)
    await house.app.recordUpdate(staging.id, { status: 'updated', version: null }, pipeline)
    const planned = (await planOf(house, 'beta')).slice(2)
    expect(planned.map((one) => one.split(' ').slice(0, 3).join(' '))).toEqual([
      'production 3.9.14 scheduled',
      'staging 3.9.14 scheduled',
    ])
    expect(new Set(planned.map((one) => one.slice(-17))).size).toBe(1)
  })

  it('is planned when the older one that it waited for fails', async () => {
    await available(house, '3.9.15')
    await scheduled(house, 'gamma', {}, '3.9.15')
    const [production, staging] = [await updateOf(house, 'gamma'), await updateOf(house, 'gamma', 'staging')]
    house.clock.set(new Date(production.startsAt.getTime() - 3_600_000).toISOString())
    await available(house, '3.9.16')
    await healthy(house, 'gamma', '3.9.16')
    for (const update of [production, staging]) await startNow(house, update)
    await house.app.recordUpdate(staging.id, { status: 'updated', version: null }, pipeline)
    await house.app.recordUpdate(production.id, { status: 'failed', detail: 'disk full' }, pipeline)
    const planned = (await planOf(house, 'gamma')).slice(2)
    expect(planned.map((one) => one.split(' ').slice(0, 3).join(' '))).toEqual([
      'production 3.9.16 scheduled',
      'staging 3.9.16 scheduled',
    ])
  })

  it('does not wait for one on hold, whose release it mends', async () => {
    await available(house, '3.9.17')
    await scheduled(house, 'held', {}, '3.9.17')
    const { startsAt } = await updateOf(house, 'held')
    await house.app.pauseRelease('3.9.17', 'a bug', pipeline)
    house.clock.set(new Date(startsAt.getTime() + 3_600_000).toISOString())
    await available(house, '3.9.18')
    await healthy(house, 'held', '3.9.18')
    const plan = await planOf(house, 'held')
    expect(plan[0]).toContain('3.9.17 superseded')
    const after = await updateOf(house, 'held')
    expect(after).toMatchObject({ release: '3.9.18', status: 'scheduled' })
    expect(after.startsAt.getTime()).toBeGreaterThanOrEqual(house.clock.now().getTime() + 7 * 86_400_000)
  })

  it('takes over a deadline with the time that the older one was on hold', async () => {
    const paused = await openHouse()
    await openVendor(paused)
    await scheduled(paused, 'acme')
    const before = await updateOf(paused, 'acme')
    await paused.app.pauseRelease('3.9.12', 'a bug', pipeline)
    paused.clock.advance(3 * 86_400_000)
    await healthy(paused, 'acme', '3.9.13')
    expect(await updateOf(paused, 'acme')).toMatchObject({
      release: '3.9.13',
      startsAt: before.startsAt,
      deadline: new Date(before.deadline.getTime() + 3 * 86_400_000),
    })
    await paused.close()
  })

  it('that is a security release moves the start earlier, and stays one that cannot be cancelled', async () => {
    await available(house, '3.9.19')
    await scheduled(house, 'safe', {}, '3.9.19')
    const before = await updateOf(house, 'safe')
    await house.app.rescheduleUpdate({
      ...asks(adminOf('safe')),
      system: { client: 'safe', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date(before.startsAt.getTime() + 14 * 86_400_000),
    })
    await available(house, '3.9.20', 'security')
    await healthy(house, 'safe', '3.9.20')
    const secure = await updateOf(house, 'safe')
    expect(secure).toMatchObject({ release: '3.9.20', kind: 'security' })
    expect(secure.startsAt.getTime()).toBeLessThanOrEqual(before.startsAt.getTime())
    const now = house.clock.now().getTime()
    expect(secure.startsAt.getTime()).toBeGreaterThanOrEqual(now + 86_400_000)
    await toldBy(house)
    const mails = house.sent.filter(({ place }) => place.client === 'safe' && place.address.kind === 'mailbox')
    expect(JSON.stringify(mails.at(-1)?.card)).toContain('replaces release 3.9.19, which was to start Sun')
    await available(house, '3.9.21')
    await healthy(house, 'safe', '3.9.21')
    expect(await updateOf(house, 'safe')).toMatchObject({
      release: '3.9.21',
      kind: 'security',
      deadline: secure.deadline,
    })
  })

  it('that is a hotfix is never planned by itself', async () => {
    await available(house, '3.9.22', 'hotfix')
    await onFile(house, 'fix')
    const received = await house.app.receiveReport(await verificationOf(house, 'fix', '3.9.22'), receivedReport(4_000))
    expect(received).toMatchObject({ value: { verification: { status: 'passed' } } })
    expect(await planOf(house, 'fix')).toEqual([])
  })

  it('asks for no verification of clients that have it', async () => {
    const current = (environment: 'production' | 'staging') =>
      ({ client: 'new', environment, version: '4.0', url: null }) as const
    await onFile(house, 'new', { systems: [current('production'), current('staging')] })
    await available(house, '3.9.23')
    const { items } = await house.app.listVerifications({ client: 'new' }, { after: null, limit: 10 })
    expect(items).toEqual([])
  })
})
