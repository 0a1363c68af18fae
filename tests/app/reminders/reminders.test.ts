import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Environment } from '../../../src/domain/people/system.ts'
import { adminOf, asks, type House, openHouse, operator, services } from '../../support/house.ts'
import { at, from, hours } from '../../support/samples.ts'
import { onFile, openVendor, scheduled, startNow, toldBy, updateOf } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
  await toldBy(house)
  await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
  await toldBy(house)
})
afterEach(() => house.close())

/** Sunday 6 December, 01:00 in Toronto. */
const start = at('2026-12-06T06:00:00Z')

/** What is told when the clock has come so near to a start. */
async function toldBefore(ms: number, of = start): Promise<string[]> {
  house.clock.set(from(of, -ms).toISOString())
  await house.work.tick()
  return (await toldBy(house)).filter((told) => !told.endsWith('(edit)'))
}
async function move(environment: Environment, to: Date): Promise<void> {
  const request = { system: { client: 'acme', environment }, startsAt: to, seen: null, reason: null }
  const moved = await house.app.rescheduleUpdate({ ...asks(adminOf('acme')), ...request })
  if (!moved.ok) throw new Error(moved.refusal.rule)
  await toldBy(house)
}

const everybody = [
  'start-reminded → channel (reply)',
  'start-reminded → inbox production',
  'start-reminded → inbox staging',
  'start-reminded → mailbox',
  'start-reminded → mailbox',
]

