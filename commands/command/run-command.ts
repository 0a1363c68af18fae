import { closest, distance } from 'fastest-levenshtein'
import type { App } from '../../src/app/use-cases/app.ts'
import type { Person } from '../../src/domain/people/actor.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import type { ChannelAddress } from '../../src/domain/people/place.ts'
import { isDirectMessage } from '../../src/domain/people/read-channel.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { clientServices } from '../../src/notices/words/client-services.ts'
import type { Command, InvokedFrom } from './define-command.ts'
import { nameWords } from './read-words.ts'

export type Registry = ReadonlyMap<string, Command>

/** What a platform read out of its payload. */
export type Said = {
  readonly verb: string
  /** What was typed after the verb. */
  readonly rest?: string
  /** What a button or a form carries. */
  readonly args?: Readonly<Record<string, string>>
  readonly via: 'typed' | 'button' | 'form'
  readonly account: ChatAccount
  /** Null in a direct message or on a home tab. */
  readonly channel: ChannelAddress | null
  readonly request: string
}

/** Finds out who asks and from where, whether they may, and runs the verb: the same for every platform. */
export async function runCommand(registry: Registry, said: Said, app: App): Promise<Reply> {
  const channel = said.channel && !isDirectMessage(said.channel) ? said.channel : null
  const met = await app.meet(said.account, channel)
  if (!met) return replyCard(strangerCard(app.contact))
  const { person: known, place } = met
  const actor: Person = { ...known, way: { by: 'chat', ...said.account } }
  if (channel && place?.client && known.waitsAt?.includes(place.client))
    await app.confirmAccount({ actor, account: said.account, client: place.client, channel })
  const from: InvokedFrom = {
    platform: said.account.platform,
    client: place?.client ?? null,
    room: place?.room ?? null,
    channel,
  }
  const command = registry.get(said.verb)
  if (!command) {
    const usable = [...registry.values()].filter((known) => refusalOf(known, actor, from) === null)
    return replyCard(unknownVerb(said.verb, usable))
  }
  const refusal = refusalOf(command, actor, from)
  if (refusal && !(await command.admits?.(actor, from, app)))
    return replyCard(noteCard('refusal', 'warning', 'That is not possible here', refusal))
  const args = said.args ?? nameWords(command, said.rest ?? '')
  return command.run({ verb: said.verb, args, via: said.via, actor, from, request: said.request }, app)
}

/** @returns why this person may not use the verb here, or null when they may */
export function refusalOf(
  command: Pick<Command, 'for' | 'verb' | 'anywhere'>,
  actor: Person,
  from: InvokedFrom,
): string | null {
  if (command.for === 'everyone') return null
  if (!command.for.some((role) => actor.roles.includes(role))) return `“${command.verb}” is for the vendor’s staff.`
  if (from.room === null && !command.anywhere) return `“${command.verb}” works in our internal channels only.`
  return null
}

const strangerCard = (contact: string | null) =>
  noteCard(
    'refusal',
    'warning',
    'I do not know you yet',
    `Your chat account is on no file here. Ask your learning environment’s administrator, or ${clientServices(contact)}, to add it.`,
  )

/** A typing mistake of so many letters is still understood as a suggestion. */
const nearEnough = 3

function unknownVerb(verb: string, usable: readonly Command[]) {
  const nearest = closest(
    verb.slice(0, 40),
    usable.map((command) => command.verb),
  )
  const hint = distance(verb.slice(0, 40), nearest) <= nearEnough ? `Did you mean “${nearest}”? ` : ''
  return noteCard('refusal', 'warning', 'I do not know that word', `${hint}Type help to see what I can do.`, [
    { verb: 'help', label: 'Help', args: {} },
  ])
}
