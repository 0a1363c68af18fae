import type { UrgentRefusal } from '../../src/app/use-cases/chat.ts'
import { formatSystem, type SystemRef } from '../../src/domain/people/system.ts'
import { isVersion } from '../../src/domain/releases/version.ts'
import { showInstant } from '../../src/domain/time/show-time.ts'
import { isBefore } from '../../src/domain/time/span.ts'
import { seenOf } from '../../src/domain/updates/update.ts'
import type { VerbAction } from '../../src/notices/card/card.ts'
import { replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { whichOfTwo } from '../../src/notices/forms/reschedule-form.ts'
import { urgentForm } from '../../src/notices/forms/urgent-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { startMeant } from '../command/read-start.ts'
import { splitVerb } from '../command/read-words.ts'
import { systemMeant } from '../command/scope.ts'

export const urgent = defineCommand({
  verb: 'urgent',
  summary: 'Ask for an urgent update while nothing is scheduled',
  usage: '[system] [release] [reason]',
  examples: ['urgent beta/production 3.9.12 grades are not saved'],
  for: 'everyone',
  parameters: ['system', 'wish'],
  async run(invocation, app) {
    const { actor, args, request, via } = invocation
    const meant = await systemMeant(invocation, app, args['system'])
    if ('reply' in meant) return meant.reply
    const { system, status } = meant.found
    const { zone } = status.client
    const { release, reason } =
      via === 'form'
        ? { release: args['release']?.trim() ?? '', reason: args['reason']?.trim() ?? '' }
        : readWish(args['wish'] ?? '')

    if (via !== 'form' && reason === '') return replyForm(urgentForm(system, zone, { release, reason }))
    if (via === 'form' && reason === '') return replyFieldErrors({ reason: 'Please say what you need it for.' })
    if (reason.length > longestReason) {
      const words = `At most ${longestReason} characters; these are ${reason.length}.`
      return via === 'form'
        ? replyFieldErrors({ reason: words })
        : replyCard(noteCard('refusal', 'warning', 'That reason is too long', words))
    }
    const wished = startMeant(invocation, undefined, zone, status.now)
    if (wished.kind === 'refused') {
      const { refusal } = wished
      return refusal.kind === 'twice'
        ? replyForm(whichOfTwo(urgentForm(system, zone, { release, reason, wishedAt: refusal.first }), refusal, zone))
        : replyFieldErrors({ time: wished.words })
    }
    if (wished.kind === 'start' && isBefore(wished.startsAt, status.now))
      return replyFieldErrors({
        time: `${showInstant(wished.startsAt, zone)} is over. Choose a time to come.`,
      })
    const asked = await app.requestUrgent({
      actor,
      request,
      system,
      release: release || null,
      reason,
      wishedAt: wished.kind === 'start' ? wished.startsAt : null,
    })
    if (!asked.ok && via === 'form' && asked.refusal.code === 'unknown-release')
      return replyFieldErrors({ release: asked.refusal.detail })
    if (!asked.ok)
      return replyCard(
        noteCard(
          'refusal',
          'warning',
          'No urgent request was made',
          asked.refusal.detail,
          waysOut(asked.refusal, system),
        ),
        asked.refusal.again,
      )
    const { id } = asked.value
    return replyCard(
      noteCard(
        'urgent-requested',
        'good',
        `${id} is with our services team`,
        `You asked for release ${asked.value.release} on ${formatSystem(system)}. You will be told what they decide.`,
        [{ verb: 'withdraw-request', label: 'Take it back', args: { request: id } }],
      ),
    )
  },
})

/** A first word such as 3.9.12 names the release, a plain number does not; the rest is the reason. */
function readWish(text: string): { release: string; reason: string } {
  const { verb: first, rest } = splitVerb(text)
  return isVersion(first) && first.includes('.')
    ? { release: first, reason: rest }
    : { release: '', reason: text.trim() }
}

function waysOut({ code, update, request }: UrgentRefusal, system: SystemRef): VerbAction[] {
  if (code === 'something-scheduled' && update?.status === 'scheduled') {
    return [
      {
        verb: 'reschedule',
        label: 'Move it earlier',
        args: { system: formatSystem(system), seen: seenOf(update) },
      },
    ]
  }
  if (code === 'already-requested' && request)
    return [{ verb: 'withdraw-request', label: `Take ${request.id} back`, args: { request: request.id } }]
  return [{ verb: 'status', label: 'Show status', args: { client: system.client } }]
}
