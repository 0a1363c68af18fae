import { replyCard } from '../../src/notices/card/reply.ts'
import { policyCard } from '../../src/notices/clients/policy-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'

export const policy = defineCommand({
  verb: 'policy',
  summary: 'The rules for moving and cancelling, with your numbers',
  usage: '[client]',
  examples: ['policy'],
  for: 'everyone',
  parameters: ['client'],
  async run(invocation, app) {
    const meant = await statusMeant(invocation, app, invocation.args['client'])
    return 'reply' in meant ? meant.reply : replyCard(policyCard(meant.found.client, meant.found.numbers))
  },
})
