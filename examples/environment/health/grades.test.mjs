import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'

const db = new pg.Client({ connectionString: process.env.DATABASE_URL })
before(() => db.connect())
after(() => db.end())

const count = async (sql) => (await db.query(`select count(*)::int as count from ${sql}`)).rows[0].count

describe('grades', () => {
  for (const course of ['Algebra', 'Biology', 'Chemistry'])
    test(`every student has one in ${course}`, async () => {
      assert.equal(
        await count(`students where not exists (
        select from grades where student = students.id and course = '${course}')`),
        0,
      )
    })

  test('are between 0 and 100', async () => {
    assert.equal(await count('grades where points not between 0 and 100'), 0)
  })

  test('are passed from 50 on', async () => {
    assert.equal(await count('grades where passed is distinct from (points >= 50)'), 0)
  })

  test('can be entered and read back', async () => {
    await db.query('begin')
    await db.query(`insert into grades select 1, 'Drama', 77, true`)
    const { rows } = await db.query(`select points from grades where student = 1 and course = 'Drama'`)
    await db.query('rollback')
    assert.equal(Number(rows[0].points), 77)
  })
})
