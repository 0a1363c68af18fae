import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { untilWaiting } from '../../adapters/postgres/store.ts'
import { adminOf, asks, pipeline, receivedReport, services } from '../../support/cast.ts'
import { wordsOf } from '../../support/chat.ts'
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
  verificationOf,
} from '../../support/scene.ts'

const emptyCard = { kind: '', tone: 'neutral', title: '', summary: '', blocks: [], actions: [] } as const

describe('a release that is paused, resumed, withdrawn', () => {
  let house: House
  const houses: House[] = []
  beforeEach(async () => {
    house = await openHouse()
    houses.push(house)
    await openVendor(house)
    for (const id of ['acme', 'beta']) await scheduled(house, id)
    await toldBy(house)
  })
  afterAll(async () => {
    for (const one of houses) await one.close()
  })
  const pause = (version = '3.9.12') => house.app.pauseRelease(version, 'grades get lost', pipeline)
  const resume = (version = '3.9.12') => house.app.resumeRelease(version, 'mended', pipeline)
  const withdraw = (version = '3.9.12') => house.app.withdrawRelease(version, 'grades get lost', pipeline)

  it('pause holds what has not started, and tells ops and every client', async () => {
    const update = await updateOf(house, 'acme')
    await startNow(house, update)
    await toldBy(house)
    expect((await pause()).ok).toBe(true)
    expect((await updateOf(house, 'acme')).status).toBe('updating')
    expect(await updateOf(house, 'acme', 'staging')).toMatchObject({
      status: 'held',
      hold: 'release-paused',
      reason: null,
      inside: { inside: 'grades get lost' },
    })
    expect((await updateOf(house, 'beta')).status).toBe('held')
    const told = await toldBy(house)
    expect(told.filter((one) => one === 'release-paused → ops')).toHaveLength(1)
    // Production of beta only: staging is not mailed.
    expect(told.filter((one) => one === 'update-held → mailbox')).toHaveLength(2)
    expect((await house.app.readHistory('beta', 2)).map(({ action }) => action)).toEqual(['update-held', 'update-held'])
    await house.app.recordUpdate(update.id, { status: 'updated', version: null }, pipeline)
    expect((await updateOf(house, 'acme')).status).toBe('updated')
  })

  it('exactly the places that were told of a start are told again, each time, and nobody else', async () => {
    await onFile(house, 'unverified')
    await onFile(house, 'failing')
    await house.app.receiveReport(await verificationOf(house, 'failing'), receivedReport(4_000, [{}]))
    await scheduled(house, 'over')
    for (const environment of ['production', 'staging'] as const) {
      const update = await updateOf(house, 'over', environment)
      await startNow(house, update)
      await house.app.recordUpdate(update.id, { status: 'updated', version: null }, pipeline)
    }
    house.clock.set('2026-11-24T12:00:00Z')
    await scheduled(house, 'gamma')
    await toldBy(house)
    /** The places of clients to which something new was sent, mailboxes by their address. */
    const heard = async () => {
      house.sent.length = 0
      await house.deliverAll()
      const places = house.sent.filter(({ mode, place }) => mode !== 'edit' && place.room === null)
      return [...new Set(places.map(({ place }) => `${place.client} ${JSON.stringify(place.address)}`))].sort()
    }
    const { rows } = await sql<{ client: string; address: object }>`
      select distinct places.client, places.id::text as address from deliveries
      join notices on notices.id = deliveries.notice join places on places.id = deliveries.place
      where notices.kind = 'updates-scheduled' and notices.client in ('acme', 'beta', 'gamma')
        and deliveries.status = 'sent' and deliveries.mode <> 'edit'`.execute(house.db)
    house.clock.set('2026-12-04T12:00:00Z')
    await pause()
    const paused = await heard()
    expect(new Set(paused.map((one) => one.split(' ')[0]))).toEqual(new Set(['acme', 'beta', 'gamma']))
    expect(paused).toHaveLength(rows.length)
    await resume()
    expect(await heard()).toEqual(paused)
    await withdraw()
    expect(await heard()).toEqual(paused)
  })

  it('what is paused does not start', async () => {
    await pause()
    const update = await updateOf(house, 'acme')
    await startNow(house, update)
    expect(house.jobs).toEqual([])
    expect((await updateOf(house, 'acme')).status).toBe('held')
  })

  it('resume lets it go on, with the time on hold added to the deadline', async () => {
    const before = await updateOf(house, 'acme')
    await pause()
    house.clock.advance(2 * 86_400_000)
    expect((await resume()).ok).toBe(true)
    expect(await updateOf(house, 'acme')).toMatchObject({
      status: 'scheduled',
      startsAt: before.startsAt,
      hold: null,
      inside: null,
      deadline: new Date(before.deadline.getTime() + 2 * 86_400_000),
    })
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
  })

  it('a hold that is over before anybody counts on the start changes cards, and disturbs nobody', async () => {
    await toldBy(house)
    await pause()
    expect((await toldBy(house)).filter((one) => one !== 'release-paused → ops')).toEqual(
      Array.from({ length: 2 }, () => 'rollout → channel (edit)'),
    )
    expect(wordsOf(house.sent.find(({ card }) => card.kind === 'rollout')?.card ?? emptyCard)).toContain('On hold')
    house.clock.set('2026-12-03T06:00:00Z')
    await house.work.tick()
    await resume()
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
  })

  it('a hold that lasts is told 48 hours before the start, once, and so is its end', async () => {
    await pause()
    await toldBy(house)
    const at = async (time: string) => {
      house.clock.set(time)
      await house.work.tick()
      return (await toldBy(house)).filter((one) => one.startsWith('update-') && one.endsWith('mailbox'))
    }
    expect(await at('2026-12-04T06:00:00Z')).toEqual([])
    const held = ['update-held → mailbox', 'update-held → mailbox']
    expect(await at('2026-12-04T06:01:00Z')).toEqual([...held, ...held])
    expect(await at('2026-12-04T08:00:00Z')).toEqual([])
    await resume()
    expect(await at('2026-12-04T08:00:00Z')).toHaveLength(4)
  })

  it('resume plans anew what went by, and says whose fault it was', async () => {
    const before = await updateOf(house, 'acme')
    await pause()
    house.clock.set(new Date(before.startsAt.getTime() + 86_400_000).toISOString())
    await resume()
    const after = await updateOf(house, 'acme')
    expect(after).toMatchObject({ status: 'scheduled', startsAt: new Date('2026-12-13T06:00:00Z') })
    expect(after.startsAt.getTime()).toBeLessThan(after.deadline.getTime())
    expect(await toldBy(house)).toContain('update-rescheduled → mailbox')
  })

  it('resume schedules what was verified meanwhile, urgent requests too', async () => {
    await onFile(house, 'gamma')
    const id = await verificationOf(house, 'gamma')
    const asked = await house.app.requestUrgent({
      ...asks(adminOf('gamma')),
      system: { client: 'gamma', environment: 'staging' },
      release: null,
      reason: 'exams',
      wishedAt: null,
    })
    const startsAt = new Date('2026-11-24T06:00:00Z')
    const requestId = asked.ok ? asked.value.id : ''
    const accepted = await house.app.acceptRequest({ ...asks(services), requestId, seen: null, startsAt })
    expect(accepted).toMatchObject({ ok: true, value: { status: 'accepted' } })
    await pause()
    await house.app.receiveReport(id, receivedReport(4_000))
    expect(await planOf(house, 'gamma')).toEqual([])
    await resume()
    expect(await planOf(house, 'gamma')).toEqual([
      'staging 3.9.12 scheduled 2026-11-24T06:00Z',
      'production 3.9.12 scheduled 2026-12-06T06:00Z',
    ])
  })

  it('nothing is planned by a report that races with the pause', async () => {
    await onFile(house, 'racer')
    const id = await verificationOf(house, 'racer')
    await Promise.all([house.app.receiveReport(id, receivedReport(4_000)), pause()])
    const statuses = (await planOf(house, 'racer')).map((one) => one.split(' ')[2])
    expect(statuses.every((status) => status === 'held')).toBe(true)
    await resume()
    expect((await planOf(house, 'racer')).map((one) => one.split(' ')[2])).toEqual(['scheduled', 'scheduled'])
  })

  it('nothing is planned by a report that waited while the release was paused', async () => {
    await onFile(house, 'waiter')
    const id = await verificationOf(house, 'waiter')
    const received = await house.ports.inTransaction(async (tx) => {
      await tx.updates.lockPlans()
      const report = house.app.receiveReport(id, receivedReport(4_000))
      await untilWaiting(house.db, 1)
      const release = await tx.releases.lock('3.9.12')
      if (release) await tx.releases.save({ ...release, status: 'paused' }, house.clock.now())
      return { report }
    })
    expect((await received.report).ok).toBe(true)
    expect(await planOf(house, 'waiter')).toEqual([])
  })

  it('withdraw cancels for good, which is no skip, drops verifications and tells everybody', async () => {
    await onFile(house, 'gamma')
    const running = await verificationOf(house, 'gamma')
    await onFile(house, 'delta')
    const failing = await verificationOf(house, 'delta')
    await house.app.receiveReport(failing, receivedReport(4_000, [{}]))
    await toldBy(house)
    expect((await withdraw()).ok).toBe(true)
    expect(await updateOf(house, 'acme')).toMatchObject({ status: 'cancelled', cancelledBy: 'vendor' })
    const told = await toldBy(house)
    expect(told.filter((one) => one === 'update-cancelled → mailbox')).toHaveLength(4)
    expect(told).toContain('release-withdrawn → ops')
    const [before, after] = [await house.app.readVerification(running), await house.app.readVerification(failing)]
    expect([before?.verification.status, after?.verification.status]).toEqual(['obsolete', 'obsolete'])
    expect(after?.findings).toMatchObject([{ status: 'obsolete' }])
    expect(await house.app.receiveReport(running, receivedReport(4_000))).toMatchObject({
      refusal: { code: 'wrong-status' },
    })
    expect((await house.app.readHistory('acme', 1))[0]).toMatchObject({
      action: 'update-cancelled',
      actor: { name: 'pipeline', forVendor: true },
    })
  })

  it('withdraw lets the release before it go on', async () => {
    await available(house, '3.9.13')
    await healthy(house, 'acme', '3.9.13')
    expect((await updateOf(house, 'acme')).release).toBe('3.9.13')
    await withdraw('3.9.13')
    expect(await updateOf(house, 'acme')).toMatchObject({ release: '3.9.12', status: 'scheduled' })
    expect((await planOf(house, 'acme')).filter((one) => one.includes('3.9.12 scheduled'))).toHaveLength(2)
  })

  it('withdraw declines what was asked for urgently, and frees the way for another wish', async () => {
    await available(house, '3.9.12.1', 'hotfix')
    await onFile(house, 'gamma')
    const wish = (environment: 'production' | 'staging') =>
      house.app.requestUrgent({
        ...asks(adminOf('gamma')),
        system: { client: 'gamma', environment },
        release: '3.9.12.1',
        reason: 'x',
        wishedAt: null,
      })
    const asked = await wish('production')
    expect(asked.ok).toBe(true)
    await toldBy(house)
    await withdraw('3.9.12.1')
    expect(await house.app.readRequest(asked.ok ? asked.value.id : '')).toMatchObject({
      status: 'declined',
      decision: 'Release 3.9.12.1 was withdrawn',
    })
    expect(await toldBy(house)).toContain('urgent-declined → mailbox')
  })

  it.each([
    ['pause', 'paused', 'wrong-status'],
    ['pause', 'withdrawn', 'wrong-status'],
    ['resume', 'available', 'wrong-status'],
    ['resume', 'candidate', 'wrong-status'],
    ['resume', 'withdrawn', 'wrong-status'],
    ['withdraw', 'withdrawn', 'wrong-status'],
    ['withdraw', 'candidate', 'done'],
    ['withdraw', 'paused', 'done'],
    ['pause', 'unknown', 'unknown-release'],
  ])('%s of one that is %s: %s', async (verb, status, outcome) => {
    if (status === 'candidate')
      await house.app.registerRelease({ version: '5', kind: 'regular', notesUrl: 'https://v.example' }, pipeline)
    else if (status !== 'unknown') await available(house, '5')
    if (status === 'paused') await pause('5')
    if (status === 'withdrawn') await withdraw('5')
    const done = await { pause, resume, withdraw }[verb as 'pause']('5')
    expect(done.ok ? 'done' : done.refusal.code).toBe(outcome)
  })
})
