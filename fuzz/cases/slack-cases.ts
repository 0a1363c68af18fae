import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { makeRegistry } from '../../commands/index.ts'
import { packArguments } from '../../src/adapters/slack/rendering/arguments.ts'
import { slackPath } from '../../src/main/serve.ts'
import type { MakeCase } from '../case.ts'
import { anything, nothing, ofClient, type Right } from '../rights.ts'
import type { Stage } from '../stage/open-stage.ts'
import { channels, type Speaker, speakers, staff } from '../stage/people.ts'
import { formText } from '../values/form-text.ts'
import { changes, mutate, mutateBytes, textChanges } from '../values/mutate.ts'
import { type Button, buttonsIn, type View, viewsIn } from '../values/shown-in-slack.ts'
import { type Said, said, wordsOf } from './said.ts'

const registry = makeRegistry('/update')

type Wrap = 'slash' | 'button' | 'form' | 'home' | 'posted' | 'handshake' | 'shown-button' | 'shown-form'
const wraps = fc.constantFrom<Wrap>(
  ...(['slash', 'slash', 'slash', 'button', 'form', 'home', 'posted', 'handshake'] as const),
  ...(['shown-button', 'shown-button', 'shown-form', 'shown-form'] as const),
)
const speaker = fc.constantFrom(...(Object.keys(speakers) as Speaker[]))

/** What becomes of the signature on its way. */
const signatures = fc.oneof(
  { weight: 5, arbitrary: fc.constant('good') },
  { weight: 1, arbitrary: fc.constantFrom('forged', 'old', 'none', 'odd') },
)

/** What Slack would send: words, buttons, forms and events, signed, nearly so, or not at all. */
export const slackCases: fc.Arbitrary<MakeCase> = fc
  .record({
    wrap: wraps,
    speaker,
    channel: fc.constantFrom(...channels),
    said: said([...registry.keys()]),
    changes,
    bytes: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: textChanges }),
    signature: signatures,
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x', ''),
      },
    ),
    id: fc.nat(),
  })
  .map(
    ({ wrap, speaker: who, channel, said: words, ...made }): MakeCase =>
      async (stage) => {
        const args = await wordsOf(words, stage)
        const payload = mutate(payloadOf({ wrap, who, channel, id: made.id }, args, stage), made.changes)
        const asJson = wrap === 'home' || wrap === 'posted' || wrap === 'handshake'
        const text = asJson
          ? JSON.stringify(payload)
          : wrap === 'slash'
            ? formText((payload ?? {}) as Record<string, unknown>)
            : formText({ payload: JSON.stringify(payload) })
        const body = mutateBytes(Buffer.from(text), made.bytes)
        const type = made.type ?? (asJson ? 'application/json' : 'application/x-www-form-urlencoded')
        return {
          area: 'slack',
          to: 'house',
          right: rightOf(wrap, payload, made),
          asked: {
            method: 'POST',
            path: slackPath,
            headers: { 'content-type': type, ...signed(stage, body, made.signature) },
            body,
          },
        }
      },
  )

/** Whose act it is: of whomever the payload names, if Slack vouches for it. Bytes that were changed may name anybody. */
function rightOf(
  wrap: Wrap,
  payload: unknown,
  { signature, bytes }: { readonly signature: string; readonly bytes: readonly unknown[] },
): Right {
  if (signature !== 'good') return nothing
  if (bytes.length > 0 || wrap === 'posted') return anything
  const found = (Object.keys(speakers) as Speaker[]).find((one) => isNamed(payload, speakers[one]))
  if (found === undefined) return nothing
  if (staff.includes(found)) return anything
  return found === 'acme' || found === 'beta' ? ofClient(found) : nothing
}

/** Whether both halves of an account stand anywhere in what is said. */
function isNamed(
  payload: unknown,
  { workspace, user }: { readonly workspace: string; readonly user: string },
): boolean {
  const text = JSON.stringify(payload) ?? ''
  return text.includes(`"${user}"`) && text.includes(`"${workspace}"`)
}

type How = { readonly wrap: Wrap; readonly who: Speaker; readonly channel: string; readonly id: number }

