import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

export const examples = path.resolve('examples')

/** A client's live database, as the examples take it to be, and the file that names it. */
export async function makeLiveDatabase(directory: string, client: string) {
  const { url: server, prefix } = inject('postgres')
  const name = `${prefix}live_${randomBytes(4).toString('hex')}`
  await ask(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  await ask(url.href, await readFile(path.join(examples, 'environment/live.sql'), 'utf8'))
  const clientsFile = path.join(directory, 'clients.json')
  const clients = JSON.stringify({ [client]: { production: url.href } })
  await writeFile(clientsFile, clients)
  return {
    clientsFile,
    clients,
    ask: (sql: string) => ask(url.href, sql),
    /** The copies by such names that are still there. */
    copies: async (like: string) =>
      (await ask(server, `select datname from pg_database where datname like '${like}'`)).map(({ datname }) => datname),
    drop: () => ask(server, `drop database if exists ${name} with (force)`),
  }
}

export type LiveDatabase = Awaited<ReturnType<typeof makeLiveDatabase>>

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows ?? []
  } finally {
    await client.end()
  }
}
