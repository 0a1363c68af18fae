import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeStore } from '../../../src/adapters/postgres/in-transaction.ts'
import { openDatabase } from '../../../src/adapters/postgres/plumbing/database.ts'
import { makeApp } from '../../../src/app/make-app.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, openVendor } from '../../support/scene.ts'

const clients = 10_000

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  await openVendor(house)
  await available(house, '3.9.12')
  const noon = house.clock.now()
  for (const statement of [
    sql`insert into clients (id, name, zone, windows, policy, settings, revision, created_at, updated_at)
      select 'c-' || n, 'College ' || n, (array['Europe/Berlin', 'Asia/Tokyo', 'America/Toronto'])[1 + n % 3],
        array['SUN 01:00-05:00'], '{}', '{}', 1, ${noon}, ${noon} from generate_series(1, ${sql.lit(clients)}) n`,
    sql`insert into systems select id, environment, '3.9.11', null
      from clients, unnest(array['production', 'staging']) environment`,
    // Nobody can be told anywhere; half of the copies were given up, the other half found healthy.
    sql`insert into verifications (client, release, status, attempt, urgent, requested_at, due_at, heard_at)
      select id, '3.9.12', case when right(id, 1) < '5' then 'failed' else 'passed' end, 3, false, ${noon}, ${noon}, ${noon}
      from clients`,
    sql`analyze`,
  ])
    await statement.execute(house.db)
}, 120_000)
afterAll(() => house.close())

it('of everybody at 10,000 clients the first are shown and all are counted, with one statement', async () => {
  const statements: string[] = []
  const db = openDatabase({ url: house.url, maxConnections: 1 })
  const heard = db.withPlugin({
    transformQuery({ node }) {
      statements.push(node.kind)
      return node
    },
    transformResult: async ({ result }) => result,
  })
  try {
    const app = makeApp({ ...house.ports, ...makeStore(heard) })
    const overview = await app.overviewAttention({}, 10)
    expect(overview.counts).toMatchObject({ 'nobody-reachable': clients, 'verification-stuck': clients / 2 })
    expect(overview.items).toHaveLength(20)
    expect(statements).toHaveLength(1)
    expect(await app.countAttention({ client: 'c-1' })).toMatchObject({ 'nobody-reachable': 1 })
    expect(statements).toHaveLength(2)
  } finally {
    await db.destroy()
  }
})

it('they are read to the end a page at a time, each once', async () => {
  const seen = new Set<string>()
  let pages = 0
  for (let after: string | null = null, more = true; more; pages++) {
    const page = await house.app.readAttention({}, { after, limit: 1_000 })
    for (const { id } of page.items) seen.add(id)
    after = page.next
    more = after !== null
  }
  expect(seen.size).toBe(clients * 1.5)
  expect(pages).toBe(15)
})

it('the board has its end forecast with a few statements', async () => {
  const progress = await house.app.readReleaseProgress('3.9.12')
  expect(progress?.stages).toMatchObject({ unverified: clients / 2, ready: clients / 2 })
  expect(progress?.estimatedEnd?.from.getTime()).toBeGreaterThan(house.clock.now().getTime() + 14 * 86_400_000)
  const board = await house.app.readBoard()
  expect(board.attention.items.length).toBeLessThanOrEqual(20)
})
