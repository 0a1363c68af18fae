import { noteCard } from '../src/notices/help-card.ts'
import { replyCard } from '../src/notices/reply.ts'
import { defineCommand } from './define-command.ts'

export const withdrawRequest = defineCommand({
  verb: 'withdraw-request',
  summary: 'Take an urgent request back',
  usage: '[request]',
  examples: ['withdraw-request R-9'],
  for: 'administrators',
  parameters: ['request'],
  async run({ actor, args, request }, app) {
    const outcome = await app.withdrawRequest({
      actor,
      request,
      requestId: (args['request'] ?? '').toUpperCase(),
    })
    return replyCard(
      outcome.ok
        ? noteCard(
            'request-withdrawn',
            'neutral',
            `${outcome.value.id} is withdrawn`,
            'The services team has been told.',
          )
        : noteCard('refusal', 'warning', 'Nothing was withdrawn', outcome.refusal.detail),
    )
  },
})
