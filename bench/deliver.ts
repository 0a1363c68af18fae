import { sql } from 'kysely'
import { openQueueBackend } from '../src/adapters/jobs/queue-backend.ts'
import { startJobs } from '../src/adapters/jobs/start-jobs.ts'
import { scheduleOwed } from '../src/app/verifications/schedule-owed.ts'
import { openBenchHouse } from './bench-house.ts'
import { putHealthyClients } from './put-clients.ts'
import { timed } from './roll-out.ts'

const clients = 500
const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: (_: object, m: string) => console.error(m),
}

/** Both per second, and the CPU that this process spent on each, in milliseconds. */
export type Delivered = { readonly ours: Pace; readonly raw: Pace }
type Pace = { readonly perSecond: number; readonly cpuMs: number }

/**
 * What is owed to 500 clients, through relay, queue, worker and ledger to a sender that does nothing, beside as many jobs
 * that do nothing, on the same queue: in Postgres, or in Redis where one is named.
 */
export async function deliver(
  server: string,
  redisUrl: string | null,
  say: (line: string) => void,
): Promise<Delivered> {
  const house = await openBenchHouse(server)
  const onError = (error: Error): void => console.error(error.message)
  const backend = await openQueueBackend({ databaseUrl: house.url, ...(redisUrl && { redisUrl }), onError })
  try {
    await scheduleOwed(house.ports, await putHealthyClients(house, clients), raise)
    await sql`analyze`.execute(house.db)
    const owed = (await house.work.dueDeliveries(1_000_000)).length
    const raw = await paceOf(owed, () => doNothing(backend, owed))
    const pending = async (): Promise<number> =>
      (
        await sql<{ n: number }>`
          select count(*) as n from deliveries where status in ('pending', 'sending')`.execute(house.db)
      ).rows[0]?.n ?? 0
    const ours = await paceOf(owed, async () => {
      const jobs = await startJobs({ work: house.work, backend, logger: silent })
      while ((await pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await jobs.stop()
    })
    say(`${owed} deliveries by ${backend.kind}: ${shown(ours)}; jobs that do nothing: ${shown(raw)}`)
    return { ours, raw }
  } finally {
    await backend.close()
    await house.close()
  }
}

async function paceOf(count: number, work: () => Promise<unknown>): Promise<Pace> {
  const before = process.cpuUsage()
  const ms = await timed(work)
  const { user, system } = process.cpuUsage(before)
  return { perSecond: count / (ms / 1000), cpuMs: (user + system) / 1000 / count }
}

const shown = ({ perSecond, cpuMs }: Pace): string => `${perSecond.toFixed(0)}/s, ${cpuMs.toFixed(2)} ms of CPU each`

async function doNothing(backend: Awaited<ReturnType<typeof openQueueBackend>>, count: number): Promise<void> {
  const queue = backend.makeQueue('nothing')
  let left = count
  await new Promise<void>((resolve) => {
    const worker = backend.makeWorker(
      'nothing',
      async () => {
        left -= 1
        if (left === 0) setImmediate(() => void worker.close().then(resolve))
      },
      { concurrency: 32 },
    )
    void queue.add(
      Array.from({ length: count }, (_, n) => ({ id: `no-${n}`, name: 'nothing', rows: [String(n)], at: null })),
    )
  })
  await queue.close()
}

const raise = (_: string, error: unknown): never => {
  throw error
}
