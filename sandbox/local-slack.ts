import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SANDBOX_PORTS } from './free-port.ts'
import { startSandboxProcess } from './sandbox-process.ts'

/** The workspace, as local-slack reads it. Ids are free, but must begin as Slack's do: T, A, U, C. */
export type LocalSlackConfig = {
  workspace: { name: string; domain: string; teamId: string }
  apps: {
    appId: string
    botUserId: string
    botName: string
    botToken: string
    appToken: string
    signingSecret: string
    mode: 'events' | 'socket'
    /** Where events, commands and interactions are sent in the mode `events`: one address for all. */
    requestUrl?: string
  }[]
  users: { id: string; name: string; real_name: string; email: string; tz: string }[]
  channels: {
    id: string
    name: string
    members: string[]
    is_private?: boolean
    topic?: string
    purpose?: string
  }[]
}

export type LocalSlackOptions = {
  config: LocalSlackConfig
  /** Holds the configuration, the journal of what was said, uploaded files, the state and the log. */
  dataDir: string
  /** The port wished for on 127.0.0.1; another one is taken when it is not free. */
  port?: number
  log: { info(fields: object, message: string): void }
}

export type LocalSlack = {
  /** The page is at `/`, the Web API below `/api/`, the controls below `/_control/`. */
  baseUrl: string
  pid: number
  reused: boolean
  stop(): Promise<void>
}

const MENDED = fileURLToPath(new URL('local-slack', import.meta.url))

/**
 * A Slack workspace for one machine, with its page, on 127.0.0.1 only. It outlives this program when that is killed and
 * is then gone on with; when it was stopped, or its configuration differs, a new one starts and remembers what was said.
 */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  await mkdir(options.dataDir, { recursive: true })
  const dataDir = await realpath(options.dataDir)
  const program = path.join(
    path.dirname(createRequire(import.meta.url).resolve('local-slack-linux-x64/package.json')),
    'bin/local-slack',
  )
  const config = JSON.stringify(options.config, null, 2)
  const configFile = path.join(dataDir, 'local-slack-workspace.json')
  await writeFile(configFile, config)
  const running = await startSandboxProcess({
    name: 'local-slack',
    dataDir,
    ports: [options.port ?? SANDBOX_PORTS.slack],
    fingerprint: await fingerprint(config),
    command: ([port]) => ({
      program,
      args: [
        '--config',
        configFile,
        '--port',
        String(port),
        '--base-host',
        '127.0.0.1',
        '--files-dir',
        path.join(dataDir, 'local-slack-files'),
        '--journal',
        path.join(dataDir, 'local-slack-journal.jsonl'),
      ],
      // A relative path, because the option breaks at spaces.
      cwd: MENDED,
      env: { PATH: '/usr/bin:/bin', BUN_OPTIONS: '--preload=./preload.ts' },
    }),
    answers: ([port]) => answersAs(port, options.config.workspace.teamId),
  })
  const { pid, reused } = running
  const [port] = running.ports
  options.log.info({ pid, port, reused }, 'local Slack is up')
  return { baseUrl: `http://127.0.0.1:${port}`, pid, reused, stop: running.stop }
}

async function answersAs(port: number | undefined, teamId: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_control/state`, {
      signal: AbortSignal.timeout(2_000),
    })
    const state = (await response.json()) as { workspace?: { teamId?: string } }
    return state.workspace?.teamId === teamId
  } catch {
    return false
  }
}

async function fingerprint(config: string): Promise<string> {
  const hash = createHash('sha256').update(config)
  for (const file of (await readdir(MENDED)).sort()) hash.update(await readFile(path.join(MENDED, file)))
  return hash.digest('hex')
}
