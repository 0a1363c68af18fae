import { createPostgresBackend, runMigrations, withBackend } from 'bullmq'
import pg from 'pg'
import { makeBackend } from './bullmq-classes.ts'
import type { OnQueueError, QueueBackend } from './job-queue.ts'
import { patientPool } from './patient-pool.ts'
import { withinPatience } from './within-patience.ts'

// BullMQ assumes this name whenever it is given a pool.
const schema = 'bullmq'
const connections = 16
const closingMs = 2_000

/** BullMQ in a schema of its own in our Postgres, on one pool for all queues and workers. */
export async function openPostgresBackend(databaseUrl: string, onError: OnQueueError): Promise<QueueBackend> {
  await migrate(databaseUrl)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    keepAlive: true,
    application_name: 'zerotouch jobs',
    // A queue may be lost at any moment without losing a notice or a start, so its commits need not wait for the disk.
    options: `-c search_path=${schema} -c synchronous_commit=off`,
  })
  // Every queue and worker of BullMQ listens to it.
  pool.setMaxListeners(50)
  pool.on('error', (error) => onError(error, 'pool'))
  // One that breaks in the middle of something says so by that; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const connection = patientPool(pool)
  return makeBackend({
    kind: 'postgres',
    classes: withBackend(createPostgresBackend),
    producer: { connection },
    consumer: { connection },
    onError,
    // A connection that a handler still holds would keep the end from coming.
    close: async () => void (await withinPatience(closingMs, pool.end())),
  })
}

async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await runMigrations(client, schema)
  } finally {
    await client.end()
  }
}
