import { sql } from 'kysely'
import { owedJobs } from '../src/adapters/jobs/owed-jobs.ts'
import { packJobs, rowsInAJob } from '../src/adapters/jobs/pack-jobs.ts'
import { openQueueBackend } from '../src/adapters/jobs/queue-backend.ts'
import type { Database } from '../src/adapters/postgres/plumbing/database.ts'
import { scheduleOwed } from '../src/app/verifications/schedule-owed.ts'
import { type BenchHouse, openBenchHouse } from './bench-house.ts'
import { putHealthyClients } from './put-clients.ts'

export type RollOut = {
  readonly clients: number
  /** From the last healthy copy to the last start planned, notice owed and job queued, in milliseconds. */
  readonly ms: number
  /** One INSERT for each table with the very same rows, indexes and all, and one bulk add of the same jobs. */
  readonly floorMs: number
  readonly house: BenchHouse
}

/**
 * Rolls one release out to so many clients of forty zones. The house is the caller's to close.
 * @param server where a database can be made
 */
export async function rollOut(server: string, clients: number): Promise<RollOut> {
  const house = await openBenchHouse(server)
  const backend = await openQueueBackend({ databaseUrl: house.url, onError: report })
  const [queue, floor] = [backend.makeQueue('deliveries'), backend.makeQueue('floor')]
  const owed = async () => packJobs(await owedJobs(house.work).deliveries(clients * 10), rowsInAJob.deliveries)
  try {
    const verifications = await putHealthyClients(house, clients)
    const ms = await timed(async () => {
      // As `tick` does it.
      await scheduleOwed(house.ports, verifications, raise)
      await queue.add(await owed())
    })
    await expectPlanned(house, clients)
    const jobs = await owed()
    const floorMs = (await timed(() => insertAgain(house.db))) + (await timed(() => floor.add(jobs)))
    await sql`analyze`.execute(house.db)
    return { clients, ms, floorMs, house }
  } finally {
    await queue.close()
    await floor.close()
    await backend.close()
  }
}

const report = (error: Error): void => console.error(error.message)

/** What was written by the roll-out, once more, into tables of the same kind. */
async function insertAgain(db: Database): Promise<void> {
  const tables = ['updates', 'notices', 'deliveries', 'audit']
  for (const table of tables)
    await sql`create table ${sql.table(`floor_${table}`)} (like ${sql.table(table)} including all)`.execute(db)
  await db.transaction().execute(async (tx) => {
    for (const table of tables)
      await sql`insert into ${sql.table(`floor_${table}`)} overriding system value select * from ${sql.table(table)}`.execute(
        tx,
      )
  })
}

async function expectPlanned({ db }: BenchHouse, clients: number): Promise<void> {
  const { rows } = await sql<{ systems: number }>`
    select count(*) as systems from updates where status = 'scheduled'`.execute(db)
  if (rows[0]?.systems !== clients * 2) throw new Error(`${rows[0]?.systems} systems of ${clients * 2} are planned`)
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const raise = (_: string, error: unknown): never => {
  throw error
}
