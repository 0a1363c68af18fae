import { BadSetting, type Config, readConfig, readDatabaseUrl } from '../../config/config.ts'
import { readUrl } from '../../domain/values/read-url.ts'
import { makeLogger } from '../make-logger.ts'
import { readDatabase, readSandboxFile } from '../sandbox-file.ts'
import { type Check, fine, wrong } from './check.ts'
import { checkDatabase } from './check-database.ts'
import { checkNode, checkZones } from './check-machine.ts'
import { checkMail } from './check-mail.ts'
import { checkRedis } from './check-redis.ts'
import { checkRunners } from './check-runners.ts'
import { checkSandbox } from './check-sandbox.ts'
import { checkSlack } from './check-slack.ts'
import { checkWindows } from './check-windows.ts'

export type Examination = {
  /** Our own when it is left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Where a sandbox would keep its state. */
  readonly sandboxDirectory: string
  readonly now: Date
}

/**
 * What an operator wants to know: whether this machine and its settings can do the job. It changes nothing and sends
 * nothing. Without `DATABASE_URL` it looks at the sandbox instead.
 */
export async function examine(of: Examination): Promise<readonly Check[]> {
  const machine = [checkNode(), checkZones()]
  const url = readDatabaseUrl(of.environment)
  if (url === null) return [...machine, ...(await examineSandbox(of))]
  const settings = readSettings(of.environment)
  const database = readUrl(url) ? await checkDatabase(url, of.now) : []
  if (!settings.config) return [...machine, settings.check, ...database]
  const isOpen = database.some(({ name, state }) => name === 'schema' && state === 'ok')
  const windows = isOpen ? [await checkWindows(url, settings.config)] : []
  return [...machine, settings.check, ...database, ...windows, ...(await checkOutside(settings.config))]
}

async function checkOutside(config: Config): Promise<readonly Check[]> {
  const logger = makeLogger('silent')
  const [redis, slack, mail, runners] = await Promise.all([
    checkRedis(config.redisUrl),
    checkSlack(config.slack, logger),
    checkMail(config.mail),
    checkRunners(config, logger),
  ])
  return [redis, ...slack, mail, ...runners]
}

function readSettings(environment: Examination['environment']): { check: Check; config: Config | null } {
  try {
    return { config: readConfig(environment), check: fine('settings', 'complete') }
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error
    return { config: null, check: wrong('settings', error.message) }
  }
}

async function examineSandbox({ sandboxDirectory, now }: Examination): Promise<readonly Check[]> {
  const [url, sandbox] = await Promise.all([readDatabase(sandboxDirectory), readSandboxFile(sandboxDirectory)])
  if (url === null || sandbox === null)
    return [wrong('settings', 'DATABASE_URL: is not set, and no sandbox has run here')]
  return [
    fine('settings', 'none: DATABASE_URL is not set, so this is about the sandbox'),
    ...(await checkDatabase(url, now)),
    ...(await checkSandbox(sandbox)),
  ]
}
