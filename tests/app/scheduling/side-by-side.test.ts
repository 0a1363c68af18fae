import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockClient } from '../../../src/app/ports/locks.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import { operator, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, move, onFile, openVendor, planOf, verificationOf } from '../../support/scene.ts'

const capacity = 4
const clients = Array.from({ length: 12 }, (_, n) => `client-${n}`)
const free = new Date('2026-12-09T08:00:00Z')

describe('what is decided at the same time', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: capacity })
    await openVendor(house)
    await available(house, '3.9.12')
    for (const id of clients) await onFile(house, id)
  })
  afterAll(() => house.close())

  const moveTo = (client: string, startsAt: Date, environment: Environment = 'production') =>
    move(house, client, startsAt, environment)
  const slots = async () => {
    const { rows } = await sql<{ slot: string; systems: number; taken: number | null }>`
      select starts_at::text as slot, count(*)::integer as systems, max(slots.taken) as taken
      from updates left join slots using (starts_at) where status in ('scheduled', 'held') group by 1`.execute(house.db)
    return rows
  }

  it('plans never more systems for a slot than it takes, and the rows of the slots say so', async () => {
    const ids = await Promise.all(clients.map((id) => verificationOf(house, id)))
    await Promise.all(ids.map((id) => house.app.receiveReport(id, receivedReport(4_000))))
    const taken = await slots()
    expect(taken.reduce((sum, { systems }) => sum + systems, 0)).toBe(2 * clients.length)
    for (const { systems, taken: counted } of taken) expect([systems <= capacity, counted]).toEqual([true, systems])
  })

  it('gives the last place of a slot to one', async () => {
    const moved = await Promise.all(clients.map((client) => moveTo(client, free)))
    expect(moved.filter(({ ok }) => ok)).toHaveLength(capacity)
    const refusals = moved.flatMap((one) => (one.ok ? [] : one.refusal.rule))
    expect(new Set(refusals)).toEqual(new Set(['no-capacity']))
    expect((await slots()).find(({ taken }) => taken !== null && taken > capacity)).toBeUndefined()
  })

  it('waits for nobody who decides about another client', async () => {
    const later = new Date('2026-12-09T09:00:00Z')
    await house.ports.inTransaction(async (tx) => {
      await lockClient(tx, 'client-0')
      expect((await moveTo('client-1', later)).ok).toBe(true)
    })
  })

  it('waits for whoever pauses the release, and finds it paused', async () => {
    const outcomes = await Promise.all([
      house.app.pauseRelease('3.9.12', 'a look', operator),
      ...clients.map((client) => moveTo(client, new Date('2026-12-10T08:00:00Z'), 'staging')),
    ])
    expect(outcomes[0]?.ok).toBe(true)
    const plans = (await Promise.all(clients.map((id) => planOf(house, id)))).flat()
    expect(plans.filter((plan) => plan.includes(' scheduled '))).toEqual([])
    expect(await house.app.resumeRelease('3.9.12', 'looked', operator)).toMatchObject({ ok: true })
  })

  it('takes two who hold slots of each other for as many tries as they need', async () => {
    const [early, late] = [new Date('2026-12-11T08:00:00Z'), new Date('2026-12-11T09:00:00Z')]
    const [ones, others] = [clients.slice(0, 4), clients.slice(4, 8)]
    await Promise.all([...ones.map((id) => moveTo(id, early)), ...others.map((id) => moveTo(id, late))])
    await Promise.all([...ones.map((id) => moveTo(id, late)), ...others.map((id) => moveTo(id, early))])
    for (const { systems, taken } of await slots()) expect([systems <= capacity, taken]).toEqual([true, systems])
  })
})
