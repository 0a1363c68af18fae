import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { workspace } from '../../sandbox/sample-people.ts'
import { healthyReport } from '../../sandbox/sample-reports.ts'
import type { SandboxFile } from '../../src/main/sandbox-file.ts'
import { eventually } from '../support/eventually.ts'
import { publish, updatesOf, verificationOf } from '../support/play.ts'
import { joinSandbox, type SandboxClient } from '../support/sandbox-client.ts'
import { processesIn, runSandboxIn, type SandboxProgram } from '../support/sandbox-program.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

// Every start of the whole sandbox takes some seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

let root = ''
let program: SandboxProgram | undefined
const state = () => path.join(root, '.zerotouch')

beforeAll(async () => {
  root = await makeTemporaryDirectory()
})
afterAll(async () => {
  await program?.kill()
  for (const pid of (await processesIn(root)).keys()) endProcess(pid)
  await eventually('all to be gone', async () => ((await processesIn(root)).size === 0 ? true : undefined))
  await rm(root, { recursive: true, force: true })
})

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Starts the sandbox, and kills it as soon as the moment has come. */
async function killAt(moment: () => Promise<boolean>, meanwhile?: (sandbox: SandboxClient) => Promise<void>) {
  const running = runSandboxIn(root)
  program = running
  let acting: Promise<void> | undefined
  if (meanwhile) {
    await running.ready()
    const sandbox = await joinSandbox(state())
    acting = meanwhile(sandbox).finally(() => sandbox.close())
  }
  await eventually('the moment to kill it', async () => ((await moment()) ? true : undefined), 60_000)
  await running.kill()
  await acting
}

/** Counts in the sandbox's database, which goes on when the sandbox is killed; 0 while there is none. */
async function count(from: string): Promise<number> {
  const url = await readFile(path.join(state(), 'database-url'), 'utf8').catch(() => null)
  if (url === null) return 0
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ count: number }>(`select count(*)::int from ${from}`)
    return rows[0]?.count ?? 0
  } catch {
    return 0
  } finally {
    await client.end().catch(() => undefined)
  }
}

const started = (name: string) => existsSync(path.join(state(), name))

it('goes on with its first play wherever it was killed in it, and finds its servers again', async () => {
  const moments = [
    async () => started('slack/local-slack.json'),
    async () => (await count(`releases where status = 'available'`)) > 0,
    async () => (await count('health_reports')) > 0,
    async () => (await count(`deliveries where status = 'sent'`)) > 3,
  ]
  for (const moment of moments) await killAt(moment)
  const orphans = await servers()
  expect(orphans).toHaveLength(3)

  program = runSandboxIn(root)
  await program.ready()
  expect(await servers()).toEqual(orphans)
  const sandbox = await joinSandbox(state())
  await resolveDoubts(sandbox)
  expect(await updatesOf(sandbox, 'acme')).toHaveLength(2)
  expect(await sandbox.ask('select from findings')).toHaveLength(2)
  const notices = await sandbox.ask<{ kind: string; client: string | null }>(
    `select kind, client from notices where kind not in ('findings-opened', 'release-redrawn')
       and (client is null or client in ('acme', 'beta', 'gamma')) order by kind, client`,
  )
  expect(notices).toEqual([
    { kind: 'health-report-received', client: 'acme' },
    { kind: 'health-report-received', client: 'beta' },
    { kind: 'release-available', client: null },
    { kind: 'updates-scheduled', client: 'acme' },
    ...['acme', 'beta', 'gamma'].map((client) => ({ kind: 'verification-started', client })),
    ...['acme', 'beta', 'gamma'].flatMap((client) => [1, 2].map(() => ({ kind: 'verification-stepped', client }))),
  ])
  expect(await told(sandbox)).toEqual(everythingOnce)
  await sandbox.close()
})

const clients = Array.from({ length: 12 }, (_, at) => `school${at + 1}`)

it('sends every notice, though it is killed again and again in the middle of them', async () => {
  const before = await joinSandbox(state())
  for (const client of clients) await register(before, client)
  await publish(before, '3.9.13')
  await before.settled()
  await before.close()
  await program?.kill()

  const sent = () => count(`deliveries where status = 'sent'`)
  for (const [turn, enough] of [1, 6, 14].entries()) {
    const already = await sent()
    const batch = clients.slice(turn * 4, turn * 4 + 4)
    await killAt(
      async () => (await sent()) >= already + enough,
      async (sandbox) => {
        await Promise.all(batch.map((client) => handIn(sandbox, client).catch(() => undefined)))
      },
    )
  }

  program = runSandboxIn(root)
  await program.ready()
  const sandbox = await joinSandbox(state())
  await resolveDoubts(sandbox)
  // The pipeline did not hear whether its reports arrived, and sends them again under the same keys.
  for (const client of clients) await handIn(sandbox, client)
  await sandbox.settled()
  for (const client of clients)
    expect(await updatesOf(sandbox, client)).toMatchObject([{ status: 'scheduled' }, { status: 'scheduled' }])
  const scheduled = await sandbox.ask(`select from notices where kind = 'updates-scheduled' and client like 'school%'`)
  expect(scheduled).toHaveLength(clients.length)
  expect(await told(sandbox)).toEqual(everythingOnce)
  await sandbox.close()
})

it('stops everything at Ctrl-C: no process and no port is left', async () => {
  const file = JSON.parse(await readFile(path.join(state(), 'sandbox.json'), 'utf8')) as SandboxFile
  const database = await readFile(path.join(state(), 'database-url'), 'utf8')
  expect(await program?.interrupt()).toBe(0)
  expect(await processesIn(root)).toEqual(new Map())
  for (const url of [file.app, file.slack, file.mail, database])
    expect(await answers(Number(new URL(url).port))).toBe(false)
})

