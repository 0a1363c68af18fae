import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'

const db = new pg.Client({ connectionString: process.env.DATABASE_URL })
before(() => db.connect())
after(() => db.end())

describe('students', () => {
  test('have names', async () => {
    const { rows } = await db.query(`select count(*)::int as count from students where trim(name) = ''`)
    assert.equal(rows[0].count, 0)
  })

  test('are found by name', async () => {
    const { rows } = await db.query(`select id from students order by id limit 1`)
    const found = await db.query('select id from students where name = (select name from students where id = $1)', [
      rows[0].id,
    ])
    assert.equal(found.rows[0].id, rows[0].id)
  })
})
