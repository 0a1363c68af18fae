import { makeLinkSigner } from '../../src/adapters/links/link-signer.ts'
import { makeDeliveries } from '../../src/adapters/postgres/deliveries/deliveries-repository.ts'
import { makeStore } from '../../src/adapters/postgres/in-transaction.ts'
import type { Database } from '../../src/adapters/postgres/plumbing/database.ts'
import { readCaseArchive } from '../../src/adapters/test-report/archive/case-archive.ts'
import { makeApp } from '../../src/app/make-app.ts'
import { makeWork, type OutboundPorts } from '../../src/app/make-work.ts'
import type {
  Deliveries,
  FindOutcome,
  Lane,
  Outgoing,
  Sender,
  SendOutcome,
} from '../../src/app/ports/delivery-ports.ts'
import type { ClientDocument, Ports, Rules } from '../../src/app/ports/ports.ts'
import type { UpdateJob, UpdateResult } from '../../src/app/ports/runner-ports.ts'
import type { Work } from '../../src/app/ports/work.ts'
import type { App } from '../../src/app/use-cases/app.ts'
import { defaultPolicyNumbers } from '../../src/domain/people/policy-numbers.ts'
import { pipeline, receivedReport } from './cast.ts'
import { borrowDatabase } from './warm-databases.ts'

export * from './cast.ts'

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
  /** A second worker's, on the same rows. */
  anotherWorker(): Work
  readonly ports: Ports
  readonly db: Database
  /** Of its database, for processes that share it. */
  readonly url: string
  readonly deliveries: Deliveries
  readonly clock: TestClock
  /** Everything that was sent, in order. */
  readonly sent: Outgoing[]
  readonly jobs: UpdateJob[]
  /** What the update runner answers next; calls back by default. */
  runnerAnswers(result: UpdateResult): void
  /** What becomes of a delivery that is sent; without a word of a test it arrives. An error is thrown by the sender. */
  senderAnswers(answer: (outgoing: Outgoing) => SendOutcome | Error | null): void
  /** What a sender waits for before it sends. */
  senderHangs(hang: (outgoing: Outgoing) => Promise<void>): void
  /** The limits that deliveries count against; none by default. */
  lanesAre(answer: (outgoing: Pick<Outgoing, 'place' | 'mode'>) => readonly Lane[]): void
  /** Whether a delivery in doubt is found; unknown by default. */
  searchFinds(answer: (outgoing: Outgoing) => FindOutcome | Error): void
  /** Sends all that is owed now. */
  deliverAll(): Promise<void>
  close(): Promise<void>
}

/** Where the pages of this house would be. */
export const publicUrl = 'https://updates.vendor.example'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function openHouse(
  startsAt = '2026-11-22T12:00:00Z',
  rules: Partial<Rules> = {},
  outsiders: Partial<Pick<OutboundPorts, 'verificationRunner' | 'updateRunner' | 'readReport'>> = {},
): Promise<House> {
  const { db, url, giveBack } = await borrowDatabase()
  const clock = makeTestClock(startsAt)
  const ports: Ports = {
    clock,
    rules: {
      numbers: defaultPolicyNumbers,
      gate: { minTests: 21_000, requiredSuites: [] },
      healthMinTests: 1_000,
      slotCapacity: 50,
      waveFailureLimit: 5,
      verification: { concurrency: 4, timeoutHours: 4 },
      ...rules,
    },
    logger: silent,
    readCases: readCaseArchive,
    links: makeLinkSigner({ secrets: ['a secret of the tests, long enough'], publicUrl }),
    ...makeStore(db),
    wake: () => undefined,
  }
  const sent: Outgoing[] = []
  const jobs: UpdateJob[] = []
  let answer: UpdateResult = { status: 'calls-back' }
  let outcomeOf: (outgoing: Outgoing) => SendOutcome | Error | null = () => null
  let findingOf: (outgoing: Outgoing) => FindOutcome | Error = () => ({ kind: 'unknown' })
  let hang: (outgoing: Outgoing) => Promise<void> = async () => undefined
  let lanesOf: (outgoing: Pick<Outgoing, 'place' | 'mode'>) => readonly Lane[] = () => []
  const recorder: Sender = {
    send: async (outgoing) => {
      await hang(outgoing)
      const outcome = outcomeOf(outgoing)
      if (outcome instanceof Error) throw outcome
      if (outcome) return outcome
      sent.push(outgoing)
      const message = outgoing.mode === 'edit' ? outgoing.standingMessage : { id: outgoing.delivery }
      return { kind: 'sent', message }
    },
    lanes: (outgoing) => lanesOf(outgoing),
    find: async (outgoing) => {
      const found = findingOf(outgoing)
      if (found instanceof Error) throw found
      return found
    },
  }
  const deliveries = makeDeliveries(db)
  const outside: OutboundPorts = {
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
    ...outsiders,
  }
  const work = makeWork(ports, outside)
  return {
    app: makeApp(ports),
    work,
    anotherWorker: () => makeWork(ports, outside),
    ports,
    db,
    url,
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
    senderHangs: (said) => {
      hang = said
    },
    lanesAre: (said) => {
      lanesOf = said
    },
    searchFinds: (said) => {
      findingOf = said
    },
    async deliverAll() {
      for (let due = await work.dueDeliveries(100); due.length > 0; due = await work.dueDeliveries(100)) {
        await work.sendDeliveries(due.map(({ id }) => id))
      }
    },
    close: giveBack,
  }
}

/** Puts a client on file, releases `version`, and starts its verification. @returns the verification's id */
export async function released(
  house: House,
  version: string,
  clients: readonly ClientDocument[],
  kind: 'regular' | 'security' | 'hotfix' = 'regular',
): Promise<string[]> {
  for (const client of clients) await house.app.putClient(client, null, pipeline)
  await house.app.registerRelease({ version, kind, notesUrl: `https://vendor.example/notes/${version}` }, pipeline)
  const judged = await house.app.judgeRelease(version, receivedReport(21_001), pipeline)
  if (!judged.ok) throw new Error('the gate refused')
  const page = await house.app.listVerifications({ release: version }, { after: null, limit: 1000 })
  return page.items.map(({ id }) => id)
}
