import { awaitsAnswer } from '../../src/domain/updates/urgent-request.ts'
import { replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { declineForm } from '../../src/notices/forms/urgent-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { requestArgs } from './request-args.ts'
import { unansweredChoice } from './request-choice.ts'

export const declineRequest = defineCommand({
  verb: 'decline-request',
  summary: 'Decline an urgent request, with a reason',
  usage: '[request] [reason]',
  examples: ['decline-request R-9 the fix is in 3.9.13'],
  for: ['services'],
  parameters: ['request', 'reason'],
  async run({ actor, args, request, verb, via }, app) {
    const about = requestArgs(args)
    if (about.requestId === '') return unansweredChoice(verb, app)
    const asked = await app.readRequest(about.requestId)
    const no = (detail: string) => replyCard(noteCard('refusal', 'warning', 'Nothing was declined', detail))
    if (!asked) return no(`There is no request ${about.requestId.slice(0, 20)}.`)
    const reason = args['reason']?.trim() ?? ''
    if (via !== 'form' && reason === '') {
      if (awaitsAnswer(asked.status) || asked.status === 'accepted') return replyForm(declineForm(asked))
      return no(`Request ${asked.id} is ${asked.status}${asked.decidedBy ? ` by ${asked.decidedBy.name}` : ''}.`)
    }
    if (reason === '') return replyFieldErrors({ reason: 'Please say why; the client reads it.' })
    if (reason.length > longestReason)
      return via === 'form'
        ? replyFieldErrors({ reason: `At most ${longestReason} characters; these are ${reason.length}.` })
        : no('That reason is too long.')
    const outcome = await app.declineRequest({ actor, request, ...about, reason })
    return outcome.ok
      ? replyCard(
          noteCard(
            'request-declined',
            'neutral',
            `${outcome.value.id} is declined`,
            'The client has been told, with your reason.',
          ),
        )
      : no(outcome.refusal.detail)
  },
})
