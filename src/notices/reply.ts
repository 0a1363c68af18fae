import type { Card } from './card.ts'
import type { Form } from './form.ts'

/** What a command answers; the platform decides how it looks. */
export type Reply =
  | { readonly type: 'card'; readonly card: Card }
  | { readonly type: 'form'; readonly form: Form }
  /** The form stays open and shows what is wrong beside each field. */
  | { readonly type: 'field-errors'; readonly errors: Readonly<Record<string, string>> }

export const replyCard = (card: Card): Reply => ({ type: 'card', card })
export const replyForm = (form: Form): Reply => ({ type: 'form', form })
export const replyFieldErrors = (errors: Record<string, string>): Reply => ({ type: 'field-errors', errors })
