import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleVendor } from '../../sandbox/sample-people.ts'
import { makeInTransaction } from '../../src/adapters/postgres/in-transaction.ts'
import { openDatabase } from '../../src/adapters/postgres/plumbing/database.ts'
import { tell } from '../../src/app/telling/tell.ts'
import { noTests } from '../../src/domain/reports/health-report.ts'
import { type Check, orWrong, passwordsIn } from '../../src/main/doctor/check.ts'
import { checkNode } from '../../src/main/doctor/check-machine.ts'
import { examine } from '../../src/main/doctor/examine.ts'
import { startMailServer } from '../adapters/email/mail-server.ts'
import { type FakeWebApi, startFakeWebApi } from '../adapters/slack/fake-web-api.ts'
import { clientDocument } from '../support/cast.ts'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const now = new Date('2026-11-22T12:00:00Z')
const secret = `whsec_${randomBytes(32).toString('base64')}`
const nobody = 'http://127.0.0.1:1'

let database: TestDatabase
let slack: FakeWebApi
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeAll(async () => {
  ;[database, slack, mail] = await Promise.all([createTestDatabase(), startFakeWebApi(), startMailServer()])
})
afterAll(() => Promise.all([database.drop(), slack.stop(), mail.stop()]))

async function settings(changed: Record<string, string> = {}): Promise<Record<string, string>> {
  const vendorFile = path.join(await temporaryDirectory(), 'vendor.json')
  await writeFile(vendorFile, JSON.stringify(sampleVendor))
  return {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: database.url,
    VENDOR_FILE: vendorFile,
    SLACK_SIGNING_SECRET: 'signing-secret',
    SLACK_BOT_TOKENS: 'T1=xoxb-token',
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: mail.url,
    UPDATE_RUNNER: '["node", "update.js"]',
    RUNNER_SECRET: secret,
    ...changed,
  }
}

async function examined(changed: Record<string, string> = {}): Promise<readonly Check[]> {
  return examine({ environment: await settings(changed), sandboxDirectory: await temporaryDirectory(), now })
}

const named = (checks: readonly Check[], name: string) => checks.find((check) => check.name === name)
const wrongOf = (checks: readonly Check[]) => checks.filter(({ state }) => state === 'wrong').map(({ name }) => name)

describe('a healthy installation', () => {
  test('is told so, with the versions in use', async () => {
    const checks = await examined({ VERIFICATION_RUNNER: 'https://pipeline.example/jobs' })
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(checks.map(({ name }) => name)).toEqual([
      'node',
      'zone-data',
      'settings',
      'database',
      'schema',
      'deliveries',
      'attention',
      'windows',
      'jobs',
      'slack T1',
      'mail',
      'update-runner',
      'verification-runner',
    ])
    expect(named(checks, 'node')?.detail).toBe(process.versions.node)
    expect(named(checks, 'zone-data')?.detail).toMatch(/^20\d\d[a-z]$/)
    expect(named(checks, 'database')?.detail).toMatch(/^PostgreSQL \d+\.\d+ at 127\.0\.0\.1:\d+\/zt_/)
    expect(named(checks, 'verification-runner')?.detail).toBe('webhook at pipeline.example')
  })

  test('is warned of windows on file in which no update could start', async () => {
    const own = await createTestDatabase()
    try {
      const put = async (id: string, windows: readonly string[], policy: object = {}) => {
        const db = openDatabase({ url: own.url, maxConnections: 1 })
        try {
          await makeInTransaction(db)((tx) =>
            tx.clients.put(clientDocument(id, 'America/Toronto', { windows, policy }), now),
          )
        } finally {
          await db.destroy()
        }
      }
      await put('fine', ['SUN 01:00-02:30'])
      expect(named(await examined({ DATABASE_URL: own.url }), 'windows')?.state).toBe('ok')
      await put('own', ['SUN 01:00-02:00'], { expectedMinutes: 90 })
      const checks = await examined({ DATABASE_URL: own.url })
      expect(named(checks, 'windows')).toMatchObject({
        state: 'warning',
        detail: expect.stringMatching(/ of own no update/),
      })
      const raised = await examined({ DATABASE_URL: own.url, EXPECTED_DURATION: '120' })
      expect(named(raised, 'windows')?.detail).toContain('of fine, own no update')
    } finally {
      await own.drop()
    }
  })

  test('has sent nothing: one auth.test, no mail', async () => {
    slack.calls.length = 0
    await examined()
    expect(slack.calls.map(({ method }) => method)).toEqual(['auth.test'])
    expect(mail.received).toEqual([])
  })

  test('is warned of what is not set, and is well all the same', async () => {
    const checks = await examined({ SLACK_SIGNING_SECRET: '', SLACK_BOT_TOKENS: '', SMTP_URL: '' })
    expect(wrongOf(checks)).toEqual([])
    expect(named(checks, 'slack')).toMatchObject({ state: 'warning' })
    expect(named(checks, 'mail')).toMatchObject({ state: 'warning' })
  })
})

