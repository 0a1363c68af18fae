import type { Block } from './card.ts'

/**
 * A question to a person: a modal in Slack, inputs in a card in Teams. Submitting it calls the same verb with `args`
 * and the values of the fields.
 */
export type Form = {
  readonly verb: string
  /** At most 24 characters: Slack's limit for a modal's title. */
  readonly title: string
  readonly blocks: readonly Block[]
  readonly fields: readonly Field[]
  /** Carried along unseen, as text. */
  readonly args: Readonly<Record<string, string>>
  readonly submit: string
}

export type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
} & FieldInput

export type FieldInput =
  | {
      readonly type: 'text'
      readonly initial?: string
      readonly multiline?: boolean
      readonly maxLength?: number
      readonly placeholder?: string
    }
  /** A calendar day, `YYYY-MM-DD`, in the zone that the form names. */
  | { readonly type: 'date'; readonly initial?: string }
  /** A time of day, `HH:mm`, in `zone`. */
  | { readonly type: 'time'; readonly initial?: string; readonly zone: string }
  | { readonly type: 'choice'; readonly initial?: string; readonly options: readonly Option[] }

export type Option = { readonly value: string; readonly label: string }
