import { sql } from 'kysely'
import { makeDeliveries } from '../../src/adapters/postgres/deliveries/deliveries-repository.ts'
import { makeInTransaction, workOn } from '../../src/adapters/postgres/in-transaction.ts'
import { type Connection, type Database, openDatabase } from '../../src/adapters/postgres/plumbing/database.ts'
import { makeApp } from '../../src/app/make-app.ts'
import { makeWork } from '../../src/app/make-work.ts'
import type { Ports, Rules, Tx } from '../../src/app/ports/ports.ts'
import type { Work } from '../../src/app/ports/work.ts'
import type { App } from '../../src/app/use-cases/app.ts'
import { defaultPolicyNumbers } from '../../src/domain/people/policy-numbers.ts'
import { clientDocument, pipeline } from '../support/cast.ts'
import { makeTestClock, type TestClock } from '../support/house.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { openVendor } from '../support/scene.ts'

/** What an update's job was, and when it was handed over. */
export type Started = { readonly update: string; readonly at: Date }

/** A vendor with some clients on a real Postgres, in simulated time. */
export type World = {
  readonly app: App
  readonly work: Work
  readonly clock: TestClock
  readonly capacity: number
  readonly db: Connection
  readonly clients: string[]
  /** Every job that the runner was given, in order. */
  readonly jobs: Started[]
  /** What runs and when its runner will say how it ended. */
  readonly running: Map<string, { readonly at: Date; readonly word: 'updated' | 'failed' }>
  /** How the next jobs end; chosen by the history. */
  fate: (update: string) => 'updated' | 'failed' | 'silent'
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export type WorldPlan = {
  readonly startsAt: string
  readonly capacity: number
  readonly clients: readonly {
    readonly zone: string
    readonly windows: readonly string[]
    readonly staging: boolean
  }[]
}

const jobMinutes = 40

/** A database in which worlds follow one another, each in a transaction of its own that leaves nothing behind. */
export type Universe = {
  visit<T>(plan: WorldPlan, history: (world: World) => Promise<T>): Promise<T>
  /** A world whose every use case is committed, as in earnest; the last one of its universe. */
  settle(plan: WorldPlan): Promise<World>
  close(): Promise<void>
}

export async function openUniverse(): Promise<Universe> {
  const database = await createTestDatabase()
  const db: Database = openDatabase({ url: database.url, maxConnections: 1 })
  return {
    async visit(plan, history) {
      const transaction = await db.startTransaction().execute()
      try {
        return await history(await openWorld(transaction, inSavepoint(transaction), plan))
      } finally {
        await transaction.rollback().execute()
      }
    },
    settle: (plan) => openWorld(db, makeInTransaction(db), plan),
    async close() {
      await db.destroy()
      await database.drop()
    },
  }
}

async function openWorld(
  db: Connection,
  inTransaction: Ports['inTransaction'],
  { startsAt, capacity, clients }: WorldPlan,
): Promise<World> {
  const clock = makeTestClock(startsAt)
  const rules: Rules = {
    numbers: defaultPolicyNumbers,
    gate: { minTests: 10, requiredSuites: [] },
    healthMinTests: 10,
    slotCapacity: capacity,
    waveFailureLimit: 30,
    verification: { concurrency: 4, timeoutHours: 24 * 365 },
  }
  const ports: Ports = {
    clock,
    rules,
    logger: loud,
    links: null,
    wake: () => undefined,
    readCases: () => [],
    inTransaction,
    withoutTransaction: inTransaction,
  }
  const world: World = {
    app: makeApp(ports),
    clock,
    capacity,
    db,
    clients: [],
    jobs: [],
    running: new Map(),
    fate: () => 'updated',
    inTx: ports.inTransaction,
    work: makeWork(ports, {
      deliveries: makeDeliveries(db as Database),
      senderFor: () => {
        throw new Error('nothing is sent in these worlds')
      },
      updateRunner: {
        async run({ update }) {
          world.jobs.push({ update, at: clock.now() })
          const word = world.fate(update)
          const at = new Date(clock.now().getTime() + jobMinutes * 60_000)
          if (word !== 'silent') world.running.set(update, { at, word })
          return { status: 'calls-back' }
        },
      },
      verificationRunner: null,
      readReport: () => Promise.reject(new Error('no runner reads reports here')),
    }),
  }
  await openVendor({ ports })
  for (const client of clients) await join(world, client)
  return world
}

/** A new client of the vendor, with one administrator. */
export async function join(world: World, { zone, windows, staging }: WorldPlan['clients'][number]): Promise<string> {
  const id = `c${world.clients.length}`
  const { systems, administrators, ...rest } = clientDocument(id, zone, { windows })
  await world.app.putClient(
    { ...rest, administrators: administrators.slice(0, 1), systems: staging ? systems : systems.slice(0, 1) },
    null,
    pipeline,
  )
  world.clients.push(id)
  return id
}

const loud: Ports['logger'] = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => {
    throw new Error(message, { cause: 'err' in fields ? fields.err : fields })
  },
}

/** A use case's transaction is a savepoint of the world's: it can fail alone, and the world can be undone. */
const inSavepoint =
  (db: Connection): Ports['inTransaction'] =>
  async (work) => {
    await sql`savepoint use_case`.execute(db)
    try {
      const outcome = await workOn(db, work)
      await sql`release savepoint use_case`.execute(db)
      return outcome
    } catch (error) {
      await sql`rollback to savepoint use_case`.execute(db)
      throw error
    }
  }
