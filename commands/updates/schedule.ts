import type { ScheduleRefusal } from '../../src/app/use-cases/chat.ts'
import { formatSystem } from '../../src/domain/people/system.ts'
import { readTime } from '../../src/domain/time/reading/read-time.ts'
import { showInstant } from '../../src/domain/time/show-time.ts'
import { replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { whichOfTwo } from '../../src/notices/forms/reschedule-form.ts'
import { scheduleForm } from '../../src/notices/forms/schedule-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { cut } from '../../src/notices/words/words.ts'
import { defineCommand } from '../command/define-command.ts'
import { startMeant } from '../command/read-start.ts'
import { systemMeant } from '../command/scope.ts'

export const schedule = defineCommand({
  verb: 'schedule',
  summary: 'Schedule an update for a client where nothing is scheduled',
  usage: '[system] [time] [reason]',
  examples: ['schedule acme/production sunday 2am asked for by phone'],
  for: ['services'],
  parameters: ['system', 'when'],
  async run(invocation, app) {
    const { actor, args, request, via } = invocation
    const meant = await systemMeant(invocation, app, args['system'])
    if ('reply' in meant) return meant.reply
    const { system, status } = meant.found
    const { zone } = status.client
    const release = args['release']?.trim() || undefined
    const typed = timeThenReason(args['when'] ?? '', zone, status.now)
    const reason = (args['reason'] ?? typed.reason).trim()
    const given = { release, reason: reason && cut(reason, longestReason) }
    const start = startMeant(invocation, typed.time, zone, status.now)
    // What is typed is shown back on the client's clock before it counts.
    if (start.kind === 'none' || (start.kind === 'start' && via !== 'form'))
      return replyForm(
        scheduleForm(system, zone, { ...given, ...(start.kind === 'start' && { startsAt: start.startsAt }) }),
      )
    if (start.kind === 'refused') {
      if (start.refusal.kind === 'twice')
        return replyForm(
          whichOfTwo(scheduleForm(system, zone, { ...given, startsAt: start.refusal.first }), start.refusal, zone),
        )
      return via === 'form'
        ? replyFieldErrors({ time: start.words })
        : replyCard(noteCard('refusal', 'warning', 'When do you mean?', start.words))
    }
    if (reason === '') return replyFieldErrors({ reason: 'Please say why; the client reads it.' })
    if (reason.length > longestReason)
      return replyFieldErrors({ reason: `At most ${longestReason} characters; these are ${reason.length}.` })
    const { startsAt } = start
    const wish = { actor, request, system, release: release ?? null, startsAt, reason }
    const outcome = await app.scheduleForClient(wish)
    if (!outcome.ok) {
      const field = fieldOf[outcome.refusal.code]
      return field
        ? replyFieldErrors({ [field]: outcome.refusal.detail })
        : replyCard(noteCard('refusal', 'warning', 'Nothing was scheduled', outcome.refusal.detail))
    }
    const title = `${formatSystem(system)} is scheduled`
    const text = `Release ${outcome.value.release} starts at ${showInstant(startsAt, zone)}. The client is told that you did it, and why.`
    return replyCard(noteCard('scheduled', 'good', title, text))
  },
})

const fieldOf: Partial<Record<ScheduleRefusal['code'], 'time' | 'release'>> = {
  'too-soon': 'time',
  frozen: 'time',
  'no-capacity': 'time',
  'not-a-quarter-hour': 'time',
  'unknown-release': 'release',
}

/** The most words that name a time together, and what follows them; all of it when none do. */
function timeThenReason(line: string, zone: string, now: Date): { time: string; reason: string } {
  const words = line.trim().split(/\s+/)
  for (let many = Math.min(words.length, 6); many > 0; many--) {
    const time = words.slice(0, many).join(' ')
    const read = readTime(time, { zone, now })
    if (read.ok || read.refusal.kind === 'twice') return { time, reason: words.slice(many).join(' ') }
  }
  return { time: line, reason: '' }
}
