import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../sandbox/embedded-postgres/start-embedded-postgres.ts'
import { freePort } from '../sandbox/free-port.ts'
import { migrateToLatest } from '../src/adapters/postgres/migrating/migrate.ts'
import { makeApiKeys } from '../src/adapters/postgres/operations/api-keys-repository.ts'
import { type Database, openDatabase } from '../src/adapters/postgres/plumbing/database.ts'
import { slackPath } from '../src/main/serve.ts'
import { type AppClock, makeAppClock } from './app-clock.ts'
import { type AppProcess, makeAppProcess } from './app-process.ts'
import { startFakeLearningEnvironment } from './fakes/fake-learning-environment.ts'
import { startFakeSlack } from './fakes/fake-slack.ts'
import { startFakeSmtp } from './fakes/fake-smtp.ts'
import { startFakeTeams } from './fakes/fake-teams.ts'
import { makeSlackPerson, type SlackPerson } from './fakes/slack-person.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { startHttpFaultProxy } from './faults/http-fault-proxy.ts'
import type { Victims } from './faults/killer.ts'
import type { SeededRandom } from './faults/seeded-random.ts'
import { startSmtpFaultProxy } from './faults/smtp-fault-proxy.ts'
import { findRedis } from './find-redis.ts'
import { tenant, vendor, workspaces } from './fixtures.ts'
import { persist } from './persist.ts'
import { makePipeline, type Pipeline } from './pipeline.ts'
import { startRedis } from './redis-server.ts'
import type { TakenLog } from './taken.ts'

/** Everything that takes part, up and running. */
export type Environment = {
  readonly directory: string
  readonly db: Database
  readonly clock: AppClock
  readonly taken: TakenLog
  readonly startsFile: string
  /** Where the learning environments take notices. */
  readonly webhookUrl: string
  readonly pipeline: Pipeline
  readonly people: SlackPerson
  readonly processes: readonly AppProcess[]
  readonly victims: Victims
  /** Ends all that is still there. */
  close(): Promise<void>
}

const signingSecret = 'chaos-signing-secret'
const workers = 3

/** @param backend what keeps the jobs @throws when Redis is asked for and cannot be had */
export async function setUpEnvironment(
  backend: 'postgres' | 'redis',
  faultPlan: FaultPlan,
  random: SeededRandom,
): Promise<Environment> {
  const directory = await mkdtemp(path.join(tmpdir(), 'zerotouch-chaos-'))
  // As root Postgres runs as somebody else, and would move out of a directory that is closed to others.
  await chmod(directory, 0o755)
  const closing: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closing.reverse()) await end().catch(() => undefined)
  }
  try {
    const postgres = await startPostgres(path.join(directory, 'postgres'))
    closing.push(postgres.stop)
    await migrateToLatest(postgres.url)
    const db = openDatabase({ url: postgres.url, maxConnections: 4 })
    closing.push(() => db.destroy())

    const taken: TakenLog = []
    const slack = await startFakeSlack(taken)
    const slackDoor = await startHttpFaultProxy('slack', slack.port, faultPlan, random)
    const teams = await startFakeTeams(taken)
    const teamsDoor = await startHttpFaultProxy('teams', teams.port, faultPlan, random)
    const smtpDoor = await startSmtpFaultProxy(() => smtp.port, faultPlan, random)
    const smtp = await startFakeSmtp(taken, smtpDoor.fateOf)
    const learning = await startFakeLearningEnvironment(taken)
    const learningDoor = await startHttpFaultProxy('webhook', learning.port, faultPlan, random)
    closing.push(
      () => learningDoor.shut(),
      () => learning.shut(),
      () => slackDoor.shut(),
      () => slack.shut(),
      () => teamsDoor.shut(),
      () => teams.shut(),
      () => smtpDoor.shut(),
      smtp.stop,
    )

    const redis = backend === 'redis' ? await redisIn(directory) : null
    if (redis) closing.push(redis.stop)

    const startsFile = path.join(directory, 'starts')
    await writeFile(startsFile, '')
    const vendorFile = path.join(directory, 'vendor.json')
    await writeFile(vendorFile, JSON.stringify(vendor))
    const port = await freePort()
    const env = {
      DATABASE_URL: postgres.url,
      PORT: String(port),
      VENDOR_FILE: vendorFile,
      LOG_LEVEL: 'info',
      ...(redis && { REDIS_URL: redis.url }),
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_BOT_TOKENS: workspaces.map((workspace) => `${workspace}=xoxb-${workspace}`).join(','),
      SLACK_API_URL: `http://127.0.0.1:${slackDoor.port}/api/`,
      SMTP_URL: `smtp://127.0.0.1:${smtpDoor.port}`,
      MAIL_FROM: 'Zerotouch <zerotouch@vendor.example>',
      UPDATE_RUNNER: JSON.stringify([fileHere('record-start.sh'), startsFile]),
      TEAMS_APPS: `${tenant.id}=${tenant.app}:chaos`,
      NODE_OPTIONS: `--require ${fileHere('fakes/lead-teams-here.cjs')}`,
      CHAOS_TEAMS_PORT: String(teamsDoor.port),
      GATE_MIN_TESTS: '20',
      HEALTH_MIN_TESTS: '10',
      SLOT_CAPACITY: '10000',
      REHEARSAL: 'yes',
      WEBHOOK_LOOPBACK: 'yes',
    }
    const made = (name: string, command: 'serve' | 'worker') =>
      makeAppProcess(name, command, env, path.join(directory, `${name}.log`))
    const server = made('server', 'serve')
    const [first, ...others] = Array.from({ length: workers }, (_, at) => made(`worker-${at + 1}`, 'worker'))
    if (!first) throw new Error('a run without workers')
    const processes = [server, first, ...others]
    closing.push(() => Promise.all(processes.map((process) => process.kill())))
    for (const process of processes) process.start()
    await persist(async () => {
      if (!processes.every((process) => process.isUp())) throw new Error('not all of Zerotouch came up')
    })

    const scopes = ['read', 'clients:write', 'releases:write', 'verifications:write', 'updates:write'] as const
    const key = { name: 'chaos', scopes: [...scopes], client: null, environment: null }
    const { token } = await makeApiKeys(db).create(key, new Date())
    const url = `http://127.0.0.1:${port}`
    return {
      directory,
      db,
      taken,
      startsFile,
      processes,
      close,
      webhookUrl: `http://127.0.0.1:${learningDoor.port}/notices`,
      clock: makeAppClock(db),
      pipeline: makePipeline(url, token),
      people: makeSlackPerson(`${url}${slackPath}`, signingSecret),
      victims: {
        server,
        workers: [first, ...others],
        redis,
        restartPostgres: postgres.restart,
        doors: [slackDoor, smtpDoor, teamsDoor, learningDoor],
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const fileHere = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** It survives every kill, and would not survive a failure of power, which nobody plays here. */
async function startPostgres(dataDir: string) {
  const log = { info: () => undefined, warn: () => undefined }
  let server = await startEmbeddedPostgres({ dataDir, log, disposable: true })
  return {
    url: server.url,
    async restart() {
      process.kill(server.pid, 'SIGKILL')
      server = await startEmbeddedPostgres({ dataDir, port: server.port, log, disposable: true })
    },
    stop: () => server.stop(),
  }
}

async function redisIn(directory: string) {
  const dataDir = path.join(directory, 'redis')
  await mkdir(dataDir)
  return startRedis(await findRedis(), dataDir)
}
