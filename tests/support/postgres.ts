import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export type TestDatabase = {
  url: string
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>
}

/** A database of the test's own with the newest schema and nothing in it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: server, prefix, template } = inject('postgres')
  const name = `${prefix}${randomBytes(5).toString('hex')}`
  await asAdmin(server, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asAdmin(server, `drop database if exists ${name} with (force)`) }
}

async function asAdmin(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
