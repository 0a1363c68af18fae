import { replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { requestArgs } from './request-args.ts'
import { unansweredChoice } from './request-choice.ts'

export const claimRequest = defineCommand({
  verb: 'claim-request',
  summary: 'Take an urgent request in hand',
  usage: '[request]',
  examples: ['claim-request R-9'],
  for: ['services'],
  parameters: ['request'],
  async run({ actor, args, request, verb }, app) {
    const about = requestArgs(args)
    if (about.requestId === '') return unansweredChoice(verb, app)
    const outcome = await app.claimRequest({ actor, request, ...about })
    return replyCard(
      outcome.ok
        ? noteCard(
            'request-claimed',
            'good',
            `${outcome.value.id} is yours`,
            'Decide it with Accept or Decline on its card.',
          )
        : noteCard('refusal', 'warning', 'Nothing was claimed', outcome.refusal.detail),
    )
  },
})
