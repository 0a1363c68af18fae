import { createHash } from 'node:crypto'
import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SANDBOX_PORTS } from './free-port.ts'
import { startSandboxProcess } from './sandbox-process.ts'

/** The tenant, as the Agents Playground reads it: it wants exactly five users beside the one who is acted as. */
export type PlaygroundConfig = {
  readonly tenantId: string
  readonly bot: { readonly id: string; readonly name: string }
  readonly currentUser: PlaygroundUser
  readonly users: readonly PlaygroundUser[]
  readonly personalChat: { readonly id: string }
  readonly groupChat: { readonly id: string; readonly name: string }
  readonly team: {
    readonly id: string
    readonly name: string
    readonly aadGroupId: string
    readonly channels: readonly { readonly id: string; readonly name: string }[]
  }
}

export type PlaygroundUser = {
  readonly id: string
  readonly name: string
  readonly userPrincipleName: string
  readonly aadObjectId: string
  readonly givenName: string
  readonly surname: string
  readonly email: string
}

export type TeamsPlaygroundOptions = {
  readonly config: PlaygroundConfig
  /** Where the bot is reached, e.g. `http://127.0.0.1:4170/api/messages`. */
  readonly bot: string
  /** Holds the configuration, the state and the log. */
  readonly dataDir: string
  /** The port wished for on 127.0.0.1; another one is taken when it is not free. */
  readonly port?: number
  readonly log: { info(fields: object, message: string): void }
}

export type TeamsPlayground = {
  /** The page for people; its REST is below `/_conversation/v1/`. */
  readonly baseUrl: string
  /** Where the bot says things. */
  readonly serviceUrl: string
  stop(): Promise<void>
}

const PRELOAD = fileURLToPath(new URL('teams-playground/preload.cjs', import.meta.url))
const require = createRequire(import.meta.url)

/** Whether Microsoft's Agents Playground is installed: it comes with the development dependencies. */
export function hasPlayground(): boolean {
  try {
    require.resolve('@microsoft/m365agentsplayground/package.json')
    return true
  } catch {
    return false
  }
}

/**
 * Microsoft's own Teams client for one machine, on 127.0.0.1 only. It keeps what was said in memory alone, so one that
 * was stopped begins empty; one that outlives this program is gone on with.
 */
export async function startTeamsPlayground(options: TeamsPlaygroundOptions): Promise<TeamsPlayground> {
  await mkdir(options.dataDir, { recursive: true })
  const dataDir = await realpath(options.dataDir)
  const program = path.join(path.dirname(require.resolve('@microsoft/m365agentsplayground/package.json')), 'cli.js')
  // JSON is YAML, too.
  const config = JSON.stringify({ version: '0.1.1', ...options.config }, null, 2)
  await writeFile(path.join(dataDir, '.m365agentsplayground.yml'), config)
  const running = await startSandboxProcess({
    name: 'teams-playground',
    dataDir,
    ports: [options.port ?? SANDBOX_PORTS.teams],
    fingerprint: createHash('sha256').update(`${config} ${options.bot} ${program}`).digest('hex'),
    command: ([port]) => ({
      program: process.execPath,
      args: [
        '--require',
        PRELOAD,
        program,
        'start',
        '--disable-telemetry',
        '--app-endpoint',
        options.bot,
        '--channel-id',
        'msteams',
        '--port',
        String(port),
        '--service-url',
        serviceUrlOn(port),
      ],
      cwd: dataDir,
      env: { PATH: '/usr/bin:/bin', TEAMSAPPTESTER_BROWSER: 'none' },
    }),
    answers: ([port]) => answers(port, options.config.tenantId),
  })
  const [port] = running.ports
  const { pid, reused, stop } = running
  options.log.info({ pid, port, reused }, 'Teams playground is up')
  return { baseUrl: `http://127.0.0.1:${port}`, serviceUrl: serviceUrlOn(port), stop }
}

const serviceUrlOn = (port: number | undefined): string => `http://127.0.0.1:${port}/_connector`

async function answers(port: number | undefined, tenant: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_internal/v1/testConfig`, {
      signal: AbortSignal.timeout(2_000),
    })
    return (await response.text()).includes(tenant)
  } catch {
    return false
  }
}
