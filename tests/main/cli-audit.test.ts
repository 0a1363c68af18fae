import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type House, openHouse } from '../support/house.ts'
import { onFile, openVendor } from '../support/scene.ts'

// Each call is a process of its own, which takes a second or two, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const root = fileURLToPath(new URL('../..', import.meta.url))
type Told = { readonly code: number; readonly out: string; readonly err: string }

/** Runs the program as an operator does. */
const zerotouch = (...args: string[]): Promise<Told> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: house.url }
    const program = [path.join(root, 'bin/zerotouch.js'), ...args]
    execFile(process.execPath, program, { cwd: root, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() }),
    )
  })
const json = async (...args: string[]) => {
  const told = await zerotouch(...args, '--json')
  expect(told.out.split('\n')).toHaveLength(1)
  return { ...told, value: JSON.parse(told.out) }
}

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await onFile(house, 'acme')
})
afterAll(() => house.close())

test('an operator signs with their own name, or with that of their system', async () => {
  const made = await json('keys', 'create', 'inbox', '--scope', 'read', '--as', 'Olga Operator')
  await zerotouch('keys', 'revoke', made.value.id)
  const { value } = await json('audit', 'list', '--way', 'cli')
  expect(value.items.map(({ action, actor, way }: never) => [action, actor, way])).toEqual([
    [
      'key-revoked',
      { kind: 'key', id: 'cli', name: 'an operator at the command line' },
      { by: 'cli', user: userInfo().username },
    ],
    ['key-made', { kind: 'key', id: 'cli', name: 'Olga Operator' }, { by: 'cli', user: 'Olga Operator' }],
  ])
  expect((await zerotouch('keys', 'create', 'x', '--scope', 'read', '--as', ' ')).code).toBe(2)
})

test('the list is filtered, and goes on where it ended', async () => {
  const all = await json('audit', 'list', '--client', 'acme')
  expect(all.value.items.length).toBeGreaterThan(2)
  const page = await json('audit', 'list', '--client', 'acme', '--limit', '1')
  const next = await json('audit', 'list', '--client', 'acme', '--limit', '1', '--after', page.value.next)
  expect([...page.value.items, ...next.value.items]).toEqual(all.value.items.slice(0, 2))
  const words = await zerotouch('audit', 'list', '--action', 'administrator-added')
  expect(words.out).toMatch(
    /^A-\d+ {2}\S+Z {2}pipeline, API \(K-1\) {2}administrator-added acme: acme-bob, none → Bob Marley/,
  )
  for (const wrong of [
    ['--way', 'mail'],
    ['--limit', '0'],
    ['--since', 'yesterday'],
    ['--after', 'x'],
  ])
    expect((await zerotouch('audit', 'list', ...wrong)).code, wrong.join(' ')).toBe(2)
})

test('what is whole is so; what was changed by somebody who may do everything is named, with exit 1', async () => {
  await house.work.tick()
  const whole = await json('audit', 'verify')
  expect(whole).toMatchObject({ code: 0, value: { ok: true, first: null, unsealed: 0 } })
  const { head } = whole.value
  expect((await json('audit', 'verify', '--head', head)).value).toMatchObject({ ok: true, headFound: true })
  const anew = await zerotouch('audit', 'verify', '--head', `1:${'0'.repeat(64)}`)
  expect([anew.code, anew.err]).toEqual([1, expect.stringContaining('made anew')])

  const superuser = new pg.Client({ connectionString: house.url })
  await superuser.connect()
  await superuser.query('alter table audit disable trigger all')
  const { rows } = await superuser.query('select id from audit order by id limit 2')
  await superuser.query(`update audit set detail = detail || '{"is":"somebody else"}' where id = $1`, [rows[1].id])
  await superuser.query('alter table audit enable trigger all')
  await superuser.end()

  const told = await json('audit', 'verify')
  expect(told.code).toBe(1)
  expect(told.value).toMatchObject({ ok: false, first: { id: `A-${rows[1].id}`, what: 'changed' } })
  expect(told.err).toBe(`A-${rows[1].id} was changed: it is the first row that is not as it was written.`)
})
