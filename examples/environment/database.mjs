import { readFile } from 'node:fs/promises'
import pg from 'pg'

/** @returns the address of a client's live database, from the operator's own file */
export async function liveUrl(clientsFile, client, environment = 'production') {
  const clients = JSON.parse(await readFile(clientsFile, 'utf8'))
  const url = clients[client]?.[environment]
  if (!url) throw new Error(`${clientsFile} knows no ${client}/${environment}`)
  return url
}

/** @returns the address of another database on the same server */
export function beside(url, database) {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** @returns the name as SQL writes it; only such as we make ourselves */
export function quoted(name) {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`${name} is no name of a copy`)
  return `"${name}"`
}

export async function withDatabase(url, work) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Runs a program's work; what goes wrong is said in one line, and ends it with exit code 1. */
export function main(work) {
  work(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
}
