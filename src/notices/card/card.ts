import type { ChatAccount } from '../../domain/people/client.ts'

/**
 * A neutral card: what a place shows, without a word of Block Kit, Adaptive Cards or HTML.
 * Every string in it is plain text and may be a stranger's: renderers escape all of them.
 */
export type Card = {
  /** What the card is, e.g. `rollout`, `health-report`, `refusal`; for tests, threads and the inbox feed. */
  readonly kind: string
  readonly tone: Tone
  readonly title: string
  /** One plain line for notifications, mail subjects and screen readers. */
  readonly summary: string
  readonly blocks: readonly Block[]
  readonly actions: readonly Action[]
  /** Small print, e.g. who did it last. */
  readonly footer?: string
}

export type Tone = 'neutral' | 'good' | 'warning' | 'bad'

export type Block =
  | { readonly type: 'text'; readonly text: Text }
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  | { readonly type: 'list'; readonly items: readonly Text[] }
  /** Verbatim text of a stranger: a reason, a failure's message, an output. */
  | { readonly type: 'quote'; readonly text: string }
  /** A titled part with buttons of its own, e.g. one system. */
  | {
      readonly type: 'section'
      readonly title: string
      readonly facts: readonly Fact[]
      readonly actions: readonly Action[]
    }
  | { readonly type: 'divider' }

export type Fact = { readonly label: string; readonly value: Text }

export type Text = string | readonly Span[]
export type Span =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  /** A link to an address of ours or the vendor's (http or https), never to one found in a stranger's text. */
  | { readonly link: string; readonly label: string }
  /** A person to be mentioned where the place knows one of the accounts, named otherwise. */
  | { readonly person: string; readonly accounts: readonly ChatAccount[] }

/** A button: either a verb with its arguments, or a link. */
export type Action = VerbAction | LinkAction

export type VerbAction = {
  readonly verb: string
  readonly label: string
  /** The command's arguments; a revision among them makes the button go stale. Kept short: a button holds 2,000 characters. */
  readonly args: Readonly<Record<string, string>>
  readonly style?: 'primary' | 'danger'
}

export type LinkAction = { readonly link: string; readonly label: string }

export const isLink = (action: Action): action is LinkAction => 'link' in action

/** @returns the text without its markup, for mail and notifications. */
export const plain = (text: Text): string => (typeof text === 'string' ? text : text.map(plainSpan).join(''))

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span
  if ('bold' in span) return span.bold
  if ('code' in span) return span.code
  if ('person' in span) return span.person
  return `${span.label} (${span.link})`
}