it('stops everything at Ctrl-C while it is still starting', async () => {
  program = runSandboxIn(root)
  await eventually('servers', async () => ((await servers()).length > 0 ? true : undefined), 60_000)
  expect(await program.interrupt()).toBe(0)
  expect(await processesIn(root)).toEqual(new Map())
})

/** A client with a channel of its own, two administrators and both systems. */
async function register(sandbox: SandboxClient, client: string): Promise<void> {
  const made = await fetch(`${sandbox.file.slack}/api/conversations.create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-sandbox' },
    body: JSON.stringify({ name: `${client}-updates` }),
  })
  const { channel } = (await made.json()) as { channel: { id: string } }
  const { status, body } = await sandbox.api.send('PUT', `/v1/clients/${client}`, {
    name: client,
    zone: 'America/Toronto',
    windows: ['SUN 01:00-05:00'],
    systems: ['production', 'staging'].map((environment) => ({
      environment,
      version: '3.9.11',
      url: `https://${environment}.${client}.example`,
    })),
    administrators: ['ann', 'ben'].map((name) => ({
      id: `${client}-${name}`,
      name,
      email: `${name}@${client}.example`,
      accounts: [],
    })),
    channels: [{ platform: 'slack', workspace, channel: channel.id }],
  })
  if (status >= 300) throw new Error(`${client}: ${JSON.stringify(body)}`)
}

async function handIn(sandbox: SandboxClient, client: string): Promise<void> {
  const id = await verificationOf(sandbox, client, '3.9.13')
  const key = `report-of-${client}`
  const { status, body } = await sandbox.api.upload(`/v1/verifications/${id}/report`, await healthyReport(), key)
  // Killed after it was taken in and before the answer was kept: the repetition hears that it is done.
  const isDone = status === 409 && JSON.stringify(body).includes('is passed and takes no further report')
  if (status >= 300 && !isDone) throw new Error(`report of ${client}: ${JSON.stringify(body)}`)
}

/** What was on its way when it was killed is in doubt after a minute; then it is looked for, or sent again. */
async function resolveDoubts(sandbox: SandboxClient): Promise<void> {
  await sandbox.goTo(new Date((await clockOf(sandbox)).getTime() + 2 * 60_000))
  await sandbox.settled()
}

async function clockOf(sandbox: SandboxClient): Promise<Date> {
  const [clock] = await sandbox.ask<{ offset_ms: number }>('select offset_ms::float8 from sandbox_clock')
  return new Date(Date.now() + (clock?.offset_ms ?? 0))
}

type Row = {
  id: number
  kind: string
  mode: string
  status: string
  attempts: number
  undecidable: boolean
}

/** What the ledger says was sent against what Slack, the mail catcher and the inboxes hold. */
async function told({ ask, slack, mail }: SandboxClient) {
  const rows = await ask<Row>(
    `select d.id::int, coalesce(p.address ->> 'platform', p.address ->> 'kind') as kind, d.mode, d.status, d.attempts,
       d.undecidable
     from deliveries d join places p on p.id = d.place`,
  )
  const sent = rows.filter(({ status, kind }) => status === 'sent' && kind !== 'teams')
  const posted = new Map<string, number>()
  for (const { id } of await slack.channels())
    for (const message of await slack.messages(id)) {
      const { metadata } = message as { metadata?: { event_payload?: { delivery?: string } } }
      tally(posted, metadata?.event_payload?.delivery)
    }
  const mailed = new Map<string, number>()
  for (const { headers } of await mail.all()) tally(mailed, /delivery\.(D-\d+)@/.exec(headers['message-id'] ?? '')?.[1])
  const inboxes = new Map<string, number>()
  for (const { delivery } of await ask<{ delivery: number }>('select delivery::int from inbox_items'))
    tally(inboxes, `D-${delivery}`)

  const held = ({ id, kind, mode }: Row): number => {
    if (kind === 'slack') return mode === 'edit' ? 1 : (posted.get(`D-${id}`) ?? 0)
    return (kind === 'mailbox' ? mailed : inboxes).get(`D-${id}`) ?? 0
  }
  return {
    // Nobody can look into a chat of Teams: what was on its way there stays in doubt, and ops is told.
    unsent: rows.filter(
      ({ status, kind, undecidable }) =>
        status !== 'sent' && status !== 'suppressed' && !(kind === 'teams' && undecidable),
    ),
    lost: sent.filter((row) => held(row) === 0),
    doubledInChat: sent.filter((row) => row.kind === 'slack' && held(row) > 1),
    doubledInInboxes: sent.filter((row) => row.kind === 'inbox' && held(row) > 1),
    // Nobody can look into a mailbox: a mail that was on its way is sent again, under the same Message-ID.
    mailedMoreOftenThanTried: sent.filter((row) => row.kind === 'mailbox' && held(row) > row.attempts),
  }
}

const everythingOnce = {
  unsent: [],
  lost: [],
  doubledInChat: [],
  doubledInInboxes: [],
  mailedMoreOftenThanTried: [],
}

function tally(counts: Map<string, number>, key: string | undefined): void {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** The servers beside the sandbox itself: Postgres, Slack and mail, by pid. */
async function servers(): Promise<number[]> {
  const names = /bin\/postgres -D|local-slack --config|bin\/maildev/
  return [...(await processesIn(root))].flatMap(([pid, command]) => (names.test(command) ? pid : [])).sort()
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
