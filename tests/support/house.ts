import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts'
import { makeDeliveries } from '../../src/adapters/postgres/deliveries-repository.ts'
import { makeInTransaction } from '../../src/adapters/postgres/in-transaction.ts'
import type { App, Asked, ReceivedReport } from '../../src/app/app.ts'
import type { Deliveries, Outgoing, Sender } from '../../src/app/delivery-ports.ts'
import { makeApp } from '../../src/app/make-app.ts'
import { makeWork } from '../../src/app/make-work.ts'
import type { ClientDocument, Ports, Rules } from '../../src/app/ports.ts'
import type { UpdateJob, UpdateResult } from '../../src/app/runner-ports.ts'
import type { Work } from '../../src/app/work.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { noTests, type ReportSummary, type TestCase } from '../../src/domain/health-report.ts'
import { defaultPolicyNumbers } from '../../src/domain/policy-numbers.ts'
import { createTestDatabase } from './postgres.ts'

/** A clock that stands still until a test moves it. */
export type TestClock = { now(): Date; set(iso: string): void; advance(ms: number): void }

export function makeTestClock(iso: string): TestClock {
  let instant = new Date(iso)
  return {
    now: () => new Date(instant),
    set: (to) => {
      instant = new Date(to)
    },
    advance: (ms) => {
      instant = new Date(instant.getTime() + ms)
    },
  }
}

/** The whole house on a real Postgres, with senders and runners that write down what they were given. */
export type House = {
  readonly app: App
  readonly work: Work
  readonly ports: Ports
  readonly db: Database
  readonly deliveries: Deliveries
  readonly clock: TestClock
  /** Everything that was sent, in order. */
  readonly sent: Outgoing[]
  readonly jobs: UpdateJob[]
  /** What the update runner answers next; calls back by default. */
  runnerAnswers(result: UpdateResult): void
  /** Sends all that is owed now. */
  deliverAll(): Promise<void>
  close(): Promise<void>
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function openHouse(
  startsAt = '2026-11-22T12:00:00Z',
  rules: Partial<Rules> = {},
): Promise<House> {
  const database = await createTestDatabase()
  const db = openDatabase({ url: database.url })
  const clock = makeTestClock(startsAt)
  const ports: Ports = {
    clock,
    rules: {
      numbers: defaultPolicyNumbers,
      gate: { minTests: 21_000, requiredSuites: [] },
      healthMinTests: 1_000,
      slotCapacity: 50,
      ...rules,
    },
    logger: silent,
    inTransaction: makeInTransaction(db),
    wake: () => undefined,
  }
  const sent: Outgoing[] = []
  const jobs: UpdateJob[] = []
  let answer: UpdateResult = { status: 'calls-back' }
  const recorder: Sender = {
    send: async (outgoing) => {
      sent.push(outgoing)
      return {
        kind: 'sent',
        message: outgoing.mode === 'post' ? { id: outgoing.delivery } : outgoing.standingMessage,
      }
    },
    find: async () => ({ kind: 'unknown' }),
  }
  const deliveries = makeDeliveries(db)
  const work = makeWork(ports, {
    deliveries,
    senderFor: () => recorder,
    updateRunner: {
      run: async (job) => {
        jobs.push(job)
        return answer
      },
    },
    verificationRunner: null,
    readReport: () => Promise.reject(new Error('No verification runner in this house')),
  })
  return {
    app: makeApp(ports),
    work,
    ports,
    db,
    deliveries,
    clock,
    sent,
    jobs,
    runnerAnswers: (result) => {
      answer = result
    },
    async deliverAll() {
      for (let due = await work.dueDeliveries(100); due.length > 0; due = await work.dueDeliveries(100)) {
        for (const id of due) await work.sendDelivery(id)
      }
    },
    async close() {
      await db.destroy()
      await database.drop()
    },
  }
}

/** A client as the learning environment would describe it: two systems, two administrators, one channel. */
export const clientDocument = (
  id: string,
  zone: string,
  more: Partial<ClientDocument> = {},
): ClientDocument => ({
  id,
  name: `${id[0]?.toUpperCase()}${id.slice(1)} College`,
  zone,
  windows: ['SUN 01:00-05:00'],
  systems: [
    { client: id, environment: 'production', version: '3.9.11', url: `https://learn.${id}.example` },
    { client: id, environment: 'staging', version: '3.9.11', url: `https://staging.${id}.example` },
  ],
  administrators: [
    {
      id: `${id}-ada`,
      name: 'Ada Lovelace',
      email: `ada@${id}.example`,
      accounts: [{ platform: 'slack', workspace: 'T1', user: `U${id.toUpperCase()}1` }],
    },
    {
      id: `${id}-bob`,
      name: 'Bob Marley',
      email: `bob@${id}.example`,
      accounts: [{ platform: 'slack', workspace: 'T1', user: `U${id.toUpperCase()}2` }],
    },
  ],
  channels: [{ platform: 'slack', workspace: 'T1', channel: `C${id.toUpperCase()}` }],
  policy: {},
  ...more,
})

export const adminOf = (client: string, id = `${client}-ada`, name = 'Ada Lovelace'): Actor => ({
  kind: 'person',
  id,
  name,
  administers: [client],
  roles: [],
})
export const services: Actor = {
  kind: 'person',
  id: 'sam',
  name: 'Sam Services',
  administers: [],
  roles: ['services'],
}
export const pipeline: Actor = { kind: 'key', id: 'K-1', name: 'pipeline', client: null, environment: null }

let requests = 0
/** A request of its own each time. */
export const asks = (actor: Actor): Asked => ({ actor, request: `test-${++requests}` })

/** A report that was read already: so many passed, and the given failures. */
export function receivedReport(passed: number, failures: readonly Partial<TestCase>[] = []): ReceivedReport {
  const cases = failures.map(
    (failure, index): TestCase => ({
      suite: 'grades',
      name: `case ${index + 1}`,
      outcome: 'failed',
      message: 'expected 1 to be 2',
      output: '',
      milliseconds: 3,
      ...failure,
    }),
  )
  const totals = { ...noTests, tests: passed + cases.length, passed, failed: cases.length }
  const summary: ReportSummary = {
    totals,
    suites: [{ suite: 'grades', ...totals }],
    suiteErrors: [],
    declaredTests: null,
  }
  return { summary, failures: cases, cases: new Uint8Array([1]) }
}

/** Puts a client on file, releases `version`, and starts its verification. @returns the verification's id */
export async function released(
  house: House,
  version: string,
  clients: readonly ClientDocument[],
  kind: 'regular' | 'security' = 'regular',
): Promise<string[]> {
  for (const client of clients) await house.app.putClient(client, null, pipeline)
  await house.app.registerRelease(
    { version, kind, notesUrl: `https://vendor.example/notes/${version}` },
    pipeline,
  )
  const judged = await house.app.judgeRelease(version, receivedReport(21_001), pipeline)
  if (!judged.ok) throw new Error('the gate refused')
  const page = await house.app.listVerifications({ release: version }, { after: null, limit: 1000 })
  return page.items.map(({ id }) => id)
}
