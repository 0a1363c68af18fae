/**
 * What Teams takes, in UTF-16 units unless said otherwise. Bytes: learn.microsoft.com, "Format your bot messages"
 * (28 KB is the tightest of the limits it names). The rest keeps a card readable, Teams itself states no number.
 */
export const limits = {
  /** Bytes of the whole message as JSON in UTF-8. */
  message: 28 * 1024,
  title: 200,
  summary: 500,
  footer: 500,
  label: 300,
  line: 2_000,
  button: { title: 75, arguments: 2_000, url: 2_000 },
  /** Buttons in one row: what Microsoft's own renderer shows by default. */
  row: 5,
  quote: { characters: 1_500, lines: 20 },
  listItem: 400,
  input: { text: 3_000, choices: 100, choice: 150 },
  /** Bytes that buttons and a form's copy of itself may take of a message. */
  buttons: 8 * 1024,
  sectionButtons: 4 * 1024,
  carriedForm: 7 * 1024,
  /** A stranger's text longer than this is cut before it is even looked at. */
  looked: 20_000,
} as const

/** @returns the bytes of the value as JSON in UTF-8 */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/**
 * How often Teams lets one bot speak (learn.microsoft.com, "Optimize your bot with rate limiting in Teams"): in one
 * conversation, and in one tenant.
 */
export const rates = {
  conversation: [
    { count: 7, milliseconds: 1_000 },
    { count: 8, milliseconds: 2_000 },
    { count: 60, milliseconds: 30_000 },
    { count: 1_800, milliseconds: 3_600_000 },
  ],
  tenant: [{ count: 50, milliseconds: 1_000 }],
  /** Ours: what one process has on its way at once, so that a Teams that hangs leaves workers for the rest. */
  atOnce: { all: 10, tenant: 6 },
} as const
