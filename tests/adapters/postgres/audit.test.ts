import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeInTransaction } from '../../../src/adapters/postgres/in-transaction.ts'
import { verifyAudit } from '../../../src/adapters/postgres/operations/verify-audit.ts'
import type { Database } from '../../../src/adapters/postgres/plumbing/database.ts'
import type { AuditEntry, Tx } from '../../../src/app/ports/ports.ts'
import { annStamp, later, noon, openStore, type Store } from './store.ts'

let store: Store
let db: Database
beforeEach(async () => {
  store = await openStore()
  db = store.db
})
afterEach(() => store.close())

const entry = (n: number): AuditEntry => ({
  actor: annStamp,
  action: 'update-rescheduled',
  client: 'acme',
  subject: `U-${n}`,
  at: later(n),
  detail: { from: noon.toISOString(), minutes: n, reason: n % 2 ? 'exams' : null },
})
const inTx = <T>(work: (tx: Tx) => Promise<T>) => makeInTransaction(db)(work)
const write = (...numbers: readonly number[]) => inTx(async (tx) => tx.audit.write(...numbers.map(entry)))
const seal = (limit = 1_000) => inTx((tx) => tx.audit.seal(limit))
const ids = async () => (await db.selectFrom('audit').select('id').orderBy('id').execute()).map(({ id }) => id)
/** As somebody does who may do everything, and switches our triggers off. */
const tamper = (statement: string) =>
  db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    const { numAffectedRows } = await sql.raw(statement).execute(tx)
    expect(numAffectedRows).toBeGreaterThan(0n)
  })
const first = async (head: string | null = null) => (await verifyAudit(db, head)).first

