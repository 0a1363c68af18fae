import type { types } from '@slack/bolt'
import { signingSecret, workspace } from '../../sandbox/sample-people.ts'
import { slackPath } from '../../src/main/serve.ts'
import { asPayload, signed, submissionPayload } from '../adapters/slack/slack-payloads.ts'
import type { SandboxClient } from './sandbox-client.ts'

let sent = 0

/** Posts to the bot as Slack would, with a signature of its own each time. */
export async function postSigned({ file }: SandboxClient, body: string): Promise<Response> {
  sent += 1
  // One that says the same within the same second would be taken for a replay.
  const at = Math.floor(Date.now() / 1000) - (sent % 200)
  const { headers } = signed(body, undefined, { key: signingSecret, at })
  return fetch(`${file.app}${slackPath}`, { method: 'POST', body, headers })
}

/** What Slack sent to the bot last of that kind, signed anew: as when it did not hear the answer. */
export async function sendAgain(sandbox: SandboxClient, kind: string): Promise<Response> {
  const traffic = await sandbox.slack.traffic()
  const last = traffic.findLast((entry) => entry.direction === 'to_bot' && entry.kind === kind)
  if (typeof last?.detail !== 'string') throw new Error(`nothing like ${kind} was sent`)
  return postSigned(sandbox, last.detail)
}

/** Sends a form that someone has before them, whatever local-slack shows: it knows one form at a time. */
export async function submitAs(
  sandbox: SandboxClient,
  user: string,
  view: object,
  values: Record<string, string> = {},
): Promise<{ response_action?: string; view?: object; errors?: Record<string, string> }> {
  const shown = view as types.ModalView & { id?: string; hash?: string }
  const { id = `V${user}`, hash = '1' } = shown
  const payload = submissionPayload(shown, values, { who: { workspace, user }, id, hash })
  const response = await postSigned(sandbox, asPayload(payload))
  const text = await response.text()
  if (!response.ok) throw new Error(`the form was answered ${response.status} ${text}`)
  return text === '' ? {} : JSON.parse(text)
}
