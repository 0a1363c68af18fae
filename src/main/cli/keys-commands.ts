import type { Command } from 'commander'
import { makeSystemClock } from '../../adapters/clock/system-clock.ts'
import type { makeApiKeys } from '../../adapters/postgres/api-keys-repository.ts'
import { type ApiScope, apiScopes } from '../../app/api-ports.ts'
import { clientIdPattern, parseSystem } from '../../domain/system.ts'
import { BadInput, print } from './outcome.ts'

type CreateOptions = { scope: string[]; boundTo?: string; json?: boolean }

/** `zerotouch keys …`: API keys for pipelines. */
export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('API keys')
  keys
    .command('create <name>')
    .description('make a key; its token is shown this once')
    .requiredOption('--scope <scope...>', apiScopes.join(', '))
    .option('--bound-to <client or system>', 'such as acme or acme/production')
    .option('--json', 'print one JSON line')
    .action(async (name: string, options: CreateOptions) => {
      const scopes = options.scope.map(readScope)
      const bound = readBound(options.boundTo)
      const { key, token } = await withKeys((repository) =>
        repository.create({ name, scopes, ...bound }, makeSystemClock().now()),
      ).catch((error: unknown) => {
        throw isUnknown(error) ? new BadInput(`--bound-to: there is no ${options.boundTo} on file`) : error
      })
      print(options.json, { ...key, token }, `${key.id} ${token}`)
    })
  keys
    .command('list')
    .option('--json', 'print one JSON line')
    .action(async ({ json }: { json?: boolean }) => {
      const items = await withKeys((repository) => repository.list())
      const words = items.map(
        (key) => `${key.id} ${key.name} ${key.scopes.join(',')}${key.revokedAt ? ' (revoked)' : ''}`,
      )
      print(json, { items }, words.join('\n'))
    })
  keys
    .command('revoke <id>')
    .option('--json', 'print one JSON line')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const key = await withKeys((repository) => repository.revoke(id, makeSystemClock().now()))
      if (!key) throw new BadInput(`There is no key ${id}`)
      print(json, key, `${key.id} is revoked`)
    })
}

/** What speaks to the database is loaded when it is needed: other commands must not wait for it. */
async function withKeys<T>(use: (repository: ReturnType<typeof makeApiKeys>) => Promise<T>): Promise<T> {
  const [{ databaseUrl }, { openDatabase }, { makeApiKeys }] = await Promise.all([
    import('./target.ts'),
    import('../../adapters/postgres/database.ts'),
    import('../../adapters/postgres/api-keys-repository.ts'),
  ])
  const db = openDatabase({ url: await databaseUrl(), maxConnections: 1 })
  try {
    return await use(makeApiKeys(db))
  } finally {
    await db.destroy()
  }
}

function readScope(text: string): ApiScope {
  const scope = apiScopes.find((known) => known === text)
  if (!scope) throw new BadInput(`--scope: ${text} must be one of ${apiScopes.join(', ')}`)
  return scope
}

function readBound(text: string | undefined) {
  if (text === undefined) return { client: null, environment: null }
  const system = parseSystem(text)
  if (system) return system
  if (clientIdPattern.test(text)) return { client: text, environment: null }
  throw new BadInput(`--bound-to: ${text} must be a client or a system, such as acme or acme/production`)
}

/** Postgres: the row that a foreign key names is not there. */
const isUnknown = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23503'
