import { describe, expect, it } from 'vitest'
import { scheduleClients } from '../../../src/app/scheduling/schedule-clients.ts'
import { clientDocument, operator, pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, openVendor, planOf, verificationOf } from '../../support/scene.ts'

const zones = ['America/Toronto', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe']
const windows = ['Sun 01:00-03:00', 'Sat 22:00-02:00', 'Wed 03:00-05:00']
const clients = Array.from({ length: 14 }, (_, n) => `client-${n}`)
const version = '3.9.13'

/** A number that follows from a seed and a client alone. */
const dealt = (seed: number, n: number, of: number): number => ((seed * 7919 + n * 104_729) >>> 3) % of

/** Clients of all kinds whose copies passed while the release was paused; at some an older release is planned. */
async function prepared(seed: number): Promise<House> {
  const house = await openHouse('2026-11-20T12:00:00Z', { slotCapacity: 3 })
  await openVendor(house)
  for (const [n, id] of clients.entries()) {
    const zone = zones[dealt(seed, n, zones.length)] ?? 'UTC'
    const window = windows[dealt(seed + 1, n, windows.length)] ?? ''
    const document = clientDocument(id, zone, { windows: [window] })
    const systems = dealt(seed + 2, n, 4) === 0 ? document.systems.slice(0, 1) : document.systems
    await house.app.putClient({ ...document, systems }, null, pipeline)
  }
  await available(house, '3.9.12')
  const older = clients.filter((_, n) => dealt(seed + 3, n, 3) === 0)
  for (const id of older) await house.app.receiveReport(await verificationOf(house, id), receivedReport(4_000))
  await available(house, version)
  const verifications = await Promise.all(clients.map((id) => verificationOf(house, id, version)))
  await house.app.pauseRelease(version, 'a look', operator)
  for (const id of verifications) await house.app.receiveReport(id, receivedReport(4_000))
  await house.db.updateTable('releases').set({ status: 'available' }).where('version', '=', version).execute()
  return house
}

async function plansAfter(seed: number, calls: readonly (readonly string[])[]): Promise<string[][]> {
  const house = await prepared(seed)
  try {
    for (const ids of calls) await house.ports.inTransaction((tx) => scheduleClients(tx, house.ports, ids, version))
    return await Promise.all(clients.map((id) => planOf(house, id)))
  } finally {
    await house.close()
  }
}

describe('a batch of clients', () => {
  it.each([1, 2, 3])('decides what one after the other would, seed %i', async (seed) => {
    const alone = await plansAfter(
      seed,
      clients.map((id) => [id]),
    )
    expect(alone.flat().filter((line) => line.includes(`${version} scheduled`)).length).toBeGreaterThan(20)
    expect(await plansAfter(seed, [clients])).toEqual(alone)
    expect(await plansAfter(seed, [clients.slice(0, 5), clients.slice(5)])).toEqual(alone)
  })
})
