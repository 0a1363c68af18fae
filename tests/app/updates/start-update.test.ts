import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminOf, asks, pipeline } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { openVendor, scheduled, startNow, toldBy, updateOf } from '../../support/scene.ts'

const minute = 60_000
const later = (instant: Date, ms: number): string => new Date(instant.getTime() + ms).toISOString()

describe('the start of an update', () => {
  let house: House
  const noon = '2026-11-22T12:00:00Z'
  beforeAll(async () => {
    house = await openHouse(noon)
    await openVendor(house)
  })
  afterAll(() => house.close())

  const jobsOf = (client: string) => house.jobs.filter((job) => job.client === client)
  const fresh = async (client: string) => {
    house.clock.set(noon)
    house.runnerAnswers({ status: 'calls-back' })
    await scheduled(house, client)
    return updateOf(house, client)
  }

  it('happens once, however many workers try at once', async () => {
    const update = await fresh('acme')
    house.clock.set(update.startsAt.toISOString())
    await toldBy(house)
    await Promise.all(Array.from({ length: 8 }, () => house.work.startUpdate(update.id)))
    expect(jobsOf('acme')).toEqual([
      {
        update: update.id,
        client: 'acme',
        environment: 'production',
        release: '3.9.12',
        fromVersion: '3.9.11',
      },
    ])
    expect(await updateOf(house, 'acme')).toMatchObject({ status: 'updating', handedOverAt: update.startsAt })
    const told = await toldBy(house)
    expect(told.filter((one) => one.startsWith('update-started'))).toHaveLength(4)
    await house.work.startUpdate(update.id)
    expect(jobsOf('acme')).toHaveLength(1)
  })

  it.each<[string, number, boolean]>([
    ['a millisecond before its time', -1, false],
    ['at its time', 0, true],
    ['15 minutes after its time', 15 * minute, true],
    ['later than that', 15 * minute + 1, false],
  ])('%s', async (_, ms, starts) => {
    const client = `at-${String(ms).replace('-', 'minus-')}`
    const update = await fresh(client)
    house.clock.set(later(update.startsAt, ms))
    await house.work.startUpdate(update.id)
    expect(jobsOf(client)).toHaveLength(starts ? 1 : 0)
    expect((await updateOf(house, client)).status).toBe(starts ? 'updating' : 'scheduled')
  })

  it('does not happen at the old time of one that was moved', async () => {
    const update = await fresh('moved')
    await house.app.rescheduleUpdate({
      ...asks(adminOf('moved')),
      system: { client: 'moved', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date('2026-12-08T06:00:00Z'),
    })
    house.clock.set(update.startsAt.toISOString())
    await house.work.startUpdate(update.id)
    expect(jobsOf('moved')).toEqual([])
  })

  it('does not happen when it was cancelled', async () => {
    const update = await fresh('cancelled')
    const cancelled = await house.app.cancelUpdate({
      ...asks(adminOf('cancelled')),
      system: { client: 'cancelled', environment: 'production' },
      seen: null,
      reason: 'x',
    })
    expect(cancelled.ok).toBe(true)
    await startNow(house, update)
    expect(jobsOf('cancelled')).toEqual([])
    expect((await updateOf(house, 'cancelled')).status).toBe('cancelled')
  })

  it.each(['U-999999', 'nonsense'])('of the unknown update %s is nothing', async (id) => {
    await house.work.startUpdate(id)
    expect(house.jobs.filter(({ update }) => update === id)).toEqual([])
  })

  it('is due within ten minutes of its time, with the time left', async () => {
    const update = await fresh('due')
    const dueAt = async (ms: number) => {
      house.clock.set(later(update.startsAt, ms))
      return (await house.work.dueStarts(100)).find(({ id }) => id === update.id)
    }
    expect(await dueAt(-10 * minute - 1)).toBeUndefined()
    expect(await dueAt(-10 * minute)).toEqual({ id: update.id, revision: 1, inMs: 10 * minute })
    expect(await dueAt(minute)).toMatchObject({ inMs: -minute })
  })

  it('takes the runner’s last word, if it gives one', async () => {
    const update = await fresh('word')
    house.runnerAnswers({ status: 'updated', version: '3.9.12' })
    await startNow(house, update)
    expect((await updateOf(house, 'word')).status).toBe('updated')
    expect((await house.app.readClient('word'))?.systems[0]?.version).toBe('3.9.12')
    expect((await house.app.readHistory('word', 2)).map(({ action }) => action)).toEqual([
      'update-finished',
      'update-started',
    ])
  })

  it('races with a move: it starts, or it moves, never both', async () => {
    const update = await fresh('race')
    house.clock.set(later(update.startsAt, -4 * 60 * minute))
    const move = () =>
      house.app.rescheduleUpdate({
        ...asks(adminOf('race')),
        system: { client: 'race', environment: 'production' },
        seen: null,
        reason: null,
        startsAt: new Date('2026-12-08T06:00:00Z'),
      })
    house.clock.set(update.startsAt.toISOString())
    const [, moved] = await Promise.all([house.work.startUpdate(update.id), move()])
    expect(moved.ok).toBe(false)
    expect((await updateOf(house, 'race')).status).toBe('updating')
  })
})

describe('an update that could not start in time', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  it('is planned anew, and everybody is told whose fault it was', async () => {
    await scheduled(house, 'acme')
    const before = await updateOf(house, 'acme')
    await toldBy(house)
    house.clock.set(later(before.startsAt, 15 * minute))
    await house.work.tick()
    expect(await updateOf(house, 'acme')).toEqual(before)
    house.clock.set(later(before.startsAt, 15 * minute + 1))
    await house.work.tick()
    expect(await updateOf(house, 'acme')).toMatchObject({
      id: before.id,
      status: 'scheduled',
      startsAt: new Date('2026-12-13T06:00:00Z'),
      chosenBy: 'rule',
    })
    expect((await updateOf(house, 'acme', 'staging')).startsAt).toEqual(new Date('2026-12-13T06:00:00Z'))
    const told = await toldBy(house)
    expect(told.filter((one) => one === 'update-rescheduled → mailbox')).toHaveLength(2)
    const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')?.card
    expect(JSON.stringify(mail)).toContain('our fault')
    await house.work.tick()
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
    expect(house.jobs).toEqual([])
  })

  it('keeps to a client’s own lateness', async () => {
    await scheduled(house, 'patient', { policy: { lateMinutes: 120 } })
    const { startsAt, id } = await updateOf(house, 'patient')
    house.clock.set(later(startsAt, 90 * minute))
    await house.work.tick()
    expect((await updateOf(house, 'patient')).startsAt).toEqual(startsAt)
    await house.work.startUpdate(id)
    expect((await updateOf(house, 'patient')).status).toBe('updating')
  })

  it('is planned once by two rounds at a time', async () => {
    await scheduled(house, 'twice')
    const { startsAt } = await updateOf(house, 'twice')
    house.clock.set(later(startsAt, 30 * minute))
    await toldBy(house)
    await Promise.all([house.work.tick(), house.work.tick(), house.work.tick()])
    expect((await updateOf(house, 'twice')).revision).toBe(2)
    await toldBy(house)
    const told = house.sent.filter(({ place }) => place.client === 'twice' && place.address.kind === 'inbox')
    expect(told.map(({ card }) => card.kind)).toEqual(['update-rescheduled', 'update-rescheduled'])
  })

  it('gets the first legal start as its deadline when the old one precedes it', async () => {
    await scheduled(house, 'deadline', { policy: { deadlineDays: 1 } })
    const { startsAt } = await updateOf(house, 'deadline')
    house.clock.set(later(startsAt, 30 * minute))
    await house.work.tick()
    const after = await updateOf(house, 'deadline')
    expect(after.deadline.getTime()).toBe(after.startsAt.getTime() + 15 * minute)
  })

  it('is not confused by a bad row', async () => {
    await scheduled(house, 'good')
    const { startsAt, id } = await updateOf(house, 'good')
    await startNow(house, { ...(await updateOf(house, 'good')), id, startsAt })
    house.clock.set(later(startsAt, 3 * 60 * minute))
    await house.work.tick()
    expect((await updateOf(house, 'good')).status).toBe('stalled')
    expect(await house.app.recordUpdate(id, { status: 'updated', version: null }, pipeline)).toMatchObject({
      ok: true,
    })
  })
})
