import { replyCard } from '../../src/notices/card/reply.ts'
import { statusCard } from '../../src/notices/updates/status-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'

export const status = defineCommand({
  verb: 'status',
  summary: 'What runs, what is planned, and what you can do',
  usage: '[client]',
  examples: ['status', 'status acme'],
  for: 'everyone',
  parameters: ['client'],
  async run(invocation, app) {
    const meant = await statusMeant(invocation, app, invocation.args['client'])
    return 'reply' in meant ? meant.reply : replyCard(statusCard(meant.found))
  },
})
