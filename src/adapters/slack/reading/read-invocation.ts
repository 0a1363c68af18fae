import { createHash } from 'node:crypto'
import { splitVerb } from '../../../../commands/command/read-words.ts'
import type { Said } from '../../../../commands/command/run-command.ts'
import type { ChatAccount } from '../../../domain/people/client.ts'
import { unpackArguments, unpackCarried } from '../rendering/arguments.ts'
import { linkVerb } from '../rendering/render-buttons.ts'
import type { ActionsBody, EventBody, HomeOpened, SlashBody, SubmissionBody } from './read-body.ts'

/** `/update` alone asks for the menu. */
export function readSlash(body: SlashBody): Said {
  const { verb, rest } = splitVerb(asTyped(body.text))
  return {
    verb: verb === '' ? 'menu' : verb,
    rest,
    via: 'typed',
    account: { platform: 'slack', workspace: body.team_id, user: body.user_id },
    channel: channelOf(body.team_id, body.channel_id),
    request: `slack:${body.team_id}:command:${body.trigger_id}`,
  }
}

/** @returns null for a button that only opens an address */
export function readAction(body: ActionsBody): Said | null {
  const [action] = body.actions
  const [verb = ''] = action.action_id.split('#')
  if (verb === linkVerb) return null
  const workspace = installedIn(body)
  const at = body.view?.id ?? body.message?.ts ?? ''
  const when = action.action_ts ?? body.trigger_id ?? ''
  return {
    verb,
    args: unpackArguments(action.value ?? undefined),
    via: 'button',
    account: accountOf(body),
    channel: channelOf(workspace, body.channel?.id ?? unpackCarried(body.view?.private_metadata ?? undefined).channel),
    request: `slack:${workspace}:action:${body.user.id}:${at}:${action.action_id}:${when}`,
  }
}

/**
 * A form's fields join the arguments it carried; a field left empty takes its name out of them. The values are part of
 * the request's id: a form that was refused and put right is another request, though Slack's ids for it are the same.
 */
export function readSubmission(body: SubmissionBody): Said {
  const { view } = body
  const workspace = view.app_installed_team_id ?? installedIn(body)
  const carried = unpackCarried(view.private_metadata ?? undefined)
  const args: Record<string, string> = { ...carried.args }
  for (const [name, elements] of Object.entries(view.state.values)) {
    const [held] = Object.values(elements)
    const value = held?.value ?? held?.selected_date ?? held?.selected_time ?? held?.selected_option?.value
    if (value === undefined || value === null || value === '') delete args[name]
    else args[name] = value
  }
  const digest = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 16)
  return {
    verb: view.callback_id,
    args,
    via: 'form',
    account: accountOf(body),
    channel: channelOf(workspace, carried.channel),
    request: `slack:${workspace}:view:${body.user.id}:${view.id}:${view.hash}:${digest}`,
  }
}

/** The home tab is its reader's own: no channel narrows it. */
export function readHomeOpened(body: EventBody, event: HomeOpened, verb: string): Said {
  const workspace = body.authorizations?.[0]?.team_id ?? body.team_id
  return {
    verb,
    rest: '',
    via: 'typed',
    account: { platform: 'slack', workspace, user: event.user },
    channel: null,
    request: `slack:${workspace}:event:${body.event_id}`,
  }
}

/** Slack sends the three signs of its own markup as entities. */
const asTyped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

type Interaction = Pick<ActionsBody, 'user' | 'team'>

/** The workspace where the bot is installed: its token is used, its channels are known. */
export const installedIn = (body: Interaction): string => body.team?.id ?? body.user.team_id ?? ''

/** In a shared channel people of other workspaces press buttons too: they are known by their own. */
const accountOf = (body: Interaction): ChatAccount => ({
  platform: 'slack',
  workspace: body.user.team_id ?? installedIn(body),
  user: body.user.id,
})

const channelOf = (workspace: string, channel: string | null): Said['channel'] =>
  channel === null || channel === '' ? null : { platform: 'slack', workspace, channel }
