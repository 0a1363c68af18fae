import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slackLanes } from '../../../src/adapters/slack/sending/lanes.ts'
import { adminOf } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, toldBy } from '../../support/scene.ts'
import { acts } from '../../support/urgent-acts.ts'

let house: House
const { wish, claim, withdraw } = acts(() => house)
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  await available(house, '3.9.12')
  for (const id of ['acme', 'birch']) await onFile(house, id)
  await house.deliverAll()
  house.sent.length = 0
})
afterEach(() => house.close())

const ada = adminOf('acme')
const take = async (room: string): Promise<void> => {
  for (const { id } of await house.work.dueDeliveries(100)) {
    const [row] = await house.db
      .selectFrom('deliveries')
      .innerJoin('places', 'places.id', 'deliveries.place')
      .select(['places.room', 'places.kind'])
      .where('deliveries.id', '=', Number(id.slice(2)))
      .execute()
    if ((row?.room ?? row?.kind) === room) await house.work.sendDeliveries([id])
  }
}
/** What the ledger says of the notices about urgent requests, as `urgent-requested → services: sent`. */
const ledger = async (): Promise<string[]> => {
  const rows = await house.db
    .selectFrom('deliveries')
    .innerJoin('notices', 'notices.id', 'deliveries.notice')
    .innerJoin('places', 'places.id', 'deliveries.place')
    .select(['notices.kind', 'places.room', 'places.kind as place', 'deliveries.mode', 'status', 'reason'])
    .where(sql<boolean>`notices.kind like 'urgent-%'`)
    .orderBy('deliveries.id')
    .execute()
  return rows.map(
    ({ kind, room, place, mode, status, reason }) =>
      `${kind} → ${room ?? place} ${mode}: ${status}${reason ? ` ${reason}` : ''}`,
  )
}

describe('a request that is taken back', () => {
  it('takes what nobody has been told yet with it, and says nothing of its end', async () => {
    const id = await wish('acme')
    expect(await withdraw(id, ada)).toBe('withdrawn')
    expect(await toldBy(house)).toEqual([])
    const rows = await ledger()
    expect(rows).toContain('urgent-requested → services post: suppressed taken-back')
    expect(rows).toContain('urgent-requested → mailbox post: suppressed taken-back')
    expect(rows).toContain('urgent-withdrawn → services reply: suppressed taken-back')
    expect(rows.every((row) => row.endsWith('suppressed taken-back'))).toBe(true)
  })

  it('is told wherever it was told, and nowhere else', async () => {
    const id = await wish('acme')
    await take('services')
    await take('channel')
    house.sent.length = 0
    expect(await withdraw(id, ada)).toBe('withdrawn')
    expect(await toldBy(house)).toEqual([
      'urgent-request → channel (edit)',
      'urgent-request → services (edit)',
      'urgent-withdrawn → channel (reply)',
      'urgent-withdrawn → services (reply)',
    ])
  })

  it('is told where it may have been told: nobody knows, or it is on its way', async () => {
    house.senderAnswers(({ place }) => (place.room === 'services' ? { kind: 'in-doubt', reason: 'timeout' } : null))
    const id = await wish('acme')
    await take('services')
    await withdraw(id, ada)
    expect(await ledger()).toContain('urgent-withdrawn → services reply: pending')
  })

  it('is not told where the platform surely did not show it', async () => {
    house.senderAnswers(() => ({ kind: 'retry', reason: 'busy', afterMs: 60_000 }))
    const id = await wish('acme')
    await take('services')
    await withdraw(id, ada)
    house.senderAnswers(() => null)
    house.clock.advance(120_000)
    expect(await toldBy(house)).toEqual([])
  })

  it('takes the steps in between with it, too', async () => {
    const id = await wish('acme')
    await toldBy(house)
    await claim(id)
    await withdraw(id, ada)
    const told = await toldBy(house)
    expect(told.some((one) => one.startsWith('urgent-claimed'))).toBe(false)
    expect(told).toContain('urgent-withdrawn → mailbox')
  })

  it('frees the turns that were kept for it', async () => {
    house.lanesAre(slackLanes)
    const asked = await wish('birch', {}, adminOf('birch'))
    await take('services')
    const id = await wish('acme')
    await take('services')
    const kept = () => house.db.selectFrom('kept_turns').selectAll().execute()
    expect(await kept()).toHaveLength(2)
    await withdraw(id, ada)
    expect(await kept()).toEqual([])
    expect(asked).toMatch(/^R-/)
  })

  it('leaves what was told of another alone', async () => {
    const other = await wish('birch', {}, adminOf('birch'))
    const id = await wish('acme')
    await withdraw(id, ada)
    const told = await toldBy(house)
    expect(told).toContain('urgent-request → services')
    expect(told).toContain('urgent-requested → mailbox')
    expect(other).toMatch(/^R-/)
  })
})
