import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeMovableClock } from '../src/adapters/clock/movable-clock.ts'
import { migrateToLatest } from '../src/adapters/postgres/migrating/migrate.ts'
import { makeSandboxClockRepository } from '../src/adapters/postgres/operations/sandbox-clock-repository.ts'
import { openDatabase } from '../src/adapters/postgres/plumbing/database.ts'
import type { Logger } from '../src/app/ports/ports.ts'
import { apiScopes } from '../src/app/ports/stores/api-ports.ts'
import { readConfig } from '../src/config/config.ts'
import { makeApiClient } from '../src/main/api-client.ts'
import { composeApp, type House } from '../src/main/compose-app.ts'
import { listen } from '../src/main/listen.ts'
import {
  linkSecretOf,
  readPort,
  readSandboxFile,
  rememberDatabase,
  rememberPort,
  type SandboxFile,
  writeSandboxFile,
} from '../src/main/sandbox-file.ts'
import { serve } from '../src/main/serve.ts'
import { noPorts, SANDBOX_PORTS } from './free-port.ts'
import { playFirstRelease } from './play-first-release.ts'
import { botToken, sampleVendor, signingSecret, workspace } from './sample-people.ts'
import { playgroundTeams } from './sample-teams.ts'
import { makeSandboxControl } from './sandbox-control.ts'
import { startServers } from './start-servers.ts'

export type Sandbox = { readonly file: SandboxFile; stop(): Promise<void> }

export type SandboxOptions = {
  /** Any free ports instead of the usual ones. */
  readonly anyPorts?: boolean
  /** Whether Microsoft's Agents Playground is started, where it is installed; it is, when this is left out. */
  readonly teams?: boolean
  /** Does not wait for the disk: a failure of power may lose what was said, a kill does not. */
  readonly disposable?: boolean
  /** What time it is at least when the first release is played. */
  readonly notBefore?: Date
}

/**
 * Brings up the whole job on this machine, on 127.0.0.1 only: Postgres, a Slack workspace, a mail catcher, the bot, and
 * a first release. After a kill -9 the same directory goes on from the same state.
 * @param directory where its state is kept, e.g. `.zerotouch`
 * @throws what any of them throws; then none of them is left running
 */
export async function startSandbox(directory: string, logger: Logger, options: SandboxOptions = {}): Promise<Sandbox> {
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    const file = await bringUp(directory, logger, options, (each) => stops.push(each))
    return { file, stop }
  } catch (error) {
    await stop().catch((err: unknown) => logger.error({ err }, 'a part of the sandbox did not stop'))
    throw error
  }
}

async function bringUp(
  directory: string,
  logger: Logger,
  options: SandboxOptions,
  atTheEnd: (stop: () => Promise<void>) => void,
): Promise<SandboxFile> {
  await mkdir(directory, { recursive: true })
  const before = await readSandboxFile(directory)
  const wished = options.anyPorts ? noPorts : SANDBOX_PORTS
  const appPort = (await readPort(directory)) ?? wished.app
  const door = await listen({ host: '127.0.0.1', port: appPort, elseAny: true })
  atTheEnd(() => door.close())
  await rememberPort(directory, door.port)
  const { disposable = false, teams: withTeams = true } = options
  const { postgres, slack, mail, teams } = await startServers(
    { directory, app: door.url, ports: wished, disposable, withTeams, log: logger },
    atTheEnd,
  )
  await migrateToLatest(postgres.url)
  await rememberDatabase(directory, postgres.url)

  const failFile = path.join(directory, 'fail-next-update')
  const settled = readConfig({
    ...(await settings(directory, failFile)),
    DATABASE_URL: postgres.url,
    PORT: String(door.port),
    PUBLIC_URL: door.url,
    LINK_SECRET: await linkSecretOf(directory),
    SLACK_API_URL: `${slack.baseUrl}/api/`,
    SMTP_URL: mail.smtpUrl,
  })
  const config = { ...settled, teams: teams && playgroundTeams(teams.serviceUrl) }
  const clockDatabase = openDatabase({
    url: postgres.url,
    maxConnections: 1,
    applicationName: 'zerotouch sandbox clock',
  })
  atTheEnd(() => clockDatabase.destroy())
  const clock = await makeMovableClock(makeSandboxClockRepository(clockDatabase))
  atTheEnd(async () => clock.stop())
  if (options.notBefore) await clock.advanceTo(options.notBefore)
  const house = await composeApp(config, clock, logger)
  const apiKey = await keyOf(house, before)
  const file: SandboxFile = {
    app: door.url,
    slack: slack.baseUrl,
    teams: teams?.baseUrl ?? null,
    mail: mail.webUrl,
    apiKey,
  }
  const api = makeApiClient(door.url, apiKey)
  const sandbox = makeSandboxControl({ house, clock, api, failFile, links: linksOf(file) })
  const running = await serve(house, { door, pages: { sandbox, logger }, modalButtons: false, tickMs: 1_000 })
  atTheEnd(() => running.stop())
  await playFirstRelease(api, teams !== null)
  await writeSandboxFile(directory, file)
  return file
}

async function settings(directory: string, failFile: string): Promise<Record<string, string | undefined>> {
  const vendorFile = path.join(directory, 'vendor.json')
  await writeFile(vendorFile, `${JSON.stringify(sampleVendor, null, 2)}\n`)
  const updater = fileURLToPath(new URL('sample-updater.js', import.meta.url))
  return {
    PATH: path.dirname(process.execPath),
    VENDOR_FILE: vendorFile,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKENS: `${workspace}=${botToken}`,
    MAIL_FROM: 'Zerotouch <zerotouch@vendor.example>',
    UPDATE_RUNNER: JSON.stringify([process.execPath, updater, failFile]),
    WEBHOOK_LOOPBACK: 'yes',
  }
}

/** The key of the last run, as long as it still opens the door. */
async function keyOf({ keys, ports }: House, before: SandboxFile | null): Promise<string> {
  if (before && (await keys.find(before.apiKey))) return before.apiKey
  const { token } = await keys.create(
    { name: 'sandbox', scopes: [...apiScopes], client: null, environment: null },
    ports.clock.now(),
  )
  return token
}

const linksOf = ({ slack, teams, mail, app }: SandboxFile) => [
  { label: 'Slack', href: slack, note: 'the workspace of the vendor and its three clients' },
  ...(teams ? [{ label: 'Teams', href: teams, note: 'Delta Institute’s tenant, as Dora Delgado' }] : []),
  { label: 'Mail', href: mail, note: 'every mail that was sent' },
  { label: 'API', href: `${app}/v1/openapi.json`, note: 'what a pipeline can call' },
]
