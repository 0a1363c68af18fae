import type { Card } from '../card/card.ts'

/** An exception: what the person sees, and what the log can be searched for. */
export const failureCard = (reference: string): Card => ({
  kind: 'failure',
  tone: 'bad',
  title: 'Something went wrong',
  summary: `Something went wrong on our side; nothing was changed. Reference ${reference}.`,
  blocks: [{ type: 'text', text: 'Something went wrong on our side; nothing was changed.' }],
  actions: [],
  footer: `Reference ${reference}`,
})
