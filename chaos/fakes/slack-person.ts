import { createHmac, randomUUID } from 'node:crypto'
import { persist } from '../persist.ts'

export type SlackAccount = { readonly workspace: string; readonly user: string }

/** People in Slack, as Slack's servers speak for them: signed requests, sent again while nobody answers. */
export type SlackPerson = {
  /** Types a slash command. */
  type(who: SlackAccount, text: string): Promise<void>
  /** Submits a form. @param args what the form carries @param fields what was filled in */
  submit(
    who: SlackAccount,
    verb: string,
    args: Readonly<Record<string, string>>,
    fields?: Readonly<Record<string, string>>,
  ): Promise<void>
}

export function makeSlackPerson(url: string, signingSecret: string): SlackPerson {
  /** A request that was cut off comes again, as from Slack: with the same ids and a signature of its own. */
  const post = (form: Readonly<Record<string, string>>): Promise<void> =>
    persist(async () => {
      const body = new URLSearchParams({ ...form, nonce: randomUUID() }).toString()
      const at = Math.floor(Date.now() / 1_000)
      const hash = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': String(at),
          'x-slack-signature': `v0=${hash}`,
        },
        signal: AbortSignal.timeout(15_000),
      })
      await response.arrayBuffer()
      if (response.status >= 400) throw new Error(`Slack was answered ${response.status}`)
    })

  return {
    type: ({ workspace, user }, text) =>
      post({
        command: '/update',
        text,
        team_id: workspace,
        channel_id: `D-${user}`,
        user_id: user,
        trigger_id: randomUUID(),
        response_url: 'http://127.0.0.1:1/',
      }),
    submit({ workspace, user }, verb, args, fields = {}) {
      const values = Object.entries(fields).map(([name, value]) => [name, { value: { value } }])
      const view = {
        id: `V-${randomUUID()}`,
        hash: '1',
        type: 'modal',
        callback_id: verb,
        blocks: [],
        title: { type: 'plain_text', text: verb },
        state: { values: Object.fromEntries(values) },
        private_metadata: JSON.stringify({ channel: null, args }),
      }
      const who = { user: { id: user, team_id: workspace }, team: { id: workspace } }
      return post({
        payload: JSON.stringify({ type: 'view_submission', ...who, trigger_id: randomUUID(), view }),
      })
    },
  }
}
