import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waveOf } from '../../../src/domain/releases/waves.ts'
import type { Update } from '../../../src/domain/updates/update.ts'
import { adminOf, asks, type House, openHouse, pipeline, receivedReport } from '../../support/house.ts'
import { healthy, onFile, openVendor, scheduled, startNow, toldBy, updateOf } from '../../support/scene.ts'

const waves = { shares: [20, 60, 100], gapHours: 24 }
const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10']
const notesUrl = 'https://vendor.example/notes'

describe('a release in waves', () => {
  let house: House
  let first: string[]
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    for (const id of ids) await onFile(house, id)
    await house.app.registerRelease({ version: '3.9.12', kind: 'regular', notesUrl, waves }, pipeline)
    await house.app.judgeRelease('3.9.12', receivedReport(21_001), pipeline)
    await toldBy(house)
  })
  afterAll(() => house.close())
  const release = async () => {
    const found = await house.app.readRelease('3.9.12')
    if (!found?.waves) throw new Error('no waves')
    return { ...found, waves: found.waves }
  }
  const member = async (wave: number): Promise<string[]> => {
    const { waves: dealt } = await release()
    return ids.filter((id) => waveOf(dealt, id, '3.9.12') === wave)
  }
  const finish = async (update: Update, status: 'updated' | 'failed') => {
    await startNow(house, update)
    const word = status === 'updated' ? { status, version: null } : { status, detail: 'disk full' }
    const said = await house.app.recordUpdate(update.id, word, pipeline)
    if (!said.ok) throw new Error(said.refusal.detail)
  }

  it('tells everybody at once, and starts one wave after the other, a week of windows apart', async () => {
    first = await member(0)
    expect([first.length, (await member(1)).length, (await member(2)).length]).toEqual([2, 4, 4])
    // The last to be verified belongs to the first wave: the order of reports does not matter.
    for (const id of [...(await member(2)), ...(await member(1)), ...first]) await healthy(house, id)
    const told = await toldBy(house)
    expect(told.filter((one) => one === 'rollout → channel')).toHaveLength(ids.length)
    const day = async (id: string) => (await updateOf(house, id)).startsAt.toISOString().slice(0, 10)
    for (const id of first) expect(await day(id)).toBe('2026-12-06')
    for (const id of await member(1)) expect(await day(id)).toBe('2026-12-13')
    for (const id of await member(2)) expect(await day(id)).toBe('2026-12-20')
  })

  it('has a place for a client that joins later', async () => {
    const before = await member(1)
    await scheduled(house, 'late')
    const { waves: dealt } = await release()
    const opens = dealt.steps[waveOf(dealt, 'late', '3.9.12')]?.opensAt.getTime() ?? 0
    expect((await updateOf(house, 'late')).startsAt.getTime()).toBeGreaterThanOrEqual(opens)
    expect(await member(1)).toEqual(before)
  })

  it('cannot be dealt anew once it is available', async () => {
    const other = { shares: [100], gapHours: 1 }
    const again = { version: '3.9.12', kind: 'regular' as const, notesUrl }
    expect((await house.app.registerRelease(again, pipeline)).ok).toBe(true)
    expect((await house.app.registerRelease({ ...again, waves }, pipeline)).ok).toBe(true)
    expect(await house.app.registerRelease({ ...again, waves: other }, pipeline)).toMatchObject({
      refusal: { code: 'already-registered' },
    })
    const candidate = { ...again, version: '4.0' }
    await house.app.registerRelease({ ...candidate, waves }, pipeline)
    expect(await house.app.registerRelease({ ...candidate, waves: other }, pipeline)).toMatchObject({
      value: { waves: { ...other, steps: [] } },
    })
  })

  it('is held by itself when too many fail, and ops hears how many', async () => {
    const [one = '', two = ''] = first
    await finish(await updateOf(house, one), 'updated')
    expect((await release()).status).toBe('available')
    await toldBy(house)
    await finish(await updateOf(house, two), 'failed')
    expect((await release()).status).toBe('paused')
    const told = await toldBy(house)
    expect(told).toContain('release-paused → ops')
    const card = house.sent.find(({ card }) => card.kind === 'release-paused')?.card
    expect(JSON.stringify(card)).toContain('1 of 2 updates that finished have failed, and at most 5 % may')
    for (const id of await member(1)) expect((await updateOf(house, id)).status).toBe('held')
    // What failed is not tried again by a release on hold.
    expect((await updateOf(house, two)).status).toBe('failed')
  })

  it('goes on when a person says so; what failed is tried again, and only new failures count', async () => {
    const [, two = ''] = first
    expect((await house.app.resumeRelease('3.9.12', 'was a full disk', pipeline)).ok).toBe(true)
    expect(await updateOf(house, two)).toMatchObject({ status: 'scheduled', release: '3.9.12' })
    for (const id of await member(1)) expect((await updateOf(house, id)).status).toBe('scheduled')
    await finish(await updateOf(house, two, 'staging'), 'updated')
    expect((await release()).status).toBe('available')
  })
})

