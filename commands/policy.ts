import { policyCard } from '../src/notices/policy-card.ts'
import { replyCard } from '../src/notices/reply.ts'
import { defineCommand } from './define-command.ts'
import { statusMeant } from './scope.ts'

export const policy = defineCommand({
  verb: 'policy',
  summary: 'The rules for moving and cancelling, with your numbers',
  usage: '[client]',
  examples: ['policy'],
  for: 'administrators',
  parameters: ['client'],
  async run(invocation, app) {
    const meant = await statusMeant(invocation, app, invocation.args['client'])
    return 'reply' in meant ? meant.reply : replyCard(policyCard(meant.found.client, meant.found.numbers))
  },
})
