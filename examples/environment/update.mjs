import { readFile } from 'node:fs/promises'
import { main, withDatabase } from './database.mjs'

main(async ([url, release]) => {
  if (!/^[\w.+-]{1,64}$/.test(release)) throw new Error(`${release} is no release`)
  const file = new URL(`updates/${release}.sql`, import.meta.url)
  const statements = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no update to ${release}`)
  })
  const version = await withDatabase(url, async (db) => {
    await db.query('begin')
    // Of two that update it, the second finds it done.
    const { rows } = await db.query('select version from installed for update')
    if (rows[0].version !== release) {
      await db.query(statements)
      await db.query('update installed set version = $1', [release])
    }
    await db.query('commit')
    return release
  })
  process.stdout.write(`version=${version}\n`)
})
