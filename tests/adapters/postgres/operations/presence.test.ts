import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openPresence, type Presence } from '../../../../src/adapters/postgres/operations/presence.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts'

let database: TestDatabase
let admin: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

async function join(): Promise<{ presence: Presence; heard: string[] }> {
  const presence = await openPresence(database.url, () => undefined)
  const heard: string[] = []
  presence.onWake((what) => heard.push(what))
  return { presence, heard }
}

const living = async (): Promise<number[]> => {
  const { rows } = await admin.query<{ worker: number }>(
    `select objid::int as worker from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
       and database = (select oid from pg_database where datname = current_database()) order by 1`,
  )
  return rows.map(({ worker }) => worker)
}
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

it('wakes every other process, and not the one that says so', async () => {
  const [one, two, three] = [await join(), await join(), await join()]
  one.presence.wake('deliveries')
  await eventually(() => expect([two.heard, three.heard]).toEqual([['deliveries'], ['deliveries']]))
  two.presence.wake('starts')
  await eventually(() => expect(one.heard).toEqual(['starts']))
  expect(three.heard).toEqual(['deliveries', 'starts'])
  for (const { presence } of [one, two, three]) await presence.close()
})

it('makes one notice of a thousand', async () => {
  const [one, two] = [await join(), await join()]
  for (let each = 0; each < 1_000; each += 1) one.presence.wake(each % 2 === 0 ? 'deliveries' : 'starts')
  await eventually(() => expect([...two.heard].sort()).toEqual(['deliveries', 'starts']))
  one.presence.wake('verifications')
  await eventually(() => expect(two.heard).toHaveLength(3))
  for (const { presence } of [one, two]) await presence.close()
})

it('is there until it ends, and again after its connection was cut; what it may have missed wakes it', async () => {
  const { presence, heard } = await join()
  expect(await living()).toEqual([presence.worker])
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'zerotouch presence'`,
  )
  await eventually(() => expect(heard).toEqual(['deliveries', 'starts', 'verifications']))
  expect(await living()).toEqual([presence.worker])
  const { presence: other } = await join()
  other.wake('deliveries')
  await eventually(() => expect(heard).toHaveLength(4))
  await other.close()
  await presence.close()
  await eventually(async () => expect(await living()).toEqual([]))
})

it('does not open where there is no database', async () => {
  await expect(openPresence('postgres://nobody@127.0.0.1:1/none', () => undefined)).rejects.toThrow()
})
