import { z } from 'zod'

/** What Slack sends, as far as it is used here. Sources: docs.slack.dev/interactivity, /apis/events-api. */
const id = z.string().min(1).max(255)

const slash = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  team_id: id,
  channel_id: id,
  user_id: id,
  trigger_id: id,
})

const user = z.object({ id, team_id: id.nullish() })
const team = z.object({ id }).nullish()

const action = z.object({
  action_id: id,
  block_id: z.string().nullish(),
  action_ts: z.string().nullish(),
  value: z.string().nullish(),
})

const blockActions = z.object({
  type: z.literal('block_actions'),
  user,
  team,
  trigger_id: id.nullish(),
  container: z.object({ is_ephemeral: z.boolean().nullish() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z
    .object({ ts: z.string().nullish(), thread_ts: z.string().nullish(), subtype: z.string().nullish() })
    .nullish(),
  view: z.object({ id, type: z.string(), private_metadata: z.string().nullish() }).nullish(),
  actions: z.tuple([action], action),
})

const heldValue = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

const viewSubmission = z.object({
  type: z.literal('view_submission'),
  user,
  team,
  view: z.object({
    id,
    hash: z.string().default(''),
    callback_id: z.string(),
    private_metadata: z.string().nullish(),
    app_installed_team_id: id.nullish(),
    blocks: z.array(z.looseObject({ type: z.string(), element: z.looseObject({}).optional() })).nullish(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), heldValue)) }),
  }),
})

const event = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  api_app_id: z.string().nullish(),
  event_id: id,
  authorizations: z.array(z.object({ team_id: id.nullish() })).nullish(),
  event: z.object({ type: z.string() }).loose(),
})

const homeOpened = z.object({ type: z.literal('app_home_opened'), user: id, tab: z.string().nullish() })
const metadataPosted = z.object({
  type: z.literal('message_metadata_posted'),
  app_id: z.string(),
  channel_id: id,
  message_ts: id,
  metadata: z.object({ event_type: z.string(), event_payload: z.looseObject({}) }),
})

export type SlashBody = z.infer<typeof slash>
export type ActionsBody = z.infer<typeof blockActions>
export type SubmissionBody = z.infer<typeof viewSubmission>
export type EventBody = z.infer<typeof event>
export type HomeOpened = z.infer<typeof homeOpened>
export type MetadataPosted = z.infer<typeof metadataPosted>

export type Body =
  | { readonly kind: 'slash'; readonly body: SlashBody }
  | { readonly kind: 'actions'; readonly body: ActionsBody }
  | { readonly kind: 'submission'; readonly body: SubmissionBody }
  | { readonly kind: 'home'; readonly body: EventBody; readonly event: HomeOpened }
  | { readonly kind: 'metadata'; readonly body: EventBody; readonly event: MetadataPosted }
  /** Slack asks whether the address is ours. */
  | { readonly kind: 'handshake' }
  /** Well formed, and nothing that we listen to. */
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed'; readonly reason: string }

/** @param body what the request says once parsed, from form fields or JSON; may be anything */
export function readBody(body: unknown): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'malformed', reason: 'The body is not an object.' }
  }
  if ('ssl_check' in body && body.ssl_check === '1') return { kind: 'handshake' }
  if ('command' in body) return read(slash, body, (read) => ({ kind: 'slash', body: read }))
  const type = 'type' in body ? body.type : undefined
  switch (type) {
    case 'block_actions':
      return read(blockActions, body, (read) => ({ kind: 'actions', body: read }))
    case 'view_submission':
      return read(viewSubmission, body, (read) => ({ kind: 'submission', body: read }))
    case 'event_callback':
      return read(event, body, readEvent)
    case 'url_verification':
      return 'challenge' in body && typeof body.challenge === 'string'
        ? { kind: 'handshake' }
        : { kind: 'malformed', reason: 'challenge is missing.' }
    default:
      return typeof type === 'string'
        ? { kind: 'other' }
        : { kind: 'malformed', reason: 'It is neither a command, nor an interaction, nor an event.' }
  }
}

function readEvent(body: EventBody): Body {
  switch (body.event.type) {
    case 'app_home_opened':
      return read(homeOpened, body.event, (event) => ({ kind: 'home', body, event }))
    case 'message_metadata_posted':
      return read(metadataPosted, body.event, (event) => ({ kind: 'metadata', body, event }))
    default:
      return { kind: 'other' }
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown, then: (read: T) => Body): Body {
  const parsed = schema.safeParse(body)
  if (parsed.success) return then(parsed.data)
  const [issue] = parsed.error.issues
  return {
    kind: 'malformed',
    reason: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not readable'}`,
  }
}
