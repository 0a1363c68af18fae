import { beside, liveUrl, main, quoted, withDatabase } from './database.mjs'

main(async ([clientsFile, client, copy]) => {
  const live = new URL(await liveUrl(clientsFile, client))
  const source = live.pathname.slice(1).replaceAll('"', '""')
  await withDatabase(beside(live, 'postgres'), async (server) => {
    // What an earlier try has left behind.
    await server.query(`drop database if exists ${quoted(copy)} with (force)`)
    await server.query(`create database ${quoted(copy)} template "${source}"`)
  })
  process.stdout.write(`${beside(live, copy)}\n`)
})
