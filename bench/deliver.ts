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

/**
 * What is owed to 500 clients, through relay, queue, worker and ledger to a sender that does nothing, beside as many jobs
 * that do nothing. @returns both per second, on the same backend
 */
export async function deliver(
  server: string,
  say: (line: string) => void,
): Promise<{ readonly ours: number; readonly raw: number }> {
  const house = await openBenchHouse(server)
  const onError = (error: Error): void => console.error(error.message)
  const backend = await openQueueBackend({ databaseUrl: house.url, onError })
  try {
    await scheduleOwed(house.ports, await putHealthyClients(house, clients), raise)
    const owed = (await house.work.dueDeliveries(1_000_000)).length
    const raw = owed / (await seconds(() => doNothing(backend, owed)))
    const pending = async (): Promise<number> =>
      (
        await sql<{ n: number }>`
          select count(*) as n from deliveries where status in ('pending', 'sending')`.execute(house.db)
      ).rows[0]?.n ?? 0
    const took = await seconds(async () => {
      const jobs = await startJobs({ work: house.work, backend, logger: silent })
      while ((await pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await jobs.stop()
    })
    const ours = owed / took
    say(`${owed} deliveries: ${ours.toFixed(0)}/s, jobs that do nothing ${raw.toFixed(0)}/s`)
    return { ours, raw }
  } finally {
    await backend.close()
    await house.close()
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => (await timed(work)) / 1000

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
