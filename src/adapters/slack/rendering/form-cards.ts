import type { Said } from '../../../../commands/command/run-command.ts'
import type { Card } from '../../../notices/card/card.ts'

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
    ...(said.rest ? [{ type: 'text', text: ['Send it again: ', { code: `${said.verb} ${said.rest}` }] } as const] : []),
  ],
  actions: said.rest ? [] : [{ verb: said.verb, label: 'Try again', args: said.args ?? {}, style: 'primary' }],
})

export const workingCard: Card = {
  kind: 'working',
  tone: 'neutral',
  title: 'One moment …',
  summary: 'Still working on it.',
  blocks: [{ type: 'text', text: 'Still working on it. This view changes by itself.' }],
  actions: [],
}
