import pg from 'pg'
import { expect, it } from 'vitest'
import { createTestDatabase } from './postgres.ts'

it('gives every caller a database of its own, and takes it away under open connections', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const inOne = new pg.Client({ connectionString: one.url })
  inOne.on('error', () => undefined)
  await inOne.connect()
  await inOne.query('create table only_here (id int)')

  const inOther = new pg.Client({ connectionString: other.url })
  await inOther.connect()
  const found = await inOther.query(`select to_regclass('only_here') as here`)
  expect(found.rows).toEqual([{ here: null }])
  await inOther.end()

  await one.drop()
  await other.drop()
  const gone = new pg.Client({ connectionString: one.url })
  await expect(gone.connect()).rejects.toMatchObject({ code: '3D000' })
})
