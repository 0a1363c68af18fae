import { z } from 'zod'

/**
 * What Teams sends, as far as it is used here. Source: the Bot Framework's activity schema, learn.microsoft.com. Its ids
 * are printable ASCII; the SDK writes them into headers and paths as they are, where anything else throws.
 */
const id = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x20-\x7e]+$/, 'An id is printable ASCII.')

const person = z.object({ id, aadObjectId: id.max(100).nullish(), name: z.string().nullish() })
const ids = z.object({ id }).nullish()

const common = {
  id: id.nullish(),
  channelId: z.string(),
  serviceUrl: z.string().max(1_000),
  from: person,
  recipient: person,
  conversation: z.object({
    id,
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: id.nullish(),
  }),
  channelData: z
    .object({ tenant: ids, channel: ids, team: ids, eventType: z.string().nullish() })
    .nullish()
    .catch(null),
  replyToId: id.nullish(),
}

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().nullish(),
  mentioned: z.object({ id: z.string() }),
})

const message = z.object({
  ...common,
  type: z.literal('message'),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  entities: z
    .array(z.unknown())
    .nullish()
    .transform((all) => (all ?? []).flatMap((each) => mention.safeParse(each).data ?? [])),
})

const cardAction = z.object({
  ...common,
  type: z.literal('invoke'),
  name: z.literal('adaptiveCard/action'),
  value: z.object({
    action: z.object({ type: z.string(), verb: z.string().nullish(), data: z.unknown().optional() }),
  }),
})

const members = z.array(z.object({ id })).nullish()
const change = z.object({
  ...common,
  type: z.enum(['conversationUpdate', 'installationUpdate']),
  action: z.string().nullish(),
  membersAdded: members,
  membersRemoved: members,
})

const other = z.object({ ...common, type: z.string() })

export type TeamsMessage = z.infer<typeof message>
export type CardActionInvoke = z.infer<typeof cardAction>
export type Change = z.infer<typeof change>
/** What every activity tells. */
export type Said = Pick<
  TeamsMessage,
  'id' | 'channelId' | 'serviceUrl' | 'from' | 'recipient' | 'conversation' | 'channelData' | 'replyToId'
>

export type Read =
  | { readonly kind: 'message'; readonly activity: TeamsMessage }
  | { readonly kind: 'action'; readonly activity: CardActionInvoke }
  | { readonly kind: 'change'; readonly activity: Change }
  /** Well formed, and nothing that we listen to. */
  | { readonly kind: 'other'; readonly activity: Said; readonly invoke: boolean }
  | { readonly kind: 'malformed'; readonly reason: string }

/** @param body the request's JSON; may be anything */
export function readActivity(body: unknown): Read {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { kind: 'malformed', reason: 'The body is not an object.' }
  const type = 'type' in body ? body.type : undefined
  if (type === 'message') return read(message, body, (activity) => ({ kind: 'message', activity }))
  if (type === 'conversationUpdate' || type === 'installationUpdate')
    return read(change, body, (activity) => ({ kind: 'change', activity }))
  if (type === 'invoke' && 'name' in body && body.name === 'adaptiveCard/action')
    return read(cardAction, body, (activity) => ({ kind: 'action', activity }))
  return read(other, body, (activity) => ({ kind: 'other', activity, invoke: type === 'invoke' }))
}

function read<T>(schema: z.ZodType<T>, body: unknown, then: (read: T) => Read): Read {
  const parsed = schema.safeParse(body)
  if (parsed.success) return then(parsed.data)
  const [issue] = parsed.error.issues
  return {
    kind: 'malformed',
    reason: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not readable'}`,
  }
}
