import { createHash } from 'node:crypto'
import { splitVerb } from '../../../../commands/command/read-words.ts'
import type { Said } from '../../../../commands/command/run-command.ts'
import { type Carried, unpackCarried } from '../rendering/arguments.ts'
import { accountOf, kindOf, rootOf, tenantOf } from './conversation.ts'
import type { Said as Activity, CardActionInvoke, TeamsMessage } from './read-activity.ts'

export type Invoked = {
  readonly said: Said
  /** What the pressed button carried; null for typed words. */
  readonly carried: Carried | null
}

/** Words to the bot, or what an `Action.Submit` brings, which has a value and no text. The bot's name alone asks for the menu. */
export function readMessage(message: TeamsMessage): Invoked {
  const carried = message.text ? null : unpackCarried(message.value)
  if (carried) return pressed(message, carried, message.value)
  const { verb, rest } = splitVerb(withoutSlash(addressed(message)))
  const said: Said = {
    verb: verb === '' ? 'menu' : verb,
    rest,
    via: 'typed',
    account: accountOf(message),
    channel: channelOf(message),
    request: requestOf(message, 'message'),
  }
  return { said, carried: null }
}

/** @returns null for a button that is none of ours */
export function readAction(invoke: CardActionInvoke): Invoked | null {
  const { data } = invoke.value.action
  const carried = unpackCarried(data)
  return carried && pressed(invoke, carried, data)
}

/** A form's fields join the arguments it carried; a field left empty takes its name out of them. */
function pressed(activity: Activity, carried: Carried, data: unknown): Invoked {
  const args: Record<string, string> = { ...carried.args }
  for (const name of carried.fields) {
    const value = valueIn(data, name)
    if (value === '') delete args[name]
    else args[name] = value
  }
  const digest = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 16)
  const said: Said = {
    verb: carried.verb,
    args,
    via: carried.via,
    account: accountOf(activity),
    channel: channelOf(activity),
    request: `${requestOf(activity, 'action')}:${digest}`,
  }
  return { said, carried }
}

function valueIn(data: unknown, name: string): string {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return ''
  const value: unknown = Reflect.get(data, name)
  return typeof value === 'string' ? value : ''
}

/** What was said to the bot: in a channel its own mention stands in front. */
function addressed({ text, entities, recipient }: TeamsMessage): string {
  let said = text ?? ''
  for (const entity of entities)
    if (entity.mentioned.id === recipient.id && entity.text) said = said.replaceAll(entity.text, ' ')
  return said.replaceAll('&nbsp;', ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** People who know the slash command of Slack type it here, too. */
const withoutSlash = (text: string): string => text.replace(/^\s*\/[a-z][\w-]*(?=\s|$)/i, '')

/** A personal chat is its reader's own: no channel narrows it. */
const channelOf = (activity: Activity): Said['channel'] =>
  kindOf(activity) === 'personal'
    ? null
    : { platform: 'teams', workspace: tenantOf(activity), channel: rootOf(activity) }

/** The ids of a tenant's conversations and of a conversation's activities are its own. */
const requestOf = (activity: Activity, what: string): string =>
  `teams:${tenantOf(activity)}:${what}:${accountOf(activity).user}:${activity.conversation.id}:${activity.id ?? activity.replyToId ?? ''}`
