/**
 * Slack's limits, in UTF-16 units unless said otherwise; enforced by Slack only when a call is made.
 * Source: docs.slack.dev/reference/block-kit, /reference/views, /reference/methods/chat.postMessage.
 */
export const limits = {
  message: { blocks: 50, fallback: 3_000, text: 12_000 },
  view: { blocks: 100, title: 24, submit: 24, metadata: 3_000, callbackId: 255, text: 12_000 },
  header: 150,
  section: { text: 3_000, fields: 10, field: 2_000 },
  context: { elements: 10, text: 2_000 },
  actions: { elements: 25 },
  button: { text: 75, value: 2_000, url: 3_000 },
  actionId: 255,
  blockId: 255,
  input: { label: 2_000, hint: 2_000, placeholder: 150, text: 3_000 },
  select: { options: 100, label: 75, value: 150 },
} as const

/** What we keep below Slack's own limits, so that a card is read in seconds. */
export const ours = {
  quote: { characters: 1_500, lines: 20 },
  listItem: 400,
  fieldError: 500,
  /** A stranger's text longer than this is cut before it is even looked at. */
  looked: 20_000,
} as const

/**
 * How often Slack lets one app speak (docs.slack.dev/apis/web-api/rate-limits): a message a second in each channel,
 * "several hundred" a minute in a workspace; edits are calls of tier 3, 50 a minute in a workspace.
 */
export const rates = {
  channel: [{ count: 1, milliseconds: 1_000 }],
  workspace: [{ count: 300, milliseconds: 60_000 }],
  edits: [{ count: 50, milliseconds: 60_000 }],
  /** Ours: what one process has on its way at once, so that a Slack that hangs leaves workers for the rest. */
  atOnce: { all: 10, workspace: 6 },
} as const
