import type { Command } from 'commander'
import { makeCreateKey, makeRevokeKey } from '../../app/keys/keep-keys.ts'
import { type ApiScope, apiScopes } from '../../app/ports/stores/api-ports.ts'
import { clientIdPattern, parseSystem } from '../../domain/people/system.ts'
import { asOption, type ByOperator, operatorAtCli } from './operator.ts'
import { BadInput, print } from './outcome.ts'
import { withPorts } from './with-app.ts'

type CreateOptions = ByOperator & { scope: string[]; boundTo?: string; json?: boolean }

/** `zerotouch keys …`: API keys for pipelines. */
export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('API keys')
  keys
    .command('create <name>')
    .description('make a key; its token is shown this once')
    .requiredOption('--scope <scope...>', apiScopes.join(', '))
    .option('--bound-to <client or system>', 'such as acme or acme/production')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(async (name: string, options: CreateOptions) => {
      const scopes = options.scope.map(readScope)
      const bound = readBound(options.boundTo)
      const actor = operatorAtCli(options)
      const { key, token } = await withPorts((ports) => makeCreateKey(ports)({ name, scopes, ...bound }, actor)).catch(
        (error: unknown) => {
          throw isUnknown(error) ? new BadInput(`--bound-to: there is no ${options.boundTo} on file`) : error
        },
      )
      print(options.json, { ...key, token }, `${key.id} ${token}`)
    })
  keys
    .command('list')
    .option('--json', 'print one JSON line')
    .action(async ({ json }: { json?: boolean }) => {
      const items = await withPorts(({ inTransaction }) => inTransaction((tx) => tx.apiKeys.list()))
      const words = items.map(
        (key) => `${key.id} ${key.name} ${key.scopes.join(',')}${key.revokedAt ? ' (revoked)' : ''}`,
      )
      print(json, { items }, words.join('\n'))
    })
  keys
    .command('revoke <id>')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(async (id: string, { json, ...by }: ByOperator & { json?: boolean }) => {
      const actor = operatorAtCli(by)
      const key = await withPorts((ports) => makeRevokeKey(ports)(id, actor))
      if (!key) throw new BadInput(`There is no key ${id}`)
      print(json, key, `${key.id} is revoked`)
    })
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
const isUnknown = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23503'
