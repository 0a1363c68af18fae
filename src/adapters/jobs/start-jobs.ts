import type { Logger } from '../../app/ports/ports.ts'
import type { Work } from '../../app/ports/work.ts'
import { dispatch, handlersByJob, type JobHandler, type QueueName, queueNames } from './job-handlers.ts'
import type { HandleJob, QueueBackend } from './job-queue.ts'
import { owedJobs } from './owed-jobs.ts'
import { rowsInAJob } from './pack-jobs.ts'
import { makeRelay, type Relay } from './relay.ts'
import { makeRounds, type Rounds } from './rounds.ts'
import { withinPatience } from './within-patience.ts'

export type Jobs = {
  /** Says that something may be owed now. */
  wake(what: QueueName): void
  /**
   * Takes nothing new and waits for what is in flight, at most 25 s: what is then still running is left to its row.
   * The backend is the caller's to close afterwards.
   */
  stop(): Promise<void>
}

export type JobsOptions = {
  readonly work: Work
  readonly backend: QueueBackend
  readonly logger: Logger
  /** How often what is owed, and time itself, are looked at while something happens. */
  readonly tickMs?: number
  /** How often while nothing does. */
  readonly idleMs?: number
  /** How many handlers of a kind run at once in this process. */
  readonly concurrency?: Partial<Readonly<Record<QueueName, number>>>
  /** How long `stop` waits for handlers. */
  readonly patienceMs?: number
}

const defaultConcurrency = {
  // More than all that the platforms may hold up together, were they all to hang (`atOnce` of their lanes).
  deliveries: 32,
  // A start lasts as long as its update program: 50 a quarter-hour for three hours must not keep the next one waiting.
  starts: 1_000,
  verifications: 4,
} as const

const windows = { deliveries: 2_000, starts: 5_000, verifications: 100 } as const
const ticksBetweenReconciliations = 5
/**
 * So long after something happened it is not quiet yet: what a queue lost or a process left behind when it ended is found
 * by the next ticks, and not a minute later.
 */
const lingerMs = 15_000

/**
 * Starts the relays, the workers and the clock's own work. Rows come first and jobs second: everything in the queues
 * can be lost at any moment, and what Postgres still owes is queued again within `tickMs` * 5, or within `idleMs` when nothing
 * has happened for a while.
 * @throws when the queues cannot be reached
 */
export async function startJobs({
  work,
  backend,
  logger,
  tickMs = 2_000,
  idleMs = 60_000,
  concurrency = {},
  patienceMs = 25_000,
}: JobsOptions): Promise<Jobs> {
  const handlers = handlersByJob([
    { job: 'send-delivery', handle: (rows) => work.sendDeliveries(rows) },
    { job: 'start-update', handle: oneByOne((row) => work.startUpdate(row)) },
    { job: 'run-verification', handle: oneByOne((row) => work.runVerification(row)) },
  ])
  const run = dispatch(handlers)
  const owed = owedJobs(work)

  // A job may be handled before the first round.
  let rounds: readonly Rounds[] = []
  const stir = () => {
    for (const each of rounds) each.stir()
  }

  const lanes = queueNames.map((name) => {
    const queue = backend.makeQueue(name)
    const sizes = { window: windows[name], rowsInAJob: rowsInAJob[name] }
    const relay = makeRelay({ name, queue, find: owed[name], ...sizes, logger })
    const worker = backend.makeWorker(name, observed(run, relay, logger, stir), {
      concurrency: concurrency[name] ?? defaultConcurrency[name],
    })
    return { name, queue, relay, worker }
  })
  await Promise.all(lanes.map(({ worker }) => worker.ready()))

  const often = { busyMs: tickMs, idleMs, lingerMs }
  const reconciling = makeRounds({ ...often, untilDue: work.untilDue }, async ({ count, rested }) => {
    const trustingMemory = !rested && count % ticksBetweenReconciliations !== 0
    for (const { relay } of lanes) relay.look({ trustingMemory })
  })
  const keepingTime = makeRounds({ ...often, untilDue: async () => null }, () =>
    work.tick().catch((error: unknown) => logger.error({ err: error }, 'could not keep time')),
  )
  rounds = [reconciling, keepingTime]

  return {
    wake(what) {
      lanes.find(({ name }) => name === what)?.relay.look({ trustingMemory: true })
      stir()
    },
    async stop() {
      const done = await withinPatience(
        patienceMs,
        Promise.all([
          ...rounds.map((each) => each.stop()),
          ...lanes.map(async ({ queue, relay, worker }) => {
            await relay.stop()
            await worker.close()
            await queue.close()
          }),
        ]),
      )
      if (!done) logger.warn({ patienceMs }, 'some jobs are still running; their rows say what is owed')
    },
  }
}

const oneByOne =
  (handle: (row: string) => Promise<void>): JobHandler['handle'] =>
  async (rows) => {
    for (const row of rows) await handle(row)
  }

/** A handler that fails is logged and finished: whether it is owed again is for its row to say, not for the queue. */
const observed =
  (handle: HandleJob, relay: Relay, logger: Logger, stir: () => void): HandleJob =>
  async (job) => {
    try {
      await handle(job)
    } catch (error) {
      logger.error({ err: error, job: job.id, rows: job.rows }, 'a job failed')
    } finally {
      relay.handled(job)
      stir()
    }
  }
