import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { makeDeliveries } from '../src/adapters/postgres/deliveries/deliveries-repository.ts'
import { makeStore } from '../src/adapters/postgres/in-transaction.ts'
import { migrateToLatest } from '../src/adapters/postgres/migrating/migrate.ts'
import { type Database, openDatabase } from '../src/adapters/postgres/plumbing/database.ts'
import { makeApp } from '../src/app/make-app.ts'
import { makeWork, type OutboundPorts } from '../src/app/make-work.ts'
import type { Ports } from '../src/app/ports/ports.ts'
import type { Work } from '../src/app/ports/work.ts'
import type { App } from '../src/app/use-cases/app.ts'
import { defaultPolicyNumbers } from '../src/domain/people/policy-numbers.ts'
import { openVendor } from '../tests/support/scene.ts'

/** The house on a database of its own, its clock standing still unless told otherwise, its senders and runners doing nothing. */
export type BenchHouse = {
  readonly db: Database
  readonly url: string
  readonly app: App
  readonly work: Work
  readonly ports: Ports
  close(): Promise<void>
}

export const noon = new Date('2026-11-22T12:00:00Z')
const slotCapacity = 1_000_000
const loud: Ports['logger'] = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => {
    console.error(message, fields)
  },
}

/** @param server the address of a Postgres server on which databases may be made */
export async function openBenchHouse(
  server: string,
  { now = () => noon, ...outsiders }: { readonly now?: () => Date } & Partial<Pick<OutboundPorts, 'updateRunner'>> = {},
): Promise<BenchHouse> {
  const name = `bench_${randomBytes(5).toString('hex')}`
  await onServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  await migrateToLatest(url.href)
  const db = openDatabase({ url: url.href, statementTimeoutMs: 600_000 })
  const ports: Ports = {
    clock: { now },
    rules: {
      numbers: defaultPolicyNumbers,
      gate: { minTests: 10, requiredSuites: [] },
      healthMinTests: 10,
      slotCapacity,
      waveFailureLimit: 5,
      verification: { concurrency: 4, timeoutHours: 4 },
    },
    logger: loud,
    readCases: () => [],
    links: null,
    wake: () => undefined,
    ...makeStore(db),
  }
  await openVendor({ ports })
  const work = makeWork(ports, {
    deliveries: makeDeliveries(db),
    senderFor: () => ({
      send: async ({ mode, standingMessage, delivery }) => ({
        kind: 'sent',
        message: mode === 'edit' ? standingMessage : { id: delivery },
      }),
      lanes: () => [],
      find: async () => ({ kind: 'unknown' }),
    }),
    updateRunner: { run: async () => ({ status: 'calls-back' }) },
    verificationRunner: null,
    readReport: () => Promise.reject(new Error('nothing is verified here')),
    ...outsiders,
  })
  return {
    db,
    url: url.href,
    app: makeApp(ports),
    work,
    ports,
    async close() {
      await db.destroy()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
