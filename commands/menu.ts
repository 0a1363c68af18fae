import { identityAt } from '../src/domain/people/actor.ts'
import { replyCard } from '../src/notices/card/reply.ts'
import { menuCard } from '../src/notices/replies/help-card.ts'
import { defineCommand } from './command/define-command.ts'

/** What an empty command answers. */
export const menu = defineCommand({
  verb: 'menu',
  summary: 'The usual next steps as buttons',
  usage: '',
  examples: ['menu'],
  for: 'everyone',
  parameters: [],
  run: async ({ actor, from }) =>
    replyCard(
      menuCard(identityAt(actor, from.client).name, [
        { verb: 'status', label: 'Status', args: {}, style: 'primary' },
        { verb: 'health', label: 'Health report', args: {} },
        { verb: 'reschedule', label: 'Reschedule', args: {} },
        { verb: 'cancel', label: 'Cancel an update', args: {} },
        { verb: 'urgent', label: 'Urgent update', args: {} },
        { verb: 'open', label: 'Open a page', args: {} },
        { verb: 'help', label: 'Help', args: {} },
      ]),
    ),
})
