/** Starts the server of a directory, says so in one line of JSON, and then counts in it until it is killed. */
import pg from 'pg'
import { startEmbeddedPostgres } from '../../../sandbox/embedded-postgres/start-embedded-postgres.ts'

const [dataDir = '', programs] = process.argv.slice(2)
const server = await startEmbeddedPostgres({
  dataDir,
  log: { info: () => undefined, warn: () => undefined },
  ...(programs && { programs }),
})
process.stdout.write(`${JSON.stringify({ pid: server.pid, port: server.port, reused: server.reused })}\n`)
const client = new pg.Client({ connectionString: server.url })
await client.connect()
await client.query('create table if not exists counted (number int primary key)')
const { rows } = await client.query<{ next: number }>('select coalesce(max(number), 0) + 1 as next from counted')
for (let number = rows[0]?.next ?? 1; ; number++) {
  await client.query('insert into counted values ($1)', [number])
  process.stdout.write(`${number}\n`)
}
