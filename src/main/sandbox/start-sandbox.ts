import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeMovableClock } from '../../adapters/clock/movable-clock.ts'
import { startEmbeddedPostgres } from '../../adapters/embedded-postgres/start-embedded-postgres.ts'
import { openDatabase } from '../../adapters/postgres/database.ts'
import { migrateToLatest } from '../../adapters/postgres/migrate.ts'
import { makeSandboxClockRepository } from '../../adapters/postgres/sandbox-clock-repository.ts'
import { apiScopes } from '../../app/api-ports.ts'
import type { Logger } from '../../app/ports.ts'
import { readConfig } from '../../config/config.ts'
import { makeApiClient } from '../api-client.ts'
import { type House, openHouse } from '../open-house.ts'
import { serve, slackPath } from '../serve.ts'
import { freePort, SANDBOX_PORTS } from './free-port.ts'
import { startLocalSlack } from './local-slack.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { playFirstRelease } from './play-first-release.ts'
import { botToken, sampleVendor, sampleWorkspace, signingSecret, workspace } from './sample-people.ts'
import { makeSandboxControl } from './sandbox-control.ts'
import { readSandboxFile, rememberDatabase, type SandboxFile, writeSandboxFile } from './sandbox-file.ts'

export type Sandbox = { readonly file: SandboxFile; stop(): Promise<void> }

/**
 * Brings up the whole job on this machine, on 127.0.0.1 only: Postgres, a Slack workspace, a mail catcher, the bot, and
 * a first release. After a kill -9 the same directory goes on from the same state.
 * @param directory where its state is kept, e.g. `.zerotouch`
 */
export async function startSandbox(directory: string, logger: Logger): Promise<Sandbox> {
  await mkdir(directory, { recursive: true })
  const before = await readSandboxFile(directory)
  const port = await freePort(before ? Number(new URL(before.app).port) : SANDBOX_PORTS.app)
  const app = `http://127.0.0.1:${port}`
  const [postgres, slack, mail] = await Promise.all([
    startEmbeddedPostgres({
      dataDir: path.join(directory, 'postgres'),
      port: SANDBOX_PORTS.postgres,
      log: logger,
    }),
    startLocalSlack({
      config: sampleWorkspace(`${app}${slackPath}`),
      dataDir: path.join(directory, 'slack'),
      log: logger,
    }),
    startMailCatcher({ dataDir: path.join(directory, 'mail'), log: logger }),
  ])
  await migrateToLatest(postgres.url)
  await rememberDatabase(directory, postgres.url)

  const failFile = path.join(directory, 'fail-next-update')
  const config = readConfig({
    ...(await settings(directory, failFile)),
    DATABASE_URL: postgres.url,
    PORT: String(port),
    SLACK_API_URL: `${slack.baseUrl}/api/`,
    SMTP_URL: mail.smtpUrl,
  })
  const clockDatabase = openDatabase({
    url: postgres.url,
    maxConnections: 1,
    applicationName: 'zerotouch sandbox clock',
  })
  const clock = await makeMovableClock(makeSandboxClockRepository(clockDatabase))
  const house = await openHouse(config, clock, logger)
  const apiKey = await keyOf(house, before)
  const file: SandboxFile = { app, slack: slack.baseUrl, teams: null, mail: mail.webUrl, apiKey }
  const api = makeApiClient(app, apiKey)
  const sandbox = makeSandboxControl({ house, clock, api, failFile, links: linksOf(file) })
  const running = await serve(house, { pages: { sandbox, logger }, modalButtons: false, tickMs: 1_000 })
  await playFirstRelease(api)
  await writeSandboxFile(directory, file)
  return {
    file,
    async stop() {
      await running.stop()
      clock.stop()
      await clockDatabase.destroy()
      await Promise.all([slack.stop(), mail.stop(), postgres.stop()])
    },
  }
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

const linksOf = ({ slack, mail, app }: SandboxFile) => [
  { label: 'Slack', href: slack, note: 'the workspace of the vendor and its three clients' },
  { label: 'Mail', href: mail, note: 'every mail that was sent' },
  { label: 'API', href: `${app}/v1/openapi.json`, note: 'what a pipeline can call' },
]
