import { z } from 'zod'

/**
 * Slack's limits as it documents them (docs.slack.dev/reference/block-kit, /reference/views), written apart from the
 * renderer: Slack checks them only online.
 */
const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  })
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  })
const text = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)])

const id = z.string().min(1).max(255)

const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plain(75),
  value: z.string().max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

const option = z.strictObject({ text: plain(75), value: z.string().min(1).max(150) })

const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: id,
    multiline: z.boolean().optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    initial_value: z.string().max(3000).optional(),
    placeholder: plain(150).optional(),
  }),
  z.strictObject({ type: z.literal('datepicker'), action_id: id, initial_date: z.iso.date().optional() }),
  z.strictObject({
    type: z.literal('timepicker'),
    action_id: id,
    timezone: z.string(),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    action_id: id,
    options: z.array(option).min(1).max(100),
    initial_option: option.optional(),
  }),
])

const contentBlocks = [
  z.strictObject({ type: z.literal('header'), block_id: id.optional(), text: plain(150) }),
  z
    .strictObject({
      type: z.literal('section'),
      block_id: id.optional(),
      text: text(3000).optional(),
      fields: z.array(text(2000)).min(1).max(10).optional(),
    })
    .refine((section) => section.text || section.fields, 'a section needs text or fields'),
  z.strictObject({ type: z.literal('divider'), block_id: id.optional() }),
  z.strictObject({
    type: z.literal('context'),
    block_id: id.optional(),
    elements: z.array(text(3000)).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: id.optional(),
    elements: z.array(button).min(1).max(25),
  }),
] as const

const input = z.strictObject({
  type: z.literal('input'),
  block_id: id,
  label: plain(2000),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  element,
})

type Blocks = readonly { block_id?: string | undefined; elements?: readonly object[] | undefined }[]

const unique = (blocks: Blocks): boolean => {
  const blockIds = blocks.flatMap((block) => block.block_id ?? [])
  const actionIds = blocks.flatMap((block) =>
    (block.elements ?? []).flatMap((each) => ('action_id' in each ? [each.action_id] : [])),
  )
  return new Set(blockIds).size === blockIds.length && new Set(actionIds).size === actionIds.length
}

/** What a reader sees all in all; more and Slack answers `msg_blocks_too_long`. */
const readable = (blocks: unknown): boolean => {
  let length = 0
  JSON.stringify(blocks, (key, value) => {
    if (key === 'text' && typeof value === 'string') length += value.length
    return value
  })
  return length <= 13_000
}

const contentBlock = z.discriminatedUnion('type', contentBlocks)

export const messageSchema = z.strictObject({
  text: z.string().min(1).max(4000),
  blocks: z
    .array(contentBlock)
    .min(1)
    .max(50)
    .refine(unique, 'ids must be unique')
    .refine(readable, 'too long to be read'),
})

const viewBlocks = z
  .array(z.discriminatedUnion('type', [...contentBlocks, input]))
  .min(1)
  .max(100)
  .refine(unique, 'ids must be unique')

export const modalSchema = z
  .strictObject({
    type: z.literal('modal'),
    callback_id: id,
    private_metadata: z.string().max(3000),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    blocks: viewBlocks,
  })
  .refine(
    (view) => view.submit || !view.blocks.some((block) => block.type === 'input'),
    'a view with inputs needs submit',
  )

export const homeSchema = z.strictObject({ type: z.literal('home'), blocks: viewBlocks })
