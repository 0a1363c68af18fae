import { maySee } from '../../src/domain/people/actor.ts'
import { replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { otherChannel, statusMeant } from '../command/scope.ts'
import { requestArgs } from './request-args.ts'
import { requestChoice } from './request-choice.ts'

export const withdrawRequest = defineCommand({
  verb: 'withdraw-request',
  summary: 'Take an urgent request back',
  usage: '[request]',
  examples: ['withdraw-request R-9'],
  for: 'everyone',
  parameters: ['request'],
  async run(invocation, app) {
    const { actor, args, from, request, verb } = invocation
    const { requestId } = requestArgs(args)
    if (requestId === '') {
      const meant = await statusMeant(invocation, app, args['client'])
      if ('reply' in meant) return meant.reply
      return requestChoice(
        verb,
        meant.found.systems.flatMap((system) => system.request ?? []),
      )
    }
    // A channel of one client shows that client only, whoever asks; who may not see the other learns nothing of it.
    const asked = from.client === null ? null : await app.readRequest(requestId)
    if (asked && from.client !== null && asked.client !== from.client && maySee(actor, asked.client))
      return replyCard(otherChannel(from.client))
    const outcome = await app.withdrawRequest({ actor, request, requestId })
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
