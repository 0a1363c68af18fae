import type { App } from '../../src/app/use-cases/app.ts'
import type { Moved } from '../../src/app/use-cases/chat.ts'
import { administers } from '../../src/domain/people/actor.ts'
import { formatSystem } from '../../src/domain/people/system.ts'
import { showInstant } from '../../src/domain/time/show-time.ts'
import type { RuleId, RuleRefusal } from '../../src/domain/updates/policy.ts'
import { parseSeen, seenOf, type Update } from '../../src/domain/updates/update.ts'
import type { Card, VerbAction } from '../../src/notices/card/card.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { confirmMoveForm, rescheduleForm, whichOfTwo } from '../../src/notices/forms/reschedule-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { refusalCard, ruleWords } from '../../src/notices/replies/refusal-card.ts'
import { environmentWord } from '../../src/notices/words/words.ts'
import { defineCommand, type Invocation } from '../command/define-command.ts'
import { startMeant } from '../command/read-start.ts'
import { type SystemMeant, systemMeant } from '../command/scope.ts'

export const reschedule = defineCommand({
  verb: 'reschedule',
  summary: 'Move one scheduled update, or restore a cancelled one',
  usage: '[system] [time]',
  examples: ['reschedule acme/staging sunday 2am', 'reschedule production'],
  for: 'everyone',
  parameters: ['system', 'when'],
  async run(invocation, app) {
    const meant = await systemMeant(invocation, app, invocation.args['system'])
    if ('reply' in meant) return meant.reply
    const { client, now } = meant.found.status
    const start = startMeant(invocation, invocation.args['when'], client.zone, now)
    if (start.kind === 'none') return ask(invocation, app, meant.found, null)
    if (start.kind === 'start') return move(invocation, app, meant.found, start.startsAt)
    if (invocation.via !== 'form') return replyCard(unreadableTime(invocation, meant.found, start.words))
    if (start.refusal.kind !== 'twice') return replyFieldErrors({ time: start.words })
    const update = updateOf(meant.found)
    return update
      ? replyForm(
          whichOfTwo(
            rescheduleForm(update, start.refusal.first, reasonFor(invocation, meant.found), invocation.args['reason']),
            start.refusal,
            update.zone,
          ),
        )
      : ask(invocation, app, meant.found, null)
  },
})

/** Refusals that no other time can mend: the form is not even opened. */
const hopeless: readonly RuleId[] = [
  'not-yours',
  'nothing-scheduled',
  'already-started',
  'changed-meanwhile',
  'too-late',
  'too-many-moves',
]

async function ask(invocation: Invocation, app: App, meant: SystemMeant, startsAt: Date | null): Promise<Reply> {
  const update = updateOf(meant)
  // Its own start is always refused as `same-time`, but only after everything that is hopeless.
  const judged = await app.judgeMove({
    ...request(invocation, meant),
    startsAt: update?.startsAt ?? meant.status.now,
  })
  if (!judged.ok && (hopeless.includes(judged.refusal.rule) || !update)) return refused(judged.refusal, meant, app)
  if (!update) return refused({ rule: 'nothing-scheduled', update: null, limits: null }, meant, app)
  return replyForm(rescheduleForm(update, startsAt, reasonFor(invocation, meant)))
}

async function move(invocation: Invocation, app: App, meant: SystemMeant, startsAt: Date): Promise<Reply> {
  const wish = { ...request(invocation, meant), startsAt }
  const asksReason = reasonFor(invocation, meant)
  if (wish.reason && wish.reason.length > longestReason)
    return replyFieldErrors({
      reason: `At most ${longestReason} characters; these are ${wish.reason.length}.`,
    })
  if (asksReason === 'asked' && !wish.reason && invocation.via === 'form')
    return replyFieldErrors({ reason: 'Please say why; the client reads it.' })
  // What was confirmed twice is answered as it was the first time, so it is not judged anew here.
  if (invocation.args['confirmed'] === 'yes') {
    const moved = await app.rescheduleUpdate(wish)
    return moved.ok ? replyCard(movedCard(moved.value)) : refused(moved.refusal, meant, app)
  }
  const judged = await app.judgeMove(wish)
  if (!judged.ok) return noTo(judged.refusal, invocation, app, meant, startsAt)
  const { update, ...how } = judged.value
  // What was typed is shown back on the client's clock, in a form where it can still be changed.
  if (invocation.via === 'typed' || (asksReason === 'asked' && !wish.reason))
    return replyForm(rescheduleForm(update, startsAt, asksReason))
  return replyForm(confirmMoveForm(update, startsAt, { ...how, reason: wish.reason }))
}

