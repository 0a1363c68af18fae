import { identityAt } from '../src/domain/actor.ts'
import { menuCard } from '../src/notices/help-card.ts'
import { replyCard } from '../src/notices/reply.ts'
import { defineCommand } from './define-command.ts'

/** What an empty command answers. */
export const menu = defineCommand({
  verb: 'menu',
  summary: 'The usual next steps as buttons',
  usage: '',
  examples: ['menu'],
  for: 'administrators',
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
