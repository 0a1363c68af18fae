import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts'
import { makeDeliveries } from '../../src/adapters/postgres/deliveries-repository.ts'
import { makeInTransaction } from '../../src/adapters/postgres/in-transaction.ts'
import type { App, Asked, ReceivedReport } from '../../src/app/app.ts'
import type { Deliveries, FindOutcome, Outgoing, Sender, SendOutcome } from '../../src/app/delivery-ports.ts'
import { makeApp } from '../../src/app/make-app.ts'
import { makeWork } from '../../src/app/make-work.ts'
import type { ClientDocument, Ports, Rules } from '../../src/app/ports.ts'
import type { UpdateJob, UpdateResult } from '../../src/app/runner-ports.ts'
import type { Work } from '../../src/app/work.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { noTests, type ReportSummary, type TestCase } from '../../src/domain/health-report.ts'
import { internalRooms } from '../../src/domain/place.ts'
import { defaultPolicyNumbers } from '../../src/domain/policy-numbers.ts'
import type { Environment } from '../../src/domain/system.ts'
import type { Update } from '../../src/domain/update.ts'
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
  /** What becomes of a delivery that is sent; without a word of a test it arrives. An error is thrown by the sender. */
  senderAnswers(answer: (outgoing: Outgoing) => SendOutcome | Error | null): void
  /** Whether a delivery in doubt is found; unknown by default. */
  searchFinds(answer: (outgoing: Outgoing) => FindOutcome | Error): void
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
  let outcomeOf: (outgoing: Outgoing) => SendOutcome | Error | null = () => null
  let findingOf: (outgoing: Outgoing) => FindOutcome | Error = () => ({ kind: 'unknown' })
  const recorder: Sender = {
    send: async (outgoing) => {
      const outcome = outcomeOf(outgoing)
      if (outcome instanceof Error) throw outcome
      if (outcome) return outcome
      sent.push(outgoing)
      const message = outgoing.mode === 'post' ? { id: outgoing.delivery } : outgoing.standingMessage
      return { kind: 'sent', message }
    },
    find: async (outgoing) => {
      const found = findingOf(outgoing)
      if (found instanceof Error) throw found
      return found
    },
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
    senderAnswers: (said) => {
      outcomeOf = said
    },
    searchFinds: (said) => {
      findingOf = said
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

export const specialist: Actor = { ...services, id: 'spec', name: 'Spec Specialist', roles: ['specialist'] }
export const operator: Actor = { ...services, id: 'olga', name: 'Olga Operator', roles: ['operator'] }

/** Puts the vendor's rooms and staff on file, as its own file would name them. */
export async function openVendor({ ports }: House): Promise<void> {
  await ports.inTransaction(async (tx) => {
    for (const room of internalRooms) {
      const channel = `C-${room.toUpperCase()}`
      await tx.places.putRoom(room, { kind: 'channel', platform: 'slack', workspace: 'T0', channel })
    }
    const staff = [
      { id: 'sam', name: 'Sam Services', roles: ['services'] },
      { id: 'spec', name: 'Spec Specialist', roles: ['specialist'] },
      { id: 'olga', name: 'Olga Operator', roles: ['operator'] },
    ] as const
    await tx.people.putStaff(
      staff.map(({ id, name, roles }) => ({
        ...{ id, name, roles, email: `${id}@vendor.example` },
        accounts: [{ platform: 'slack', workspace: 'T0', user: id }],
      })),
    )
  })
}

/** The latest update of a system. */
export async function updateOf(
  { ports }: House,
  client: string,
  environment: Environment = 'production',
): Promise<Update> {
  const update = await ports.inTransaction((tx) => tx.updates.current({ client, environment }))
  if (!update) throw new Error(`${client}/${environment} has no update`)
  return update
}

/** Every update of a client as `production 3.9.12 scheduled 2026-12-06T06:00Z`, in the order they were made. */
export async function planOf({ app }: House, client: string): Promise<string[]> {
  const { items } = await app.listUpdates({ client }, { after: null, limit: 100 })
  return [...items]
    .reverse()
    .map(
      ({ environment, release, status, startsAt }) =>
        `${environment} ${release} ${status} ${startsAt.toISOString().slice(0, 16)}Z`,
    )
}

/** Sends what is owed and says what was told: `update-cancelled → mailbox`, rooms by their name, edits marked. */
export async function toldBy(house: House): Promise<string[]> {
  house.sent.length = 0
  await house.deliverAll()
  return house.sent
    .map(({ card, place, mode }) => {
      const to = place.address.kind === 'inbox' ? `inbox ${place.address.environment}` : place.address.kind
      return `${card.kind} → ${place.room ?? to}${mode === 'post' ? '' : ` (${mode})`}`
    })
    .sort()
}

/** A client whose copy was found healthy: both systems are scheduled. */
export async function scheduled(
  house: House,
  client: ClientDocument,
  version = '3.9.12',
  kind: 'regular' | 'security' = 'regular',
): Promise<void> {
  const ids = await released(house, version, [client], kind)
  for (const id of ids) await house.app.receiveReport(id, receivedReport(4_000))
}

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
  kind: 'regular' | 'security' | 'hotfix' = 'regular',
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
