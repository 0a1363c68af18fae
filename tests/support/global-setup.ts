import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateToLatest } from '../../src/adapters/postgres/migrating/migrate.ts'
import { startTestServer } from './test-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { url: string; prefix: string; template: string }
  }
}

/** One server for the whole run, and in it one migrated database that every test file's own is copied from. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env['DATABASE_URL'])
  const prefix = `zt_${randomBytes(4).toString('hex')}_`
  const template = `${prefix}template`
  const admin = new pg.Client({ connectionString: server.url })
  // The server may be stopped before the connection has quite closed.
  admin.on('error', () => undefined)
  await admin.connect()
  await admin.query(`create database ${template}`)
  const url = new URL(server.url)
  url.pathname = `/${template}`
  await migrateToLatest(url.href)
  await prepareToStartAnew(url.href)
  // Nobody may connect to it from now on: a connection would keep it from being copied.
  await admin.query(`alter database ${template} allow_connections false`)
  project.provide('postgres', { url: server.url, prefix, template })

  return async () => {
    const left = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of left.rows) await admin.query(`drop database ${datname} with (force)`)
    await admin.end()
    await server.stop()
  }
}

/** See `warm-databases.ts`. */
async function prepareToStartAnew(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(await readFile(new URL('start-anew.sql', import.meta.url), 'utf8'))
  await client.end()
}
