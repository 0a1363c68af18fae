import type { Again } from '../../domain/limits/quota.ts'
import type { Card } from './card.ts'
import type { Form } from './form.ts'

/** What a command answers; the platform decides how it looks. */
export type Reply =
  | {
      readonly type: 'card'
      readonly card: Card
      /** Of what was done as often as it may be for now: when it may be done again. */
      readonly again?: Again | undefined
    }
  | { readonly type: 'form'; readonly form: Form }
  /** The form stays open and shows what is wrong beside each field. */
  | { readonly type: 'field-errors'; readonly errors: Readonly<Record<string, string>> }

export const replyCard = (card: Card, again?: Again): Reply => ({
  type: 'card',
  card,
  ...(again && { again }),
})
export const replyForm = (form: Form): Reply => ({ type: 'form', form })
export const replyFieldErrors = (errors: Record<string, string>): Reply => ({ type: 'field-errors', errors })
