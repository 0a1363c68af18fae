import type { Card } from '../card/card.ts'

/** Errors of a form that cannot be drawn again. */
export const fieldErrorsCard = (errors: Readonly<Record<string, string>>): Card => ({
  kind: 'field-errors',
  tone: 'warning',
  title: 'Not quite',
  summary: `Nothing was changed. ${Object.values(errors).join(' ')}`,
  blocks: [{ type: 'list', items: Object.values(errors) }],
  actions: [],
})