/** In an open form what is wrong stands beside the field; elsewhere it is a card with ways out. */
function noTo(
  refusal: RuleRefusal,
  { via }: Invocation,
  app: Pick<App, 'contact'>,
  meant: SystemMeant,
  to: Date,
): Reply {
  if (via !== 'form' || hopeless.includes(refusal.rule)) return refused(refusal, meant, app, to)
  const { numbers, client } = meant.status
  const nearest = (refusal.nearest ?? []).map((start) => showInstant(start, client.zone, 'short'))
  const words = ruleWords({ refusal, wish: 'move', numbers })
  return replyFieldErrors({
    time: nearest.length > 0 ? `${words} Free near it: ${nearest.join('; ')}.` : words,
  })
}

const refused = (
  refusal: RuleRefusal,
  { system, status }: SystemMeant,
  { contact }: Pick<App, 'contact'>,
  to: Date | null = null,
): Reply =>
  replyCard(
    refusalCard({ refusal, system, wish: 'move', to, numbers: status.numbers, now: status.now, contact }),
    refusal.again,
  )

const request = ({ actor, args, request }: Invocation, { system }: SystemMeant) => ({
  actor,
  request,
  system,
  seen: parseSeen(args['seen'] ?? ''),
  reason: args['reason']?.trim() || null,
})

/** The update of the system, on the client's clock of today: a form is filled in and read on the same one. */
function updateOf({ system, status }: SystemMeant): Update | null {
  const update = status.systems.find(({ environment }) => environment === system.environment)?.update
  return update ? { ...update, zone: status.client.zone } : null
}

/** The vendor's staff say why they act for a client (DESIGN 2.10). */
const reasonFor = ({ actor }: Invocation, { system }: SystemMeant): 'asked' | 'none' =>
  administers(actor, system.client) ? 'none' : 'asked'

function unreadableTime({ args }: Invocation, { system }: SystemMeant, words: string): Card {
  const pick: VerbAction = {
    verb: 'reschedule',
    label: 'Pick date and time',
    args: { system: formatSystem(system), ...(args['seen'] && { seen: args['seen'] }) },
  }
  return noteCard('refusal', 'warning', 'When do you mean?', words, [pick])
}

/** What the person who moved it sees; it offers the other system, which stayed (DESIGN 2.7). */
function movedCard({ update, from, restored, other }: Moved): Card {
  const title = `${formatSystem(update)} ${restored ? 'is restored' : 'is moved'}`
  const to = showInstant(update.startsAt, update.zone)
  const offer: VerbAction[] =
    other && other.startsAt.getTime() !== update.startsAt.getTime()
      ? [
          {
            verb: 'reschedule',
            label: `Move ${other.environment}, too`,
            args: {
              system: formatSystem(other),
              seen: seenOf(other),
              startsAt: update.startsAt.toISOString(),
            },
          },
        ]
      : []
  return {
    kind: 'moved',
    tone: 'good',
    title,
    summary: `${title} to ${to}`,
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: 'Was', value: showInstant(from, update.zone) },
          { label: 'Now', value: [{ bold: to }] },
        ],
      },
      ...(other
        ? [
            {
              type: 'text' as const,
              text: `${environmentWord[other.environment]} stays at ${showInstant(other.startsAt, other.zone)}.`,
            },
          ]
        : []),
    ],
    actions: offer,
  }
}