function payloadOf({ wrap, who, channel, id }: How, words: Said, stage: Stage): unknown {
  const { verb, rest, args } = words
  const { workspace, user } = speakers[who]
  const frame = {
    team: { id: workspace },
    user: { id: user, team_id: workspace },
    api_app_id: 'A1',
    trigger_id: `${id}.1.x`,
  }
  switch (wrap) {
    case 'slash':
      return {
        command: '/update',
        text: `${verb} ${rest}`,
        team_id: workspace,
        user_id: user,
        channel_id: channel,
        trigger_id: `${id}.1.x`,
        response_url: stage.slackApi.responseUrl('x'),
        api_app_id: 'A1',
        token: 'x',
      }
    case 'shown-button': {
      const all = buttonsIn(stage.slackApi)
      return pressed(frame, channel, id, all[id % Math.max(1, all.length)] ?? { action_id: 'status', value: '{}' })
    }
    case 'button':
      return pressed(frame, channel, id, { action_id: `${verb}#1`, value: packArguments(args, 2_000) })
    case 'shown-form': {
      const all = viewsIn(stage.slackApi)
      const view = all[id % Math.max(1, all.length)] ?? {
        callback_id: 'status',
        private_metadata: '{}',
        fields: [],
      }
      const given = Object.values(args)
      const filled = view.fields.map((name, at) => [name, given[at % Math.max(1, given.length)] ?? ''])
      return submitted(frame, id, { ...view, values: Object.fromEntries(filled) })
    }
    case 'form': {
      const private_metadata = JSON.stringify({ args: {}, channel })
      return submitted(frame, id, { callback_id: verb, private_metadata, values: args })
    }
    case 'home':
      return event({ type: 'app_home_opened', user, tab: 'home' }, workspace, id)
    case 'posted':
      return event(
        {
          type: 'message_metadata_posted',
          app_id: 'A1',
          channel_id: channel,
          message_ts: '1700000000.000001',
          metadata: { event_type: 'zerotouch_delivery', event_payload: { delivery: `D-${id % 40}` } },
        },
        workspace,
        id,
      )
    case 'handshake':
      return { type: 'url_verification', challenge: rest, token: 'x' }
  }
}

const pressed = (frame: object, channel: string, id: number, button: Button) => ({
  ...frame,
  type: 'block_actions',
  channel: { id: channel },
  message: { ts: '1700000000.000001' },
  container: { type: 'message', message_ts: '1700000000.000001', channel_id: channel, is_ephemeral: false },
  state: { values: {} },
  actions: [{ type: 'button', block_id: 'b', action_ts: `${id}.1`, ...button }],
})

type Filled = Pick<View, 'callback_id' | 'private_metadata'> & {
  readonly values: Readonly<Record<string, string>>
}

const submitted = (frame: object, id: number, { values, ...view }: Filled) => ({
  ...frame,
  type: 'view_submission',
  view: {
    ...view,
    id: `V${id}`,
    hash: '1',
    type: 'modal',
    state: {
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: { value } }])),
    },
  },
})

const event = (inner: object, workspace: string, id: number) => ({
  type: 'event_callback',
  team_id: workspace,
  api_app_id: 'A1',
  event_id: `Ev${id}`,
  event: inner,
  authorizations: [{ team_id: workspace, user_id: 'UBOT', is_bot: true }],
})

let sent = 0

function signed({ signingSecret }: Stage, body: Buffer, how: string): Record<string, string> {
  sent += 1
  // Two of the same words within one second would be one request that was sent again.
  const at = Math.floor(Date.now() / 1000) - (how === 'old' ? 900 : sent % 250)
  const key = how === 'forged' ? 'another secret' : signingSecret
  const hash = createHmac('sha256', key).update(`v0:${at}:`).update(body).digest('hex')
  if (how === 'none') return {}
  return {
    'x-slack-request-timestamp': how === 'odd' ? 'NaN' : String(at),
    'x-slack-signature': how === 'odd' ? `v0=${hash.slice(0, 10)}` : `v0=${hash}`,
  }
}
