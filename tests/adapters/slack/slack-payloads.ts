import { createHmac, randomUUID } from 'node:crypto'
import type { types } from '@slack/bolt'

/** Requests as Slack writes them: recorded shapes (docs.slack.dev), with what a test wants to say put in. */
export const secret = 'test-signing-secret'

export type Signed = { body: string; headers: Record<string, string> }

export function signed(
  body: string,
  contentType = 'application/x-www-form-urlencoded',
  { key = secret, at = Math.floor(Date.now() / 1000) }: { key?: string; at?: number } = {},
): Signed {
  const hash = createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${hash}`,
    },
  }
}

export type Person = { workspace: string; user: string }
export const ana: Person = { workspace: 'T1', user: 'U1ANA' }

const trigger = () => `${randomUUID().slice(0, 8)}.${randomUUID().slice(0, 8)}.slack`
let clicks = 1700000000
const clickTime = () => {
  clicks += 1
  return `${clicks}.000100`
}

export const slashPayload = (text: string, who: Person = ana, channel = 'C1', responseUrl = 'http://127.0.0.1:1/') => ({
  token: 'legacy',
  team_id: who.workspace,
  team_domain: 'acme',
  channel_id: channel,
  channel_name: 'updates',
  user_id: who.user,
  user_name: 'ana',
  command: '/update',
  text,
  api_app_id: 'A1',
  is_enterprise_install: 'false',
  response_url: responseUrl,
  trigger_id: trigger(),
})

const person = (who: Person) => ({ id: who.user, username: 'ana', name: 'ana', team_id: who.workspace })

/** A button of a message, a modal or the home tab. */
export const actionPayload = (
  button: { action_id?: string; value?: string },
  where: {
    who?: Person
    channel?: string
    ts?: string
    ephemeral?: boolean
    view?: object
    responseUrl?: string
    installed?: string
  } = {},
) => {
  const { who = ana, channel = 'C1', ts = '1700000000.000001', ephemeral = false, view, responseUrl } = where
  return {
    type: 'block_actions',
    api_app_id: 'A1',
    user: person(who),
    team: { id: where.installed ?? who.workspace, domain: 'acme' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: trigger(),
    container: view
      ? { type: 'view', view_id: 'V1' }
      : { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: ephemeral },
    ...(view
      ? { view }
      : { channel: { id: channel, name: 'updates' }, ...(!ephemeral && { message: { ts, text: '' } }) }),
    ...(responseUrl && { response_url: responseUrl }),
    state: { values: {} },
    actions: [{ type: 'button', block_id: 'b1', action_ts: clickTime(), ...button }],
  }
}

export const submissionPayload = (
  view: types.ModalView,
  values: Record<string, string | null>,
  where: { who?: Person; id?: string; hash?: string } = {},
) => {
  const { who = ana, id = 'V1', hash = '1700000000.abc' } = where
  const state: Record<string, Record<string, object>> = {}
  for (const block of view.blocks) {
    if (!('element' in block) || !block.block_id) continue
    const value = values[block.block_id] ?? null
    const { type } = block.element
    const held =
      type === 'datepicker'
        ? { selected_date: value }
        : type === 'timepicker'
          ? { selected_time: value }
          : type === 'static_select'
            ? {
                selected_option: value === null ? null : { value, text: { type: 'plain_text', text: value } },
              }
            : { value }
    state[block.block_id] = { value: { type, ...held } }
  }
  return {
    type: 'view_submission',
    team: { id: who.workspace, domain: 'acme' },
    user: person(who),
    api_app_id: 'A1',
    trigger_id: trigger(),
    view: {
      ...view,
      id,
      hash,
      team_id: who.workspace,
      app_id: 'A1',
      root_view_id: id,
      previous_view_id: null,
      state: { values: state },
    },
    response_urls: [],
  }
}

export const eventPayload = (event: object, workspace = 'T1') => ({
  token: 'legacy',
  team_id: workspace,
  api_app_id: 'A1',
  event,
  type: 'event_callback',
  event_id: `Ev${randomUUID().slice(0, 8)}`,
  event_time: 1700000000,
  authorizations: [
    { enterprise_id: null, team_id: workspace, user_id: 'UBOT', is_bot: true, is_enterprise_install: false },
  ],
})

export const asForm = (payload: Record<string, string>): string => new URLSearchParams(payload).toString()
export const asPayload = (payload: object): string => asForm({ payload: JSON.stringify(payload) })
