import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDeliveries } from '../../../src/adapters/postgres/deliveries/deliveries-repository.ts'
import { overtakenAmong } from '../../../src/adapters/postgres/deliveries/overtaken.ts'
import { makeTx } from '../../../src/adapters/postgres/in-transaction.ts'
import type { Database } from '../../../src/adapters/postgres/plumbing/database.ts'
import { makeUpdates } from '../../../src/adapters/postgres/updates/updates-repository.ts'
import type { Tx } from '../../../src/app/ports/ports.ts'
import { claim } from './claim.ts'
import { noon, openStore, putRelease, type Store } from './store.ts'

const clients = 10_000
const system = { client: 'c-4711', environment: 'staging' } as const

let store: Store
beforeAll(async () => {
  store = await openStore()
  await store.inTransaction(async (tx) => {
    for (const version of ['3.9.11', '3.9.12']) await putRelease(tx, version)
  })
  await fill(store)
})
afterAll(() => store.close())

/** 10,000 clients, each with two systems, of which one update is over and one is planned, and what they are told. */
async function fill({ db }: Store): Promise<void> {
  const statements = [
    sql`insert into clients select 'c-' || n, 'College ' || n, 'Europe/Berlin', array['SUN 01:00-05:00'], '{}', '{}',
      1, ${noon}, ${noon} from generate_series(1, ${sql.lit(clients)}) n`,
    sql`insert into systems select id, environment, '3.9.11', null
      from clients, unnest(array['production', 'staging']) environment where id like 'c-%'`,
    sql`insert into administrators select id, id || '-ann', 'Ann', id || '@x.example', 0 from clients`,
    sql`insert into personal_settings select client, id, '{}', ${noon} from administrators`,
    sql`insert into chat_accounts select 'slack', 'T1', 'U' || id, id, id || '-ann', null, 0 from clients
      where id like 'c-%'`,
    sql`insert into places (kind, key, address, client) select 'mailbox', 'mailbox ' || id,
      '{"kind":"mailbox","email":"a@b.example","name":"A"}', id from clients where id like 'c-%'`,
    sql`insert into updates (client, environment, release, kind, status, starts_at, zone, expected_minutes, first_start,
        deadline, chosen_by, created_at, updated_at)
      select client, environment, release, 'regular', status, starts, 'UTC', 60, starts, starts, 'rule', starts, starts
      from systems, (values ('3.9.11', 'updated', -30), ('3.9.12', 'scheduled', 7)) planned (release, status, days),
        lateral (select ${noon}::timestamptz + make_interval(days => days, mins => 15 * (hashtext(client) & 63))
          as starts) start
      where client like 'c-%'`,
    sql`insert into verifications (client, release, status, urgent, requested_at, due_at, heard_at)
      select id, '3.9.12', 'passed', false, ${noon}, ${noon}, ${noon} from clients where id like 'c-%'`,
    sql`insert into notices (kind, client, facts, noted_at)
      select 'release-paused', id, '{}', ${noon} from clients where id like 'c-%'`,
    sql`insert into deliveries (notice, place, mode, standing, matter, status, due_at)
      select notices.id, places.id, mode, 'rollout:' || notices.client, 'rollout:' || notices.client, status, noted_at
      from notices join places on places.client = notices.client,
        (values ('post', 'sent'), ('reply', 'sent'), ('edit', 'pending')) said (mode, status)`,
    sql`insert into standing_messages select distinct place, standing, '{}'::jsonb, ${noon}::timestamptz from deliveries`,
    sql`insert into audit (at, actor, action, subject, detail)
      select ${noon}, '{}', 'update-scheduled', 'U-' || id, '{}' from updates`,
    sql`insert into findings (verification, client, release, kind, suite, name, message, output, fingerprint, status,
        opened_at)
      select id, client, release, 'case', '', 'over', '', '', 'f' || id, 'obsolete', ${noon} from verifications`,
    sql`insert into incidents (update, opened_at, status, settled_by, settled_at)
      select id, ${noon}, 'settled', '{}', ${noon} from updates where status = 'updated'`,
    sql`insert into urgent_requests (client, environment, release, reason, status, requested_by, requested_at)
      select id, 'production', '3.9.11', '', 'fulfilled', '{}', ${noon} from clients`,
    sql`insert into seen select id, client || '-ann', 'Ann', ${noon}, '{}' from updates`,
    sql`analyze`,
  ]
  for (const statement of statements) await statement.execute(db)
}

