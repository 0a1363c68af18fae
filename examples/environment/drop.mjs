import { beside, liveUrl, main, quoted, withDatabase } from './database.mjs'

main(async ([clientsFile, client, copy]) => {
  const server = beside(await liveUrl(clientsFile, client), 'postgres')
  await withDatabase(server, (db) => db.query(`drop database if exists ${quoted(copy)} with (force)`))
})