describe('what is wrong is named', () => {
  const cases: readonly [what: string, changed: Record<string, string>, names: string[], said: RegExp][] = [
    ['a setting', { PORT: 'eighty' }, ['settings'], /^PORT: /],
    ['a database that is away', { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }, ['database'], /ECONNREFUSED/],
    ['a database URL that is none', { DATABASE_URL: 'database' }, ['settings'], /^DATABASE_URL: /],
    ['a token of another workspace', { SLACK_BOT_TOKENS: 'T2=xoxb-token' }, ['slack T2'], /one of T1/],
    [
      'a Slack that is away',
      { SLACK_API_URL: `${nobody}/api/` },
      ['slack T1'],
      /fetch failed: connect ECONNREFUSED|fetch failed: bad port/,
    ],
    ['a mail server that is away', { SMTP_URL: 'smtp://127.0.0.1:1' }, ['mail'], /ECONNREFUSED/],
    ['a Redis that is away', { REDIS_URL: 'redis://127.0.0.1:1' }, ['jobs'], /ECONNREFUSED|closed/],
    ['a program that is none', { UPDATE_RUNNER: '["no-such-program"]' }, ['update-runner'], /no-such-program/],
    [
      'a runner secret that is none',
      { UPDATE_RUNNER: 'https://pipeline.example', RUNNER_SECRET: 'not base64!' },
      ['settings'],
      /^RUNNER_SECRET: must be whsec_ and the base64 of 24 to 64 bytes: make one with echo "whsec_\$\(openssl/,
    ],
    [
      'the secret that a guide printed',
      { LINK_SECRET: 'change-me-to-what-openssl-rand-hex-32-prints', PUBLIC_URL: 'https://vendor.example' },
      ['settings'],
      /^LINK_SECRET: is an example that everybody can read: make one with openssl rand -base64 32$/,
    ],
  ]
  test.each(cases)('%s', async (_, changed, names, said) => {
    const checks = await examined(changed)
    expect(wrongOf(checks)).toEqual(names)
    expect(named(checks, names[0] ?? '')?.detail).toMatch(said)
  })

  test('a Slack that refuses the token', async () => {
    slack.next('auth.test', { ok: false, error: 'invalid_auth' })
    const checks = await examined()
    expect(named(checks, 'slack T1')).toMatchObject({
      state: 'wrong',
      detail: expect.stringContaining('invalid_auth'),
    })
  })

  test('an app without the scope to write', async () => {
    slack.next('auth.test', (response) => {
      response.setHeader('x-oauth-scopes', 'commands,im:write')
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: true, team_id: 'T1' }))
    })
    const checks = await examined()
    expect(named(checks, 'slack T1')?.detail).toBe('the app lacks the scope chat:write')
  })

  test.each([
    ['20.20.2', 'ok'],
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
    ['20.18.9', 'wrong'],
    ['18.20.0', 'wrong'],
  ])('Node %s is %s', (version, state) => {
    expect(checkNode(version).state).toBe(state)
  })
})

describe('the schema', () => {
  test('says what is pending, what is unknown, and is not touched', async () => {
    const own = await createTestDatabase()
    const client = new pg.Client({ connectionString: own.url })
    await client.connect()
    try {
      const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
      const last = rows.at(-1)?.name ?? ''
      await client.query('delete from kysely_migration where name = $1', [last])
      const pending = await examined({ DATABASE_URL: own.url })
      expect(named(pending, 'schema')).toEqual({
        name: 'schema',
        state: 'wrong',
        detail: `run zerotouch migrate; pending: ${last}`,
      })
      await client.query(`update kysely_migration set name = '29990101T0000_later' where name = $1`, [rows[0]?.name])
      const newer = await examined({ DATABASE_URL: own.url })
      expect(named(newer, 'schema')?.detail).toMatch(/newer than this version.* 29990101T0000_later$/)
    } finally {
      await client.end()
      await own.drop()
    }
  })

  test('of an empty database is all pending, and the database stays empty', async () => {
    const own = await createTestDatabase()
    const client = new pg.Client({ connectionString: own.url })
    await client.connect()
    try {
      await client.query('drop schema public cascade; create schema public')
      const checks = await examined({ DATABASE_URL: own.url })
      expect(named(checks, 'schema')).toMatchObject({
        state: 'wrong',
        detail: expect.stringMatching(/pending: \d+/),
      })
      const { rows } = await client.query(`select 1 from pg_tables where schemaname = 'public'`)
      expect(rows).toEqual([])
    } finally {
      await client.end()
      await own.drop()
    }
  })
})

