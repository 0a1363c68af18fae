import type { Command } from 'commander'
import type { FreezeRefusal } from '../../app/use-cases/freezes.ts'
import type { AddedFreeze } from '../../domain/updates/freeze.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import { freeText } from '../../domain/values/free-text.ts'
import { asOption, type ByOperator, operatorAtCli } from './operator.ts'
import { BadInput, isoSeconds, print, readInstant } from './outcome.ts'
import { withApp } from './with-app.ts'

type Json = ByOperator & { readonly json?: boolean }
type Add = Json & {
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly clientReason?: string
  readonly client?: string
}

function textOf(option: string, text: string): string {
  const words = freeText(text)
  if (words === '' || words.length > 200) throw new BadInput(`${option}: must be 1 to 200 characters`)
  return words
}

/** `zerotouch freeze …`: spans in which nothing starts. */
export function addFreezeCommands(program: Command): void {
  const freeze = program.command('freeze').description('spans in which nothing starts')
  freeze
    .command('add')
    .description('add a freeze; every start in it moves to the first time after it, with a notice')
    .requiredOption('--from <instant>', 'ISO 8601 with Z or an offset')
    .requiredOption('--until <instant>', 'no longer frozen then')
    .requiredOption('--reason <text>', 'such as “Year-end close”; of your own freeze no client reads it')
    .option('--client-reason <text>', 'what clients read of why you freeze')
    .option('--client <client>', 'one client’s own; without it the vendor’s, for all')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(async ({ from, until, reason, clientReason, client, json, ...by }: Add) => {
      const actor = operatorAtCli(by)
      const [startsAt, endsAt] = [readInstant('--from', from), readInstant('--until', until)]
      const forClients = clientReason === undefined ? null : textOf('--client-reason', clientReason)
      const why = { reason: textOf('--reason', reason), clientReason: forClients }
      const wish = { client: client ?? null, startsAt, endsAt, ...why }
      const added = await withApp((app) => app.addFreeze({ actor, request: requestOf(), ...wish }))
      if (!added.ok) throw refused(added.refusal)
      const { freeze: made, frozen } = added.value
      print(json, { ...show(made), frozen }, `${wordsOf(made)}. Starts in it that are planned anew: ${frozen}.`)
    })
  freeze
    .command('list')
    .option('--client <client>', 'one client’s own; without it the vendor’s')
    .option('--json', 'print one JSON line')
    .action(async ({ client, json }: Json & { readonly client?: string }) => {
      const items = await withApp((app) => app.listFreezes(client ?? null))
      print(json, { items: items.map(show) }, items.map(wordsOf).join('\n') || 'No freeze is to come.')
    })
  freeze
    .command('end <id>')
    .description('end a freeze now; starts that it had moved stay where they are')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(async (id: string, { json, ...by }: Json) => {
      const actor = operatorAtCli(by)
      const ended = await withApp((app) => app.endFreeze({ actor, request: requestOf(), freeze: id }))
      if (!ended.ok) throw refused(ended.refusal)
      print(json, show(ended.value), `${ended.value.id} ended`)
    })
}

/** Every call is a request of its own. */
const requestOf = (): string => `cli-${crypto.randomUUID()}`
const refused = ({ code, detail }: FreezeRefusal): Error =>
  code === 'too-often' ? new Error(detail) : new BadInput(detail)

const show = ({ id, client, startsAt, endsAt, reason, inside }: AddedFreeze) => ({
  id,
  client,
  reason,
  inside: readInside(inside),
  startsAt: isoSeconds(startsAt),
  endsAt: isoSeconds(endsAt),
})
const wordsOf = ({ id, client, startsAt, endsAt, reason, inside }: AddedFreeze): string =>
  `${id}  ${isoSeconds(startsAt)} to ${isoSeconds(endsAt)}  ${client ?? 'all clients'}: ${[readInside(inside), reason].filter(Boolean).join('; clients read: ')}`
