import { mayAct } from '../../src/domain/people/actor.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { settingsCard } from '../../src/notices/clients/settings-card.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand, type Invocation } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'
import { endFreeze, freeze } from './settings-freezes.ts'
import { personal } from './settings-personal.ts'
import { readerOf } from './settings-reader.ts'
import { windows } from './settings-windows.ts'

/** What of the settings is meant, by the words that people may type. */
const parts = { windows, personal, freeze, end: endFreeze } as const
const partWords: ReadonlyMap<string, keyof typeof parts> = new Map([
  ['windows', 'windows'],
  ['zone', 'windows'],
  ['personal', 'personal'],
  ['quiet', 'personal'],
  ['notices', 'personal'],
  ['freeze', 'freeze'],
  ['add', 'freeze'],
  ['lay', 'freeze'],
  ['end', 'end'],
  ['lift', 'end'],
])

export const settings = defineCommand({
  verb: 'settings',
  summary: 'Windows, zone, freezes, and what comes to you when',
  usage: '[client] [windows|notices|freeze]',
  examples: ['settings', 'settings acme windows', 'settings freeze'],
  for: 'everyone',
  parameters: ['client', 'part'],
  async run(invocation, app) {
    const { client: named, part } = meant(invocation)
    const status = await statusMeant(invocation, app, named)
    if ('reply' in status) return status.reply
    const { client } = status.found
    const view = await app.readSettings(client.id)
    if (!view) throw new Error(`client ${client.id} has no settings`)
    if (!part) return replyCard(settingsCard(view, readerOf(invocation, view)))
    return mayAct(invocation.actor, client.id) ? parts[part](invocation, app, view) : notTheirs
  },
})

/** A part may be typed alone where the client is clear. */
function meant({ args, via }: Invocation): { client: string | undefined; part: keyof typeof parts | null } {
  const first = args['client']?.trim().toLowerCase()
  const alone = via === 'typed' && first && !args['part'] ? partWords.get(first) : undefined
  if (alone) return { client: undefined, part: alone }
  return { client: args['client'], part: partWords.get(args['part']?.trim().toLowerCase() ?? '') ?? null }
}

const notTheirs: Reply = replyCard(
  noteCard(
    'refusal',
    'warning',
    'That is not possible',
    'Only an administrator of this client, or our services team, can change that.',
  ),
)