describe('a start', () => {
  it('is reminded of a day and an hour ahead, each once, of both systems in one message', async () => {
    expect(await toldBefore(hours(25))).toEqual([])
    expect(await toldBefore(hours(24))).toEqual(everybody)
    const [first] = house.sent
    expect(first?.card.title).toBe('Acme College production and staging: update 3.9.12 starts Sun 6 Dec, 01:00 EST')
    expect(await toldBefore(hours(23))).toEqual([])
    expect(await toldBefore(hours(1))).toEqual(everybody)
    expect(house.sent[0]?.card.title).toContain('starts Sun 6 Dec, 01:00 EST')
    expect(await toldBefore(hours(0.5))).toEqual([])
  })

  it('is reminded of late after an outage of ours, but not past the cut-off', async () => {
    expect(await toldBefore(hours(10))).toEqual(everybody)
    house.clock.set('2026-11-22T12:00:00Z')
    await scheduled(house, 'beta')
    await toldBy(house)
    expect((await toldBefore(hours(3))).filter((told) => told.includes('reminded'))).toEqual([])
  })

  it('is reminded of by the client’s own cut-off, where it has one', async () => {
    await scheduled(house, 'beta', { policy: { cutOffHours: 12 } })
    await scheduled(house, 'gamma', { policy: { cutOffHours: 48 } })
    await toldBy(house)
    const remindedAt = async (ms: number) => {
      await toldBefore(ms)
      const reminders = house.sent.filter(({ card }) => card.kind === 'start-reminded')
      return [...new Set(reminders.map(({ place }) => place.client))].sort()
    }
    // An outage of ours, until 10 hours before: for Beta there is nothing left to do about it.
    expect(await remindedAt(hours(10))).toEqual(['acme', 'gamma'])
    expect(await remindedAt(hours(1))).toEqual(['acme', 'beta', 'gamma'])
  })

  it('is not reminded of where nobody was told of it, and is where it was told later', async () => {
    const document = await onFile(house, 'acme')
    const [ada] = document.administrators
    const eve = { ...ada!, id: 'acme-eve', name: 'Eve', email: 'eve@acme.example', accounts: [] }
    const administrators = [...document.administrators, eve]
    await onFile(house, 'acme', { administrators })
    const sam = { ...services, id: 'sam' }
    const channel = { platform: 'slack', workspace: 'T1', channel: 'CLATER' } as const
    expect((await house.app.linkChannel({ ...asks(sam), client: 'acme', channel })).ok).toBe(true)
    await toldBy(house)
    await toldBefore(hours(24))
    const reminded = house.sent.filter(({ card }) => card.kind === 'start-reminded').map(({ place }) => place)
    expect(reminded.map(({ administrator }) => administrator)).not.toContain('acme-eve')
    expect(reminded.flatMap(({ address }) => (address.kind === 'channel' ? address.channel : []))).toEqual([
      'CACME',
      'CLATER',
    ])
  })

  it('that is staging’s alone: the mailboxes are left out, with the reason in the ledger', async () => {
    await move('staging', at('2026-12-08T06:00:00Z'))
    const told = await toldBefore(hours(24), at('2026-12-08T06:00:00Z'))
    expect(told.filter((one) => one.startsWith('start-reminded'))).toEqual([
      'start-reminded → channel (reply)',
      'start-reminded → inbox staging',
    ])
    const suppressed = await house.db
      .selectFrom('deliveries')
      .innerJoin('notices', 'notices.id', 'deliveries.notice')
      .select(['status', 'reason'])
      .where('kind', '=', 'start-reminded')
      .where('status', '=', 'suppressed')
      .execute()
    expect(suppressed).toEqual(Array(2).fill({ status: 'suppressed', reason: 'staging' }))
  })

  it('that moves is reminded of at its new time, once for each start', async () => {
    await toldBefore(hours(24))
    const later = at('2026-12-08T06:00:00Z')
    await move('production', later)
    await move('staging', later)
    expect(await toldBefore(hours(24))).toEqual([])
    expect(await toldBefore(hours(24), later)).toEqual(everybody)
    await move('production', from(later, hours(24)))
    expect((await toldBefore(hours(23), later)).length).toBe(0)
    expect(await toldBefore(hours(24), from(later, hours(24)))).toEqual([
      'start-reminded → channel (reply)',
      'start-reminded → inbox production',
      'start-reminded → mailbox',
      'start-reminded → mailbox',
    ])
  })

  it('chosen within the day: only the reminder of the hour is left', async () => {
    house.clock.set('2026-12-01T12:00:00Z')
    const soon = at('2026-12-02T08:00:00Z')
    await move('production', soon)
    expect(await toldBefore(hours(18), soon)).toEqual([])
    expect(await toldBefore(hours(1), soon)).toEqual(everybody.filter((one) => !one.includes('staging')))
  })

  it('is not reminded of within an hour of another notice about it', async () => {
    house.clock.set(from(start, -hours(24.5)).toISOString())
    await house.app.pauseRelease('3.9.12', 'a doubt', operator)
    await house.app.resumeRelease('3.9.12', 'no doubt', operator)
    await toldBy(house)
    expect(await toldBefore(hours(24))).toEqual([])
    expect(await toldBefore(hours(22))).toEqual([])
  })

  it('is not reminded of while it is on hold, or once it is cancelled or under way', async () => {
    await house.app.pauseRelease('3.9.12', 'a doubt', operator)
    await toldBy(house)
    // That it is on hold is told, and nothing of a start.
    expect((await toldBefore(hours(24))).filter((told) => !told.startsWith('update-held'))).toEqual([])
    await house.app.resumeRelease('3.9.12', 'no doubt', operator)
    await toldBy(house)
    const production = await updateOf(house, 'acme')
    house.clock.set(from(start, -hours(6)).toISOString())
    const cancel = {
      system: { client: 'acme', environment: 'staging' as const },
      seen: null,
      reason: 'exams',
    }
    expect((await house.app.cancelUpdate({ ...asks(adminOf('acme')), ...cancel })).ok).toBe(true)
    await toldBy(house)
    expect((await toldBefore(hours(1))).every((told) => !told.includes('staging'))).toBe(true)
    await startNow(house, production)
    await toldBy(house)
    await house.work.tick()
    expect(await toldBy(house)).toEqual([])
  })

  it('is reminded of once, however many workers keep time', async () => {
    house.clock.set(from(start, -hours(24)).toISOString())
    await Promise.all([1, 2, 3, 4].map(() => house.anotherWorker().tick()))
    expect(await toldBy(house)).toEqual(everybody)
  })
})
