import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { createTestDatabase } from '../../support/postgres.ts'
import type { TestRedis } from '../../support/redis.ts'

/** What keeps the jobs under test, and what can be done to it behind its back. */
export type TestBackend = {
  readonly databaseUrl: string
  readonly redisUrl?: string
  /** Loses everything that is queued. */
  wipe(): Promise<void>
  jobs(): Promise<{ readonly id: string; readonly state: string }[]>
  /** Cuts all connections to it. */
  cut(): Promise<void>
  /** Leaves the job of a delivery in the hands of a worker that is dead. */
  orphan(id: string, row: string): Promise<void>
  /** Everything of its own that it keeps, by where that is kept. */
  rooms(): Promise<readonly string[]>
  close(): Promise<void>
}

export async function postgresBackend(): Promise<TestBackend> {
  const database = await createTestDatabase()
  const admin = new pg.Pool({ connectionString: database.url, max: 2 })
  admin.on('error', () => undefined)
  /** When a worker stands in the way (deadlock), once more. */
  const wipe = async (): Promise<void> => {
    await admin
      .query('truncate bullmq.job, bullmq.event, bullmq.dedup, bullmq.meta cascade')
      .catch((error: { code?: string }) => (error.code === '40P01' ? wipe() : Promise.reject(error)))
  }
  return {
    databaseUrl: database.url,
    wipe,
    jobs: async () => (await admin.query<{ id: string; state: string }>('select id, state from bullmq.job')).rows,
    async cut() {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      )
    },
    async orphan(id, row) {
      await admin.query(
        `insert into bullmq.job (queue, id, seq, name, state, data, opts, added_at_ms, lock_token, locked_until_ms)
         values ('deliveries', $1, nextval('bullmq.job_seq'), 'send-delivery', 'active', $2,
                 '{"removeOnComplete":true}', 0, 'a dead worker', 0)`,
        [id, JSON.stringify({ row })],
      )
    },
    async rooms() {
      const { rows } = await admin.query<{ schema: string }>(
        `select distinct table_schema as schema from information_schema.tables where table_name = 'job'`,
      )
      return rows.map(({ schema }) => schema)
    },
    async close() {
      await admin.end()
      await database.drop()
    },
  }
}

const prefix = 'zerotouch'
const queueNames = ['deliveries', 'starts', 'verifications'] as const
const states = ['waiting', 'active', 'delayed', 'prioritized'] as const

/** The database is there for its address only: nothing of the jobs is kept in it. */
export async function redisBackend({ url }: TestRedis): Promise<TestBackend> {
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  const queues = queueNames.map((name) => new Queue(name, { connection: redis, prefix }))
  for (const queue of queues) queue.on('error', () => undefined)
  const keys = () => redis.keys(`${prefix}:*`)
  return {
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    redisUrl: url,
    async wipe() {
      const found = await keys()
      if (found.length > 0) await redis.del(found)
    },
    async jobs() {
      const found = queues.flatMap((queue) =>
        states.map(async (state) => (await queue.getJobs([state])).map((job) => ({ id: job?.id ?? '', state }))),
      )
      return (await Promise.all(found)).flat()
    },
    cut: async () => void (await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
    async orphan(id, row) {
      const dead = new Worker('deliveries', null, { connection: redis, prefix, lockDuration: 200 })
      // A worker that is alive may be quicker; nothing is owed yet, so it does nothing.
      for (let taken = ''; taken !== id; ) {
        await queues[0]?.add('send-delivery', { row }, { jobId: id, removeOnComplete: true })
        taken = (await dead.getNextJob('a dead worker'))?.id ?? ''
      }
      await dead.close(true)
    },
    rooms: async () => [...new Set((await keys()).map((key) => key.split(':')[0] ?? ''))],
    async close() {
      for (const queue of queues) await queue.close()
      redis.disconnect()
    },
  }
}