/** How Postgres reaches each table in the statements that `work` sends, e.g. `Index Scan using updates_slots on updates`. */
async function scansOf(work: (db: Database) => Promise<unknown>): Promise<string[]> {
  const statements: CompiledQuery[] = []
  const heard = store.db.withPlugin({
    transformQuery({ node, queryId }) {
      statements.push(store.db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await work(heard)
  const scans: string[] = []
  for (const { sql: text, parameters } of statements) {
    const explain = CompiledQuery.raw(`explain (costs off) ${text}`, [...parameters])
    const plan = await store.db.executeQuery<{ 'QUERY PLAN': string }>(explain)
    scans.push(...plan.rows.flatMap((row) => /\w[\w ]* Scan .*/.exec(row['QUERY PLAN'])?.[0] ?? []))
  }
  return scans
}

/** The tables of which a statement reads every row. */
const readWhole = (scans: readonly string[]): string[] => scans.filter((scan) => scan.startsWith('Seq Scan'))

const week = (days: number): Date => new Date(noon.getTime() + days * 86_400_000)
const page = { after: null, limit: 50 }

describe('with 10,000 clients', () => {
  it('the deliveries that are due are found by the index of the due', async () => {
    const scans = await scansOf((db) => makeDeliveries(db).due(noon, 100))
    expect(scans.join('\n')).toContain('using deliveries_due on')
    expect(scans.join('\n')).toContain('using deliveries_in_order on')
    expect(readWhole(scans)).toEqual([])
  })

  it('a delivery is claimed by keys alone', async () => {
    const [{ id = '' } = {}] = await makeDeliveries(store.db).due(noon, 1)
    expect(
      readWhole(
        await scansOf((db) => claim({ inTransaction: (work) => work(makeTx(db)) }, makeDeliveries(db), id, noon)),
      ),
    ).toEqual([])
  })

  it('whether a delivery is overtaken is read by keys alone', async () => {
    const [{ id = '' } = {}] = await makeDeliveries(store.db).due(noon, 1)
    const scans = await scansOf((db) => overtakenAmong(db, [id]))
    expect(scans.join('\n')).toContain('using deliveries_pkey on deliveries d')
    expect(readWhole(scans).filter((scan) => /deliveries|notices|updates/.test(scan))).toEqual([])
  })

  it('what is to be reminded of is found by the index of starts', async () => {
    const scans = await scansOf((db) => makeTx(db).nudges.unsaid('day', week(7), week(8), 100))
    expect(scans.join('\n')).toMatch(/updates_starting/)
    expect(readWhole(scans).filter((scan) => scan.includes('on updates'))).toEqual([])
  })

  it('what is past its cut-off is found by the index of starts', async () => {
    const scans = await scansOf((db) => makeTx(db).nudges.pastCutOff(noon, 4, 100))
    expect(scans.join('\n')).toMatch(/updates_starting/)
    expect(readWhole(scans).filter((scan) => scan.includes('on updates'))).toEqual([])
  })

  it('the updates that start are found by the index of starts', async () => {
    const scans = await scansOf((db) => makeUpdates(db).startingBy(week(7), 100))
    expect(scans.join('\n')).toContain('using updates_starting on')
  })

  it('the slots are counted without a look at any update', async () => {
    const scans = await scansOf((db) => makeUpdates(db).slotCounts(week(0), week(60), 50))
    expect(scans).toEqual([expect.stringContaining('on slots')])
    const few = await scansOf((db) => makeUpdates(db).takenIn([week(7), week(8), week(14)]))
    expect(few).toEqual([expect.stringContaining('on slots')])
  })

  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['the current update', (tx) => tx.updates.current(system)],
    ['the current update, held', (tx) => tx.updates.lockCurrent(system)],
    ['the skips in a row', (tx) => tx.updates.skippedInARow(system)],
    ['the updates of a client', (tx) => tx.updates.historyOf('c-4711', 10)],
    ['the updates of a client for a release', (tx) => tx.updates.ofRelease('c-4711', '3.9.12')],
    ['the first page of updates', (tx) => tx.updates.list({}, page)],
    ['the updates with a status', (tx) => tx.updates.list({ status: 'held' }, page)],
    ['the silent updates', (tx) => tx.updates.silentSince(noon, 10)],
    ['the progress of a release', (tx) => tx.releases.clientGroups('3.9.10')],
    ['the verifications that are due', (tx) => tx.verifications.undispatched(noon, 10)],
    ['the verifications at work', (tx) => tx.verifications.dispatched()],
    ['the silent verifications', (tx) => tx.verifications.silentSince(noon, true, 10)],
    ['a client', (tx) => tx.clients.find('c-4711')],
    ['the first page of clients', (tx) => tx.clients.list(page)],
    ['the places around a client', (tx) => tx.places.around('c-4711')],
    ['a person', (tx) => tx.people.find({ platform: 'slack', workspace: 'T1', user: 'Uc-4711' })],
    ['who was told what', (tx) => tx.ledger.ofClient('c-4711', true, page)],
    ['the moves that were left unsaid', (tx) => tx.ledger.unsaidFrom('D-4711')],
    ['when a room was last reminded', (tx) => tx.nudges.lastReminded('triage')],
    ['the accounts of a person', (tx) => tx.people.accountsOf('sam')],
  ])('%s is read without reading a whole table', async (_what, read) => {
    const scans = await scansOf((db) => read(makeTx(db)))
    expect(scans.length).toBeGreaterThan(0)
    // The vendor's staff is a small table: reading it whole is cheapest.
    expect(readWhole(scans).filter((scan) => scan !== 'Seq Scan on staff')).toEqual([])
  })

  it('the board finds places in trouble and what waits for somebody by indexes of what is unfinished', async () => {
    const times = { now: week(0), failedSince: week(-7) }
    const places = await scansOf((db) => makeTx(db).operations.placesInTrouble(times, 10))
    expect(readWhole(places).filter((scan) => scan.includes('on deliveries'))).toEqual([])
    const waiting = await scansOf((db) => makeTx(db).attention.firstOfEach({}, 10, week(0)))
    // Whether somebody can be told is asked of all clients; everything else is rare and has its index.
    const small = ['clients', 'administrators', 'places', 'releases', 'nudges']
    const large = readWhole(waiting).filter((scan) => !small.includes(scan.split(' ')[3] ?? ''))
    expect(large).toEqual([])
  })

  it('a page of clients on the board is read by keys alone', async () => {
    const wish = { text: null, after: 'c-5', limit: 26 }
    const scans = await scansOf((db) => makeTx(db).operations.clientStates('3.9.12', wish))
    expect(readWhole(scans)).toEqual([])
  })
})
