import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { runCommand } from '../../commands/command/run-command.ts'
import { makeRegistry } from '../../commands/index.ts'
import { migrateToLatest } from '../../src/adapters/postgres/migrating/migrate.ts'
import { openDatabase } from '../../src/adapters/postgres/plumbing/database.ts'
import { readConfig } from '../../src/config/config.ts'
import { composeApp, type House } from '../../src/main/compose-app.ts'
import { hurryBodies } from '../../src/main/hurry-bodies.ts'
import { listen } from '../../src/main/listen.ts'
import { listenerOf, slackEntrance } from '../../src/main/serve.ts'
import { type FakeWebApi, startFakeWebApi } from '../../tests/adapters/slack/fake-web-api.ts'
import { startFakeMicrosoft } from '../../tests/adapters/teams/fake-microsoft.ts'
import { startTeamsBot } from '../../tests/adapters/teams/start-teams-bot.ts'
import { makeStageClock } from './clock.ts'
import { vendorFile } from './people.ts'
import { makeProps, type Props } from './props.ts'
import { sandbox } from './sandbox.ts'
import { type Watch, watchChanges } from './watch-changes.ts'

/** Everything that a request can come in by, on a database of its own, and what a request may need to name. */
export type Stage = {
  readonly house: House
  readonly ports: Readonly<Record<'house' | 'teams', number>>
  readonly signingSecret: string
  readonly microsoft: Awaited<ReturnType<typeof startFakeMicrosoft>>
  /** Slack's own side, with what it was called with. */
  readonly slackApi: FakeWebApi
  readonly props: Props
  readonly watch: Watch
  /** What went wrong inside since it was asked last: logged as an error, answered or not. */
  takeErrors(): string[]
  /** Makes it be later by a second. */
  tick(): void
  /** Resolves when nothing is worked on that was answered already. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** @param server the address of a Postgres server on which databases may be made */
export async function openStage(server: string): Promise<Stage> {
  const url = new URL(server)
  url.pathname = `/fuzz_${randomBytes(5).toString('hex')}`
  await onServer(server, `create database ${url.pathname.slice(1)}`)
  await migrateToLatest(url.href)
  const folder = await mkdtemp(path.join(tmpdir(), 'zerotouch-fuzz-'))
  const slackApi = await startFakeWebApi()
  const microsoft = await startFakeMicrosoft()
  const errors: string[] = []
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object, message: string) => void errors.push(`${message}: ${causeOf(fields)}`),
  }
  const clock = makeStageClock('2026-11-22T12:00:00Z')
  const signingSecret = randomBytes(16).toString('hex')
  const house = await composeApp(
    readConfig(await settings(url.href, folder, signingSecret, slackApi.apiUrl)),
    clock,
    logger,
  )
  const slack = slackEntrance(house, true)
  const bot = await startTeamsBot(microsoft, (said) => runCommand(makeRegistry('@Zerotouch'), said, house.app))
  const door = await listen({ host: '127.0.0.1', port: 0 })
  const pages = { sandbox, logger, queues: null, stopping: new AbortController().signal }
  door.open(hurryBodies(listenerOf(house, { slack, teams: null }, pages), () => 10_000))
  const db = openDatabase({ url: url.href, maxConnections: 2 })
  const props = await makeProps(house, db, clock)
  return {
    house,
    signingSecret,
    microsoft,
    slackApi,
    props,
    ports: { house: door.port, teams: Number(new URL(bot.url).port) },
    watch: await watchChanges(db),
    takeErrors: () => [
      ...errors.splice(0),
      ...bot.lines
        .splice(0)
        .flatMap(({ level, fields, message }) => (level === 'error' ? [`${message}: ${causeOf(fields)}`] : [])),
    ],
    tick: () => clock.goTo(new Date(clock.now().getTime() + 1_000)),
    async idle() {
      await slack?.idle()
      await bot.idle()
    },
    async close() {
      await door.close()
      await bot.stop()
      await Promise.all([slackApi.stop(), microsoft.stop(), house.close(), db.destroy()])
      await rm(folder, { recursive: true, force: true })
      await onServer(server, `drop database ${url.pathname.slice(1)} with (force)`)
    },
  }
}

/** Rates are so high that nothing is turned away for want of one: what lies behind them is what is looked at. */
async function settings(databaseUrl: string, folder: string, signingSecret: string, slackApi: string) {
  const vendor = path.join(folder, 'vendor.json')
  await writeFile(vendor, JSON.stringify(vendorFile))
  const often = '9999/hour'
  const quotas = ['FREEZES', 'URGENT', 'MOVES', 'VENDOR', 'FRESH_LINKS', 'ADDRESS', 'WRONG_KEYS']
  return {
    DATABASE_URL: databaseUrl,
    VENDOR_FILE: vendor,
    // It answers everything, so a job counts as handed over.
    UPDATE_RUNNER: `${slackApi}run`,
    RUNNER_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
    PUBLIC_URL: 'https://updates.vendor.example',
    LINK_SECRET: randomBytes(32).toString('base64'),
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKENS: 'T0=xoxb-0,T1=xoxb-1',
    SLACK_API_URL: slackApi,
    GATE_MIN_TESTS: '5',
    HEALTH_MIN_TESTS: '1',
    ...Object.fromEntries(quotas.map((name) => [`QUOTA_${name}`, often])),
  }
}

function causeOf(fields: object): string {
  const error: unknown = Reflect.get(fields, 'err')
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(fields)
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