describe('a newer release in waves', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  it('lets an older one that is due before the client’s wave run first, and comes after it', async () => {
    for (const id of ids) await scheduled(house, id)
    await house.app.registerRelease({ version: '3.9.13', kind: 'regular', notesUrl, waves }, pipeline)
    await house.app.judgeRelease('3.9.13', receivedReport(21_001), pipeline)
    const dealt = (await house.app.readRelease('3.9.13'))?.waves
    if (!dealt) throw new Error('no waves')
    const last = ids.find((id) => waveOf(dealt, id, '3.9.13') === 2) ?? ''
    await healthy(house, last, '3.9.13')
    const older = await updateOf(house, last)
    expect(older).toMatchObject({ release: '3.9.12', status: 'scheduled' })
    for (const environment of ['production', 'staging'] as const) {
      const update = await updateOf(house, last, environment)
      await startNow(house, update)
      await house.app.recordUpdate(update.id, { status: 'updated', version: null }, pipeline)
    }
    const newer = await updateOf(house, last)
    expect(newer).toMatchObject({ release: '3.9.13', status: 'scheduled' })
    expect(newer.startsAt.getTime()).toBeGreaterThanOrEqual(dealt.steps[2]?.opensAt.getTime() ?? 0)
  })
})

describe('staging that goes first', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    for (const id of ['acme', 'beta']) await scheduled(house, id)
  })
  afterAll(() => house.close())
  const moveStaging = async (client: string) => {
    const startsAt = new Date('2026-12-01T06:00:00Z')
    const system = { client, environment: 'staging' as const }
    await house.app.rescheduleUpdate({ ...asks(adminOf(client)), system, startsAt, seen: null, reason: null })
    const update = await updateOf(house, client, 'staging')
    await startNow(house, update)
    return update.id
  }
  const failed = { status: 'failed', detail: 'disk full' } as const

  it('and fails holds production until staging is done', async () => {
    await house.app.recordUpdate(await moveStaging('acme'), failed, pipeline)
    expect(await updateOf(house, 'acme')).toMatchObject({
      status: 'held',
      hold: 'staging-failed',
    })
    expect((await updateOf(house, 'beta')).status).toBe('scheduled')
    // A pause and its end do not let it go.
    await house.app.pauseRelease('3.9.12', 'a look', pipeline)
    await house.app.resumeRelease('3.9.12', 'done', pipeline)
    expect((await updateOf(house, 'acme')).status).toBe('held')
    const again = await updateOf(house, 'acme', 'staging')
    expect(again.status).toBe('scheduled')
    await startNow(house, again)
    await house.app.recordUpdate(again.id, { status: 'updated', version: null }, pipeline)
    expect((await updateOf(house, 'acme')).status).toBe('scheduled')
  })
})
