import { formatSystem } from '../../src/domain/people/system.ts'
import { parseSeen, seenOf } from '../../src/domain/updates/update.ts'
import { replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { cancelForm } from '../../src/notices/forms/cancel-form.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { refusalCard } from '../../src/notices/replies/refusal-card.ts'
import { cut } from '../../src/notices/words/words.ts'
import { defineCommand } from '../command/define-command.ts'
import { systemMeant } from '../command/scope.ts'

export const cancel = defineCommand({
  verb: 'cancel',
  summary: 'Cancel one scheduled update, with a reason',
  usage: '[system] [reason]',
  examples: ['cancel acme/staging exams that week'],
  for: 'everyone',
  parameters: ['system', 'reason'],
  async run(invocation, app) {
    const meant = await systemMeant(invocation, app, invocation.args['system'])
    if ('reply' in meant) return meant.reply
    const { system, status } = meant.found
    const { actor, request, via, args } = invocation
    const current = status.current?.version ?? null
    const wish = { actor, request, system, seen: parseSeen(args['seen'] ?? '') }
    const judged = await app.judgeCancel(wish)
    const no = (refusal: Parameters<typeof refusalCard>[0]['refusal']) =>
      replyCard(
        refusalCard({
          refusal,
          system,
          wish: 'cancel',
          numbers: status.numbers,
          now: status.now,
          contact: app.contact,
        }),
      )
    // A form that is sent twice is answered as it was the first time, so it is never judged anew here.
    if (via !== 'form')
      return judged.ok
        ? replyForm(cancelForm(judged.value, current, args['reason'] && cut(args['reason'], longestReason)))
        : no(judged.refusal)

    const reason = args['reason']?.trim() ?? ''
    if (reason === '') return replyFieldErrors({ reason: 'Please say why; your colleagues and our team will read it.' })
    if (reason.length > longestReason)
      return replyFieldErrors({ reason: `At most ${longestReason} characters; these are ${reason.length}.` })
    const cancelled = await app.cancelUpdate({ ...wish, reason })
    if (!cancelled.ok) return no(cancelled.refusal)
    const update = cancelled.value
    return replyCard(
      noteCard(
        'cancelled',
        'neutral',
        `${formatSystem(update)} is cancelled`,
        `Release ${update.release} will not be applied there. The other system is unchanged.`,
        update.release === current
          ? [{ verb: 'reschedule', label: 'Restore', args: { system: formatSystem(update), seen: seenOf(update) } }]
          : [],
      ),
    )
  },
})
