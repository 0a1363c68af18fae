import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plain } from '../../../src/notices/card/card.ts'
import { adminOf, asks, type House, openHouse, pipeline, receivedReport, services } from '../../support/house.ts'
import {
  available,
  onFile,
  openVendor,
  scheduled,
  startNow,
  toldBy,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  // A Monday morning, so that the teams work.
  house = await openHouse('2026-11-23T10:00:00Z')
  await openVendor(house)
  await onFile(house, 'acme')
  await onFile(house, 'beta')
  await available(house, '3.9.12')
})
afterEach(() => house.close())

async function toldAt(time: string): Promise<string[]> {
  house.clock.set(`2026-11-${time}:00Z`)
  await house.work.tick()
  return (await toldBy(house)).filter((told) => !told.endsWith('(edit)'))
}
async function ask(client: string): Promise<string> {
  const system = { client, environment: 'production' as const }
  const wish = { release: null, reason: 'grades are not saved', wishedAt: null }
  const asked = await house.app.requestUrgent({ ...asks(adminOf(client)), system, ...wish })
  if (!asked.ok) throw new Error(asked.refusal.detail)
  await toldBy(house)
  return asked.value.id
}

describe('what waits unclaimed', () => {
  it('in services: one digest with a mention after 30 minutes, then every 2 hours of work', async () => {
    const first = await ask('acme')
    const second = await ask('beta')
    expect(await toldAt('23T10:29')).toEqual([])
    expect(await toldAt('23T10:30')).toEqual(['room-reminded → services'])
    const [digest] = house.sent
    expect(digest?.card.title).toBe('2 urgent requests wait for somebody to claim them')
    const [mention, list] = digest?.card.blocks ?? []
    expect(mention).toEqual({
      type: 'text',
      text: [{ person: 'Sam Services', accounts: [{ platform: 'slack', workspace: 'T0', user: 'sam' }] }],
    })
    expect(list?.type === 'list' && list.items.map(plain)).toEqual([
      `${first} grades are not saved (acme, 3.9.12), since Mon 23 Nov, 10:00 UTC`,
      `${second} grades are not saved (beta, 3.9.12), since Mon 23 Nov, 10:00 UTC`,
    ])
    expect(await toldAt('23T12:29')).toEqual([])
    expect(await toldAt('23T12:30')).toEqual(['room-reminded → services'])
    expect(await toldAt('23T17:59')).toEqual(['room-reminded → services'])
    expect(await toldAt('23T22:00')).toEqual([])
    expect(await toldAt('24T08:00')).toEqual(['room-reminded → services'])
  })

  it('in triage: an update that failed, where no failure on a copy waits', async () => {
    await scheduled(house, 'gamma')
    const update = await updateOf(house, 'gamma')
    await startNow(house, update)
    await house.app.recordUpdate(update.id, { status: 'failed', detail: 'disk full' }, pipeline)
    await toldBy(house)
    // A day on which the team works again.
    house.clock.set('2026-12-08T10:00:00Z')
    await house.work.tick()
    expect(await toldBy(house)).toContain('room-reminded → triage')
  })

  it('no more once it is claimed', async () => {
    const id = await ask('acme')
    expect((await house.app.claimRequest({ ...asks(services), requestId: id, seen: null })).ok).toBe(true)
    await toldBy(house)
    expect(await toldAt('23T15:00')).toEqual([])
  })

  it('in triage: one line for a failure, however many clients have it, and only what nobody claimed', async () => {
    for (const client of ['acme', 'beta']) {
      const id = await verificationOf(house, client)
      const received = await house.app.receiveReport(id, receivedReport(4_000, [{ name: 'a grade is kept' }]))
      expect(received.ok).toBe(true)
    }
    await toldBy(house)
    expect(await toldAt('23T10:30')).toEqual(['room-reminded → triage'])
    const [digest] = house.sent
    expect(digest?.card.title).toBe('1 failure waits for somebody to claim it')
    const list = digest?.card.blocks.find(({ type }) => type === 'list')
    expect(list?.type === 'list' && plain(list.items[0] ?? '')).toMatch(
      /^F-\d+ a grade is kept \(2 clients, 3\.9\.12\)/,
    )
    expect(digest?.card.blocks[0]).toMatchObject({ text: [{ person: 'Spec Specialist' }] })
    await house.db.updateTable('findings').set({ status: 'claimed' }).execute()
    expect(await toldAt('23T15:00')).toEqual([])
  })

  it('is told once, however many workers keep time', async () => {
    await ask('acme')
    house.clock.set('2026-11-23T10:30:00Z')
    await Promise.all([1, 2, 3, 4].map(() => house.anotherWorker().tick()))
    expect(await toldBy(house)).toEqual(['room-reminded → services'])
  })
})
