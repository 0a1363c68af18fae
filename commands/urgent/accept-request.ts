import { formatSystem } from '../../src/domain/people/system.ts'
import { showInstant } from '../../src/domain/time/show-time.ts'
import { nextQuarterHour } from '../../src/domain/time/slot.ts'
import { after, later, minute } from '../../src/domain/time/span.ts'
import { awaitsAnswer } from '../../src/domain/updates/urgent-request.ts'
import { replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { whichOfTwo } from '../../src/notices/forms/reschedule-form.ts'
import { acceptForm } from '../../src/notices/forms/urgent-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { startMeant } from '../command/read-start.ts'
import { requestArgs } from './request-args.ts'
import { unansweredChoice } from './request-choice.ts'

/** A form is filled in within minutes; the suggested start must still be possible then. */
const timeToDecide = 10 * minute

export const acceptRequest = defineCommand({
  verb: 'accept-request',
  summary: 'Accept an urgent request and choose its start',
  usage: '[request] [time]',
  examples: ['accept-request R-9 tonight 11pm'],
  for: ['services'],
  parameters: ['request', 'when'],
  async run(invocation, app) {
    const { actor, args, request, via } = invocation
    const about = requestArgs(args)
    if (about.requestId === '') return unansweredChoice(invocation.verb, app)
    const asked = await app.readRequest(about.requestId)
    const status = asked && (await app.readStatus(asked.client))
    const no = (detail: string) => replyCard(noteCard('refusal', 'warning', 'Nothing was accepted', detail))
    if (!asked || !status) return no(`There is no request ${about.requestId.slice(0, 20)}.`)
    const { zone } = status.client
    const start = startMeant(invocation, args['when'], zone, status.now)
    if (start.kind === 'refused') {
      if (via !== 'form') return no(start.words)
      const { refusal } = start
      return refusal.kind === 'twice'
        ? replyForm(whichOfTwo(acceptForm(asked, zone, refusal.first), refusal, zone))
        : replyFieldErrors({ time: start.words })
    }
    if (via !== 'form' && !awaitsAnswer(asked.status))
      return no(`Request ${asked.id} is ${asked.status}${asked.decidedBy ? ` by ${asked.decidedBy.name}` : ''}.`)
    // A typed time is shown back on the client's clock before it counts.
    if (start.kind === 'start' && via !== 'form') return replyForm(acceptForm(asked, zone, start.startsAt))
    if (start.kind === 'none') {
      const soonest = nextQuarterHour(after(status.now, status.numbers.leadMinutes * minute + timeToDecide))
      return replyForm(
        acceptForm(asked, zone, asked.wishedAt ? nextQuarterHour(later(asked.wishedAt, soonest)) : soonest),
      )
    }
    const outcome = await app.acceptRequest({ actor, request, ...about, startsAt: start.startsAt })
    if (!outcome.ok) {
      const aboutTime = ['too-soon', 'frozen', 'no-capacity', 'not-a-quarter-hour'].includes(outcome.refusal.code)
      return via === 'form' && aboutTime
        ? replyFieldErrors({ time: outcome.refusal.detail })
        : no(outcome.refusal.detail)
    }
    const { id, status: state } = outcome.value
    const at = showInstant(start.startsAt, zone)
    const text =
      state === 'scheduled'
        ? `${formatSystem(asked)} is scheduled for ${at}, and the client is told.`
        : `It waits for the check of the copy, which comes ahead of the queue, and for every finding there to be settled; then it starts at ${at}. The client is told.`
    return replyCard(noteCard('request-accepted', 'good', `${id} is accepted`, text))
  },
})
