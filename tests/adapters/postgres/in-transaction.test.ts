import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/plumbing/database.ts'
import type { Tx } from '../../../src/app/ports/ports.ts'
import { documentOf, makeGate, noon, openStore, type Store } from './store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
  await store.inTransaction(async (tx) => {
    for (const id of ['acme', 'beta']) await tx.clients.put(documentOf(id), noon)
  })
})
afterAll(() => store.close())

it('writes all of the work or none of it', async () => {
  const work = store.inTransaction(async (tx) => {
    await tx.clients.put(documentOf('half'), noon)
    throw new Error('and then it broke')
  })
  await expect(work).rejects.toThrow('and then it broke')
  expect(await store.inTransaction((tx) => tx.clients.find('half'))).toBeNull()
})

it('does the work again that lost a deadlock', async () => {
  const [one, other] = [makeGate(), makeGate()]
  let tries = 0
  const lockBoth = (first: string, second: string, mine: typeof one, theirs: typeof one) => async (tx: Tx) => {
    tries += 1
    await tx.clients.lock(first)
    mine.open()
    await theirs.opened
    await tx.clients.saveSettings(second, {}, noon)
    return (await tx.clients.saveSettings(first, {}, noon))?.revision
  }
  const revisions = await Promise.all([
    store.inTransaction(lockBoth('acme', 'beta', one, other)),
    store.inTransaction(lockBoth('beta', 'acme', other, one)),
  ])
  expect(revisions).toEqual(expect.arrayContaining([2, 3]))
  expect(tries).toBe(3)
})

it('gives up after the fifth try', async () => {
  let tries = 0
  const work = store.inTransaction(async () => {
    tries += 1
    await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(store.db)
  })
  await expect(work).rejects.toThrow('again')
  expect(tries).toBe(5)
})

it('does nothing twice that failed for another reason', async () => {
  let tries = 0
  const work = store.inTransaction(async () => {
    tries += 1
    await sql`select 1 / 0`.execute(store.db)
  })
  await expect(work).rejects.toThrow('division by zero')
  expect(tries).toBe(1)
})

it('survives a connection that the server cut, and says so', async () => {
  const heard: Error[] = []
  const db = openDatabase({ url: store.url, maxConnections: 1, onError: (error) => heard.push(error) })
  const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
  const before = await pid()
  await sql`select pg_terminate_backend(${before})`.execute(store.db)
  await expect.poll(() => heard.length).toBe(1)
  expect(await pid()).not.toBe(before)
  await db.destroy()
})

it('stops a statement that runs on and on', async () => {
  const db = openDatabase({ url: store.url, statementTimeoutMs: 50 })
  await expect(sql`select pg_sleep(20)`.execute(db)).rejects.toMatchObject({ code: '57014' })
  await db.destroy()
})

it('keeps an instant to the millisecond, whatever the zone of the process', async () => {
  const zone = process.env['TZ']
  process.env['TZ'] = 'America/St_Johns'
  try {
    const instants = ['0001-01-01T00:00:00.001Z', '1883-11-18T12:03:57.999Z', '2026-11-01T05:30:00.123Z']
    for (const instant of instants) {
      const kept = await sql<{ at: Date }>`select ${new Date(instant)}::timestamptz as at`.execute(store.db)
      expect(kept.rows[0]?.at.toISOString()).toBe(instant)
    }
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }
})
