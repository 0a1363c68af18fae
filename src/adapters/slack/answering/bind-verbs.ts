import type { App, ViewSubmitAction } from '@slack/bolt'
import type { MessageRef } from '../../../app/ports/delivery-ports.ts'
import type { DoubleClicks } from '../reading/double-clicks.ts'
import { type Body, readBody } from '../reading/read-body.ts'
import { readAction, readHomeOpened, readSlash, readSubmission } from '../reading/read-invocation.ts'
import { deliveryEvent } from '../rendering/delivery-metadata.ts'
import { answerButton } from './answer-button.ts'
import { answerForm } from './answer-form.ts'
import { answerHome } from './answer-home.ts'
import { answerTyped } from './answer-typed.ts'
import type { Answering } from './answering.ts'

export type Bound = {
  readonly answering: Answering
  readonly doubleClicks: DoubleClicks
  /** The verb whose card is the home tab. */
  readonly homeVerb: string
  /** A message of ours stands in Slack, for a delivery in doubt. */
  readonly onPosted: (delivery: string, message: MessageRef) => Promise<void>
  /** Hears of all work, so that nobody is cut off at the end: Bolt does not wait for what it has acknowledged. */
  readonly track: (work: Promise<void>) => Promise<void>
}

/** One listener for each way of saying something; which verb it is, the payload tells. */
export function bindVerbs(app: App, bound: Bound): void {
  const { answering, track } = bound

  app.command(/^\//, async ({ body, ack, respond }) => {
    const slash = expect('slash', body).body
    await track(answerTyped(answering, { said: readSlash(slash), trigger: slash.trigger_id, ack, respond }))
  })

  app.action({ type: 'block_actions' }, async ({ body, ack, respond }) => {
    await ack()
    const actions = expect('actions', body).body
    const said = readAction(actions)
    if (!said) return
    const [action] = actions.actions
    const press = [said.account.user, actions.view?.id, actions.message?.ts, action.action_id, action.value]
    await bound.doubleClicks.once(JSON.stringify(press), () =>
      track(answerButton(answering, { said, body: actions, respond })),
    )
  })

  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /.*/ }, async ({ body, ack, view }) => {
    const said = readSubmission(expect('submission', body).body)
    const { title, callback_id, private_metadata, id, state, submit, close } = view
    // They were looked at when the request came in; a form has some, as far as we draw them.
    const blocks = view.blocks ?? []
    const submitted = { blocks, title, callback_id, private_metadata, id, state }
    const optional = { ...(submit && { submit }), ...(close && { close }) }
    await track(answerForm(answering, { said, view: { ...submitted, ...optional }, ack }))
  })

  app.event('app_home_opened', async ({ body }) => {
    const { body: read, event } = expect('home', body)
    if (event.tab === 'messages') return
    await track(answerHome(answering, readHomeOpened(read, event, bound.homeVerb)))
  })

  app.event('message_metadata_posted', async ({ body }) => {
    const { body: read, event } = expect('metadata', body)
    const delivery = event.metadata.event_payload['delivery']
    // Any app may post metadata that looks like ours.
    if (event.metadata.event_type !== deliveryEvent || event.app_id !== read.api_app_id) return
    if (typeof delivery !== 'string') return
    await track(bound.onPosted(delivery, { channel: event.channel_id, ts: event.message_ts }))
  })
}

/** What was let in has been read once already: anything else here is a bug. */
function expect<Kind extends Body['kind']>(kind: Kind, body: unknown): Extract<Body, { kind: Kind }> {
  const read = readBody(body)
  if (!isKind(read, kind)) throw new Error(`expected ${kind}, got ${read.kind}`)
  return read
}

const isKind = <Kind extends Body['kind']>(read: Body, kind: Kind): read is Extract<Body, { kind: Kind }> =>
  read.kind === kind
