import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isNotYet } from '../../chaos/not-yet.ts'
import { openStore, type Store } from '../adapters/postgres/store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const now = new Date('2026-11-27T12:00:00Z')
const soon = new Date('2026-11-27T12:00:01Z')

it.each([
  ['waits for its hour', { status: 'pending', attempts: 0, turn_at: null, due_at: soon }, true],
  ['is due', { status: 'pending', attempts: 0, turn_at: null, due_at: now }, false],
  ['has its turn under a rate limit', { status: 'pending', attempts: 0, turn_at: soon, due_at: soon }, false],
  ['is tried again', { status: 'pending', attempts: 1, turn_at: null, due_at: soon }, false],
  ['is being sent', { status: 'sending', attempts: 1, turn_at: null, due_at: soon }, false],
])('what %s', async (_, { status, attempts, turn_at, due_at }, wanted) => {
  const { rows } = await sql<{ later: boolean }>`
    select ${isNotYet(now)} as later
    from (select ${status}::text as status, ${attempts}::int as attempts, ${turn_at}::timestamptz as turn_at,
      ${due_at}::timestamptz as due_at) d`.execute(store.db)
  expect(rows).toEqual([{ later: wanted }])
})
