import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import { formatSystem, type SystemRef } from '../../domain/people/system.ts'
import { showDay, showDuration, showInstant, showSpan } from '../../domain/time/show-time.ts'
import { after } from '../../domain/time/span.ts'
import type { Limits, RuleId, RuleRefusal } from '../../domain/updates/policy.ts'
import { awaitsStart, seenOf } from '../../domain/updates/update.ts'
import type { Block, Card, Fact, VerbAction } from '../card/card.ts'
import { clientServices } from '../words/client-services.ts'
import { freezeName } from '../words/freeze-name.ts'

export type RefusedWish = {
  readonly refusal: RuleRefusal
  readonly system: SystemRef
  readonly wish: 'move' | 'cancel'
  /** The start that was asked for: people type times, and are to see how they were understood. */
  readonly to?: Date | null
  readonly numbers: PolicyNumbers
  readonly now: Date
  /** How the vendor's Client Services are reached; null where nobody is named. */
  readonly contact: string | null
}

/** Says no as DESIGN 4.2 wants it: the rule in plain words, the limits for this update, and what can be done instead. */
export function refusalCard(refused: RefusedWish): Card {
  const { refusal, system } = refused
  const text = ruleWords(refused)
  const blocks: Block[] = [{ type: 'text', text }]
  const facts = limitFacts(refused)
  if (facts.length > 0) blocks.push({ type: 'facts', facts })
  if (servicesMay.includes(refusal.rule))
    blocks.push({
      type: 'text',
      text: `If it must be, ask ${clientServices(refused.contact)}: they can still do it for you.`,
    })
  return {
    kind: 'refusal',
    tone: 'warning',
    title: refusal.rule === 'not-yours' ? 'That is not possible' : `Not possible for ${formatSystem(system)}`,
    summary: text,
    blocks,
    actions: alternatives(refused),
    footer: `Rule: ${refusal.rule}`,
  }
}

/** The rules that do not bind the services team (DESIGN 2.10). */
const servicesMay: readonly RuleId[] = [
  'too-late',
  'past-deadline',
  'skipped-before',
  'too-far-behind',
  'too-many-moves',
]

/** @returns the rule in one or two plain sentences */
export function ruleWords({ refusal, wish, numbers }: Pick<RefusedWish, 'refusal' | 'wish' | 'numbers'>): string {
  const { update, limits, freeze } = refusal
  const at = (instant: Date): string => (update ? showInstant(instant, update.zone) : instant.toISOString())
  switch (refusal.rule) {
    case 'not-yours':
      return 'You do not administer a system of that name, or it does not exist.'
    case 'nothing-scheduled':
      return 'Nothing is scheduled for this system.'
    case 'already-started':
      return 'The update has started or is over; nothing moves or stops it any more.'
    case 'changed-meanwhile':
      return 'Somebody changed this update after what you see was drawn. Nothing was done; look at it again.'
    case 'too-late':
      return `It is too late: an update can be ${wish === 'move' ? 'moved' : 'cancelled'} until ${showDuration(numbers.cutOffHours * 60)} before its start${limits ? `, which was ${at(limits.cutOff)}` : ''}.`
    case 'too-soon':
      return `The new start must be at least ${showDuration(numbers.leadMinutes)} from now.`
    case 'past-deadline':
      return `That is after the deadline of this update${limits ? `: the last day is ${lastDay(limits, update?.zone ?? 'UTC')}` : ''}.`
    case 'frozen':
      return freeze && update
        ? `Nothing starts then: ${freezeName(freeze)} lasts ${showSpan(freeze.startsAt, freeze.endsAt, update.zone)}.`
        : 'A freeze lies over that time.'
    case 'no-capacity':
      return 'That quarter-hour is full.'
    case 'not-a-quarter-hour':
      return 'Updates start on the quarter-hour, such as 02:00 or 02:15.'
    case 'same-time':
      return 'That is the start it has already.'
    case 'too-many-moves':
      return `This update was moved as often as it may be for now${refusal.again ? `; it can be moved again from ${at(refusal.again.at)}` : ''}.`
    case 'security-release':
      return 'This is a security release: it can be moved, but not cancelled.'
    case 'skipped-before':
      return 'The release before this one was cancelled on this system; two in a row cannot be.'
    case 'too-far-behind':
      return `Without this update the system would be ${refusal.behind ?? 'too many'} releases behind; at most ${numbers.maxReleasesBehind} is possible.`
  }
}

const lastDay = ({ deadline }: Limits, zone: string): string => showDay(after(deadline, -1), zone)

const withoutLimits: readonly RuleId[] = ['not-yours', 'nothing-scheduled', 'already-started']

/** The rules that are about the start that was asked for. */
const aboutTheStart: readonly RuleId[] = ['too-soon', 'past-deadline', 'frozen', 'no-capacity', 'not-a-quarter-hour']

function limitFacts({ refusal, now, to }: RefusedWish): Fact[] {
  const { update, limits, rule } = refusal
  const asked: Fact[] =
    update && to && aboutTheStart.includes(rule)
      ? [{ label: 'You asked for', value: showInstant(to, update.zone) }]
      : []
  if (!update || !limits || withoutLimits.includes(rule) || !awaitsStart(update.status)) return asked
  const open = limits.cutOff >= now
  return [
    ...asked,
    { label: 'Starts', value: showInstant(update.startsAt, update.zone) },
    {
      label: open ? 'Can be changed until' : 'Could be changed until',
      value: showInstant(limits.cutOff, update.zone),
    },
    { label: 'Latest day', value: lastDay(limits, update.zone) },
  ]
}

/** What the actor can do instead, as buttons. */
function alternatives({ refusal, system, wish, now }: RefusedWish): VerbAction[] {
  const { update, rule, nearest = [] } = refusal
  if (rule === 'not-yours') return []
  const name = formatSystem(system)
  const status: VerbAction = { verb: 'status', label: 'Show status', args: { client: system.client } }
  if (rule === 'nothing-scheduled') {
    const restore: VerbAction[] = update
      ? [{ verb: 'reschedule', label: 'Restore', args: { system: name, seen: seenOf(update) } }]
      : []
    return [...restore, { verb: 'urgent', label: 'Ask for an urgent update', args: { system: name } }, status]
  }
  if (!update || !awaitsStart(update.status)) return [status]
  const seen = seenOf(update)
  const another: VerbAction = {
    verb: 'reschedule',
    label: wish === 'move' ? 'Choose another time' : 'Move it instead',
    args: { system: name, seen },
  }
  const offered = nearest.map(
    (start): VerbAction => ({
      verb: 'reschedule',
      label: showInstant(start, update.zone, 'short'),
      args: { system: name, seen, startsAt: start.toISOString() },
    }),
  )
  if (rule === 'too-many-moves') return [status]
  if (rule === 'too-late' || (refusal.limits && refusal.limits.cutOff < now && update.status === 'scheduled'))
    return [status]
  return [...offered, another, status]
}
