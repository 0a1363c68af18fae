import type { Said } from '../../../commands/run-command.ts'
import type { Card } from '../../notices/card.ts'

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

/** Slack lets a form be opened for three seconds after the click; this one was not in time. */
export const lateFormCard = (said: Said): Card => ({
  kind: 'form-late',
  tone: 'warning',
  title: 'That took too long',
  summary: 'Slack allows three seconds to open a form, and it took longer. Nothing was changed.',
  blocks: [
    {
      type: 'text',
      text: 'Slack allows three seconds to open a form, and it took longer. Nothing was changed.',
    },
    ...(said.rest
      ? [{ type: 'text', text: ['Send it again: ', { code: `${said.verb} ${said.rest}` }] } as const]
      : []),
  ],
  actions: said.rest
    ? []
    : [{ verb: said.verb, label: 'Try again', args: said.args ?? {}, style: 'primary' }],
})

export const fieldErrorsCard = (errors: Readonly<Record<string, string>>): Card => ({
  kind: 'field-errors',
  tone: 'warning',
  title: 'Not quite',
  summary: `Nothing was changed. ${Object.values(errors).join(' ')}`,
  blocks: [{ type: 'list', items: Object.values(errors) }],
  actions: [],
})

export const workingCard: Card = {
  kind: 'working',
  tone: 'neutral',
  title: 'One moment …',
  summary: 'Still working on it.',
  blocks: [{ type: 'text', text: 'Still working on it. This view changes by itself.' }],
  actions: [],
}
