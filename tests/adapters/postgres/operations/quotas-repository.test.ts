import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeInTransaction } from '../../../../src/adapters/postgres/in-transaction.ts'
import { type Database, openDatabase } from '../../../../src/adapters/postgres/plumbing/database.ts'
import type { Ports } from '../../../../src/app/ports/ports.ts'
import { hour, minute, after as since } from '../../../../src/domain/time/span.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts'

let database: TestDatabase
const open: Database[] = []
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await Promise.all(open.map((db) => db.destroy()))
  await database.drop()
})

/** A process of its own on the one database. */
const process = (): Ports['inTransaction'] => {
  const db = openDatabase({ url: database.url, maxConnections: 4 })
  open.push(db)
  return makeInTransaction(db)
}
const noon = new Date('2026-11-22T12:00:00Z')
const rates = [
  { count: 2, milliseconds: hour },
  { count: 3, milliseconds: 24 * hour },
]

describe('a quota', () => {
  it('holds in all processes together, however many ask at once', async () => {
    const processes = [process(), process(), process()]
    const used = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        processes[n % 3]!((tx) => tx.quotas.use({ key: 'many', rates: [{ count: 7, milliseconds: hour }] }, noon)),
      ),
    )
    expect(used.filter((again) => again === null)).toHaveLength(7)
  })

  it('slides: each use counts for as long as each rate says, and what was refused counts for nothing', async () => {
    const inTx = process()
    const use = (minutes: number) =>
      inTx((tx) => tx.quotas.use({ key: 'slides', rates }, since(noon, minutes * minute)))
    expect([await use(0), await use(30)]).toEqual([null, null])
    expect(await use(59)).toEqual({ at: since(noon, hour), seconds: 60 })
    expect(await use(60)).toBeNull()
    expect(await use(61)).toEqual({ at: since(noon, 24 * hour), seconds: 82_740 })
    expect(await use(24 * 60)).toBeNull()
  })

  it('gives back what was rolled back, and can be looked at without being used', async () => {
    const inTx = process()
    const quota = { key: 'once', rates: [{ count: 1, milliseconds: hour }] }
    await inTx(async (tx) => {
      await tx.quotas.use(quota, noon)
      throw new Error('it failed')
    }).catch(() => undefined)
    const look = () => inTx((tx) => tx.quotas.look(quota, noon))
    expect([await look(), await look()]).toEqual([null, null])
    expect(await inTx((tx) => tx.quotas.use(quota, noon))).toBeNull()
    expect(await look()).toEqual({ at: since(noon, hour), seconds: 3_600 })
  })

  it('is forgotten when no rate reaches back to its last use', async () => {
    const inTx = process()
    const forget = (at: Date) => inTx((tx) => tx.quotas.forget(at, 100))
    await inTx((tx) => tx.quotas.use({ key: 'old', rates: [{ count: 1, milliseconds: minute }] }, noon))
    expect(await forget(since(noon, 30_000))).toBe(0)
    expect(await forget(since(noon, 2 * minute))).toBe(1)
  })
})
