import { eventually } from './eventually.ts'
import type { SandboxClient } from './sandbox-client.ts'
import type { Block, Field, Message, View } from './slack-blocks.ts'
import { type Submitted, wordsOf } from './slack-client.ts'

/** Less than a test has, so that it is said what was waited for. */
const PATIENCE = 20_000

export type Person = ReturnType<typeof personIn>

/** One user of the sandbox's Slack in one of its channels: says and presses things, and sees what comes of them. */
export function personIn({ slack }: SandboxClient, user: string, channel: string) {
  const mine = async () => (await slack.messages(channel)).filter(({ ephemeral_to }) => ephemeral_to === user)

  const newSince = (before: string[]): Promise<Message> =>
    eventually(
      `an answer to ${user} in ${channel}`,
      async () => (await mine()).findLast((message) => !before.includes(stateOf(message))),
      PATIENCE,
    )
  /** Does something that is answered with a message for this person alone. */
  const answerTo = async (act: () => Promise<unknown>): Promise<Message> => {
    const before = (await mine()).map(stateOf)
    await act()
    return newSince(before)
  }
  /** Does something that is answered with a form, and shows that one. */
  const formAfter = async (act: () => Promise<unknown>): Promise<View> => {
    const before = (await slack.lastView())?.id
    await act()
    return eventually(
      `a form for ${user}`,
      async () => {
        const view = await slack.lastView()
        return view && view.id !== before ? view : undefined
      },
      PATIENCE,
    )
  }

  return {
    user,
    channel,
    mine,
    answerTo,
    formAfter,
    /** Types `/update …` and reads the answer. */
    ask: (text: string) => answerTo(() => slack.command(user, channel, text)),
    /** Types `/update …`, which opens a form. */
    open: (text: string) => formAfter(() => slack.command(user, channel, text)),
    press: (message: Message, what: string | RegExp) => slack.click(user, message, what),
    pressForAnswer: (message: Message, what: string | RegExp) => answerTo(() => slack.click(user, message, what)),
    pressForForm: (message: Message, what: string | RegExp) => formAfter(() => slack.click(user, message, what)),
    /** Fills in the open form, and sees what the form says then. */
    fill: (fields: Record<string, Field> = {}): Promise<Submitted> => slack.submitView(user, fields),
    /** The same for the last form: the answer stands in its place, or in the channel where it has buttons. */
    finish: async (fields: Record<string, Field> = {}): Promise<{ words: string; message: Message | null }> => {
      const before = (await mine()).map(stateOf)
      const { view, errors } = await slack.submitView(user, fields)
      if (Object.keys(errors).length > 0) throw new Error(`the form is refused: ${JSON.stringify(errors)}`)
      if (view) {
        await slack.closeView(user)
        return { words: formWords(view), message: null }
      }
      const message = await newSince(before)
      return { words: wordsOf(message), message }
    },
    closeForm: () => slack.closeView(user),
  }
}

const stateOf = ({ ts, blocks }: Message): string => `${ts} ${JSON.stringify(blocks)}`

/** The card that keeps standing in a channel: the newest message there that all see and that stands in no thread. */
export const standing = async ({ slack }: SandboxClient, channel: string, fits: RegExp): Promise<Message | undefined> =>
  (await slack.messages(channel)).findLast(
    (message) => !message.ephemeral_to && !message.thread_ts && fits.test(wordsOf(message)),
  )

/** The card, as soon as it says this. */
export const standingSays = (
  sandbox: SandboxClient,
  channel: string,
  card: RegExp,
  says: (message: Message) => boolean,
): Promise<Message> =>
  eventually(
    `a card like ${card} in ${channel} that says so`,
    async () => {
      const message = await standing(sandbox, channel, card)
      return message && says(message) ? message : undefined
    },
    PATIENCE,
  )

/** The blocks of a card that belong to one system. */
export function partOf({ blocks = [] }: Pick<Message, 'blocks'>, system: 'Production' | 'Staging'): Block[] {
  const parts: Block[][] = [[]]
  for (const block of blocks) {
    if (block.type === 'divider') parts.push([])
    parts.at(-1)?.push(block)
  }
  const titled = (part: Block[]) => part.some(({ text }) => text?.text.startsWith(`*${system}*`))
  const part = parts.find(titled)
  if (!part) throw new Error(`no part for ${system} in ${wordsOf({ blocks })}`)
  return part
}

/** What a card says of one system. */
export const saysOf = (message: Pick<Message, 'blocks'>, system: 'Production' | 'Staging'): string =>
  wordsOf({ blocks: partOf(message, system) })

/** What a form shows before it is filled in, by field. */
export const initialOf = (view: View): Record<string, unknown> =>
  Object.fromEntries(
    view.blocks.flatMap(({ block_id, element }) => {
      if (!block_id || !element) return []
      const { initial_date, initial_time, initial_value } = element as Record<string, unknown>
      return [[block_id, initial_date ?? initial_time ?? initial_value ?? null]]
    }),
  )

/** The words of a form, its title first. */
export const formWords = (view: View | undefined): string =>
  view ? `${view.title?.text}\n${wordsOf(view)}` : 'no form'
