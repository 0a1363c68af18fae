import type { Logger } from '../../app/ports/ports.ts'
import type { JobQueue, QueuedJob } from './job-queue.ts'
import type { FindOwed } from './owed-jobs.ts'
import { packJobs } from './pack-jobs.ts'

/** Moves what Postgres owes into one queue. */
export type Relay = {
  /**
   * Queues what is owed; calls while it is at it become one more look.
   * @param trustingMemory whether what was queued before is taken to be still there; without, whatever the queue has
   * lost is queued again
   */
  look(how: { readonly trustingMemory: boolean }): void
  /** A job of this queue was handled here, whatever came of it. */
  handled(job: Pick<QueuedJob, 'id' | 'rows'>): void
  /** Resolves when nothing more will be queued. */
  stop(): Promise<void>
}

type RelayParts = {
  readonly name: string
  readonly queue: JobQueue
  readonly find: FindOwed
  /** The most rows that are asked for at once. */
  readonly window: number
  readonly rowsInAJob: number
  readonly logger: Logger
}

/** As many as go into the queue in one call, so that nobody else waits long for the event loop. */
const batch = 250
/** A row whose turn has not come may be owed still after its job was handled; it is not asked for in a tight loop. */
const restMs = 100

export function makeRelay({ name, queue, find, window, rowsInAJob, logger }: RelayParts): Relay {
  // What this process queued and has not seen handled, by job: it saves work, and forgetting it loses nothing.
  const queued = new Map<string, readonly string[]>()
  let handledSinceLook = 0
  let wanted = false
  let stopped = false
  let looking: Promise<void> | null = null
  let resting: NodeJS.Timeout | null = null

  const look: Relay['look'] = ({ trustingMemory }) => {
    if (!trustingMemory) queued.clear()
    wanted = true
    if (!stopped) looking ??= lookWhileWanted()
  }

  async function lookWhileWanted(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false
      handledSinceLook = 0
      try {
        await lookOnce()
      } catch (error) {
        queued.clear()
        logger.error({ err: error, queue: name }, 'could not queue what is owed; the next look tries again')
      }
    }
    looking = null
  }

  async function lookOnce(): Promise<void> {
    const known = new Set([...queued.values()].flat())
    const fresh = (await find(window)).filter(({ key }) => !known.has(key))
    for (let from = 0; from < fresh.length && !stopped; from += batch) {
      const jobs = packJobs(fresh.slice(from, from + batch), rowsInAJob)
      for (const { id, keys } of jobs) queued.set(id, keys)
      await queue.add(jobs)
    }
  }

  return {
    look,
    handled(job) {
      queued.delete(job.id)
      handledSinceLook += job.rows.length
      // What lies beyond the window, or had to wait for what was just done, need not wait for the clock.
      if (queued.size > 0 && handledSinceLook < window / 4) return
      resting ??= setTimeout(() => {
        resting = null
        look({ trustingMemory: true })
      }, restMs)
    },
    async stop() {
      stopped = true
      if (resting) clearTimeout(resting)
      await looking
    },
  }
}