describe('deliveries', () => {
  test.each([
    ['pending', '2026-11-22T11:50:00Z', 'wrong', /^1 due for more than 5 minutes/],
    ['pending', '2026-11-22T11:58:00Z', 'ok', /^none/],
    ['in-doubt', '2026-11-22T11:50:00Z', 'ok', /^none/],
    ['sent', '2026-11-22T11:50:00Z', 'ok', /^none/],
  ])('one that is %s since %s is %s', async (status, at, state, said) => {
    const own = await createTestDatabase()
    try {
      await oweOne(own.url, status, at)
      const checks = await examined({ DATABASE_URL: own.url })
      expect(named(checks, 'deliveries')).toMatchObject({ state, detail: expect.stringMatching(said) })
    } finally {
      await own.drop()
    }
  })
})

/** One delivery to the ops room, of that status and due at that instant. */
async function oweOne(url: string, status: string, at: string): Promise<void> {
  const db = openDatabase({ url, maxConnections: 1 })
  try {
    await makeInTransaction(db)(async (tx) => {
      await tx.places.putRoom('ops', { kind: 'channel', platform: 'slack', workspace: 'T1', channel: 'C1' })
      tell(
        tx,
        {
          kind: 'release-available',
          client: null,
          facts: { release: '3.9.12', totals: noTests, clients: 0 },
        },
        new Date(at),
      )
    })
    await sql`update deliveries set status = ${status}`.execute(db)
  } finally {
    await db.destroy()
  }
}

describe('secrets', () => {
  test('are in no detail, whatever fails', async () => {
    const url = new URL(database.url)
    url.password = 'hunter-two%20'
    const unfit = await examined({ RUNNER_SECRET: 'hunter-five!', LINK_SECRET: 'hunter-six' })
    expect(wrongOf(unfit)).toEqual(['settings'])
    const checks = await examined({
      DATABASE_URL: url.href,
      SLACK_API_URL: `${nobody}/api/`,
      SMTP_URL: 'smtp://user:hunter-three@127.0.0.1:1',
      REDIS_URL: 'redis://user:hunter-four@127.0.0.1:1',
      UPDATE_RUNNER: 'https://pipeline.example',
    })
    expect(wrongOf(checks).length).toBeGreaterThan(3)
    const told = JSON.stringify([unfit, checks])
    expect(told).not.toMatch(/hunter|xoxb-token|signing-secret/)
    expect(told).not.toContain(secret)
  })
})

test('a secret in what was thrown is cut out, as it is written and as it is sent', async () => {
  const secrets = passwordsIn('postgres://user:p%40ss@db.example/x')
  const check = await orWrong('database', secrets, () => Promise.reject(new Error('no p@ss,\n nor p%40ss')))
  expect(check).toEqual({ name: 'database', state: 'wrong', detail: 'no …, nor …' })
})

describe('without DATABASE_URL', () => {
  test('it is about the sandbox, and says when none has run here', async () => {
    const checks = await examine({ environment: {}, sandboxDirectory: await temporaryDirectory(), now })
    expect(wrongOf(checks)).toEqual(['settings'])
    expect(named(checks, 'settings')?.detail).toMatch(/no sandbox has run here$/)
  })

  test('each part of a sandbox that has stopped is named', async () => {
    const sandboxDirectory = await temporaryDirectory()
    await writeFile(path.join(sandboxDirectory, 'database-url'), database.url)
    await writeFile(
      path.join(sandboxDirectory, 'sandbox.json'),
      JSON.stringify({ app: nobody, slack: nobody, teams: null, mail: nobody, apiKey: 'zt_key' }),
    )
    const checks = await examine({ environment: {}, sandboxDirectory, now })
    expect(wrongOf(checks)).toEqual(['app', 'slack', 'mail'])
    expect(named(checks, 'schema')?.state).toBe('ok')
    expect(JSON.stringify(checks)).not.toContain('zt_key')
  })
})

describe('zerotouch doctor', () => {
  test('--json: one line, exit 0; something wrong: one more line on stderr, exit 1', async () => {
    const well = await doctor(await settings(), '--json')
    expect(well).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(well.stdout)).toMatchObject({
      ok: true,
      checks: expect.arrayContaining([
        { name: 'node', state: 'ok', detail: process.versions.node },
        { name: 'schema', state: 'ok', detail: 'up to date' },
      ]),
    })
    const ill = await doctor(await settings({ SMTP_URL: 'smtp://127.0.0.1:1' }))
    expect(ill).toMatchObject({ code: 1, stderr: 'something is wrong: mail\n' })
    expect(ill.stdout).toMatch(/^ok +node .*\n/)
    expect(ill.stdout).toMatch(/^wrong +mail .*ECONNREFUSED/m)
  }, 120_000)
})

function doctor(environment: Record<string, string>, ...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['bin/zerotouch.js', 'doctor', ...args], { env: environment }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}
