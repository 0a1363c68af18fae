import type { Block, Card, VerbAction } from '../card/card.ts'

export type HelpLine = {
  readonly verb: string
  readonly usage: string
  readonly summary: string
  readonly example: string | null
}

/** Every verb that the reader may use, with an example; generated from the commands themselves. */
export const helpCard = (slash: string, lines: readonly HelpLine[]): Card => ({
  kind: 'help',
  tone: 'neutral',
  title: 'What I can do',
  summary: `${slash} ${lines.map(({ verb }) => verb).join(', ')}`,
  blocks: lines.map((line): Block => ({ type: 'text', text: helpText(slash, line) })),
  actions: [],
  footer: 'Times are read as you type them, such as sunday 2am, in the client’s own zone.',
})

const helpText = (slash: string, { verb, usage, summary, example }: HelpLine) => [
  { code: `${slash} ${verb}${usage ? ` ${usage}` : ''}` },
  ` ${summary}`,
  ...(example && example !== verb ? [', e.g. ', { code: `${slash} ${example}` }] : []),
]

/** What an empty command shows: the usual next steps as buttons. */
export const menuCard = (name: string, actions: readonly VerbAction[]): Card => ({
  kind: 'menu',
  tone: 'neutral',
  title: `Hello ${name}`.trim(),
  summary: 'What would you like to do?',
  blocks: [{ type: 'text', text: 'What would you like to do?' }],
  actions,
})

/** A short answer with a title and one or two sentences. */
export const noteCard = (
  kind: string,
  tone: Card['tone'],
  title: string,
  text: string,
  actions: readonly VerbAction[] = [],
): Card => ({
  kind,
  tone,
  title,
  summary: `${title}. ${text}`,
  blocks: [{ type: 'text', text }],
  actions,
})