describe('the audit', () => {
  it.each([
    ['changed', `update audit set detail = '{}'`],
    ['changed in its chain', `update audit_chain set hash = ''`],
    ['removed', 'delete from audit'],
    ['removed from its chain', 'delete from audit_chain'],
    ['emptied', 'truncate audit'],
    ['emptied in its chain', 'truncate audit_chain'],
  ])('cannot be %s', async (_, statement) => {
    await write(1, 2)
    await seal()
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/is only added to/)
    expect(await verifyAudit(db)).toMatchObject({ first: null, rows: 2, unsealed: 0 })
  })

  it('is whole, sealed or not, and says where its chain ends', async () => {
    expect(await verifyAudit(db)).toEqual({ first: null, rows: 0, unsealed: 0, head: null, headFound: null })
    await write(1, 2, 3)
    expect(await verifyAudit(db)).toMatchObject({ first: null, rows: 3, unsealed: 3, head: null })
    expect(await seal()).toBe(3)
    await write(4)
    expect(await verifyAudit(db)).toMatchObject({
      first: null,
      rows: 4,
      unsealed: 1,
      head: expect.stringMatching(/^3:[0-9a-f]{64}$/),
    })
  })

  const sealed = async () => {
    await write(1, 2, 3)
    await seal(2)
    await write(4, 5)
    await seal()
  }
  it.each([
    ['words of a row', (id: number) => `update audit set detail = '{"reason":"no"}' where id = ${id}`, 'changed'],
    [
      'who did it',
      (id: number) => `update audit set actor = jsonb_set(actor, '{name}', '"Bob"') where id = ${id}`,
      'changed',
    ],
    [
      'which way it came',
      (id: number) => `update audit set way = '{"by":"cli","user":"x"}' where id = ${id}`,
      'changed',
    ],
    [
      'its time by a microsecond',
      (id: number) => `update audit set at = at + interval '1 microsecond' where id = ${id}`,
      'changed',
    ],
    ['its client', (id: number) => `update audit set client = null where id = ${id}`, 'changed'],
    ['its seal', (id: number) => `update audit_chain set hash = sha256('x') where entry = ${id}`, 'changed'],
    ['its being there', (id: number) => `delete from audit where id = ${id}`, 'removed'],
  ] as const)(
    'tells when somebody changes %s, whichever row it is, and names the first',
    async (_, statement, what) => {
      await sealed()
      const [, , third, fourth] = await ids()
      await tamper(statement(fourth!))
      expect(await first()).toEqual({ id: `A-${fourth}`, what, before: false })
      await tamper(statement(third!))
      expect(await first()).toEqual({ id: `A-${third}`, what, before: false })
    },
  )

  it('tells when a row is put in, even with an old number, and when it is done to what is not sealed yet', async () => {
    await sealed()
    const copy = (id: string) =>
      `insert into audit overriding system value select ${id}, at, actor, 'update-cancelled', client, subject, detail, way from audit limit 1`
    await tamper(copy('99'))
    expect(await first()).toEqual({ id: 'A-99', what: 'inserted', before: false })
    const [one] = await ids()
    await tamper(`delete from audit where id = ${one}`)
    await tamper(copy(`${one}`))
    expect(await first()).toEqual({ id: `A-${one}`, what: 'changed', before: false })
  })

  it.each([
    ['changed', (id: number) => `update audit set subject = 'U-9' where id = ${id}`],
    ['removed', (id: number) => `delete from audit where id = ${id}`],
  ] as const)('tells when what is not sealed yet is %s', async (what, statement) => {
    await write(1, 2)
    const [, second] = await ids()
    await tamper(statement(second!))
    expect(await first()).toEqual({ id: `A-${second}`, what, before: false })
    await seal()
    expect(await first()).toEqual({ id: `A-${second}`, what, before: false })
  })

  it('tells when a row is gone with its link, and when the chain was made anew, to who kept its end', async () => {
    await sealed()
    const { head } = await verifyAudit(db)
    const [, second, third] = await ids()
    await tamper(`delete from audit where id = ${second}`)
    await tamper(`delete from audit_chain where entry = ${second}`)
    expect(await first()).toEqual({ id: `A-${third}`, what: 'removed', before: true })
    await tamper('delete from audit_chain')
    await sql`insert into audit_unsealed select id, audit_digest(audit) from audit`.execute(db)
    await seal()
    expect(await verifyAudit(db, head)).toMatchObject({ first: null, headFound: false })
    const anew = await verifyAudit(db)
    expect(anew.headFound).toBeNull()
    await write(6)
    await seal()
    expect(await verifyAudit(db, anew.head)).toMatchObject({ first: null, headFound: true })
  })

  it('keeps nobody waiting: two write at once, whoever commits first, and one at a time seals', async () => {
    let commit: () => void = () => undefined
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve
    })
    let written: () => void = () => undefined
    const hasWritten = new Promise<void>((resolve) => {
      written = resolve
    })
    const slow = inTx(async (tx) => {
      tx.audit.write(entry(1))
      written()
      await mayCommit
    })
    await hasWritten
    // The second one commits while the first still holds what it wrote: nothing of it is waited for.
    await write(2)
    expect(await seal()).toBe(1)
    commit()
    await slow
    expect((await Promise.all([seal(), seal(), seal()])).reduce((sum, one) => sum + one)).toBe(1)
    expect(await verifyAudit(db)).toMatchObject({ first: null, rows: 2, unsealed: 0 })
  })

  it('stays whole when a column comes later, and in another time zone', async () => {
    await sealed()
    await sql`alter table audit add column later text`.execute(db)
    expect(await first()).toBeNull()
    const digests = (zone: string) =>
      db.transaction().execute(async (tx) => {
        await sql`set local timezone to ${sql.lit(zone)}`.execute(tx)
        const { rows } = await sql<{ hex: string }>`
          select encode(audit_digest(audit), 'hex') as hex from audit order by id`.execute(tx)
        return rows.map(({ hex }) => hex)
      })
    expect(await digests('Asia/Kathmandu')).toEqual(await digests('America/Toronto'))
  })

  it('loses nothing of what was rolled back or is written by many at once', async () => {
    await inTx(async (tx) => {
      tx.audit.write(entry(1))
      throw new Error('it failed')
    }).catch(() => undefined)
    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 5 ? write(n) : seal())))
    while ((await seal()) > 0);
    expect(await verifyAudit(db)).toMatchObject({ first: null, rows: 32, unsealed: 0 })
  })

  it('is listed newest first, by whoever asks for what', async () => {
    await write(1, 2, 3)
    const list = (filter: Parameters<Tx['audit']['list']>[0], limit = 10, after: string | null = null) =>
      inTx((tx) => tx.audit.list(filter, { after, limit }))
    const subjects = async (...asked: Parameters<typeof list>) =>
      (await list(...asked)).items.map(({ subject }) => subject)
    expect(await subjects({})).toEqual(['U-3', 'U-2', 'U-1'])
    expect(await subjects({ subject: 'U-2' })).toEqual(['U-2'])
    expect(await subjects({ actor: annStamp.name, since: later(2) })).toEqual(['U-3', 'U-2'])
    expect(await subjects({ until: later(2) })).toEqual(['U-1'])
    expect(await subjects({ way: 'system', action: 'update-rescheduled', client: 'acme' })).toHaveLength(3)
    expect(await subjects({ way: 'chat' })).toEqual([])
    expect(await subjects({ client: 'beta' })).toEqual([])
    const page = await list({}, 2)
    expect(await subjects({}, 2, page.next)).toEqual(['U-1'])
    expect(page.items[0]).toMatchObject({
      id: expect.stringMatching(/^A-\d+$/),
      way: { by: 'system' },
      ...entry(3),
    })
  })
})
