import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import { hasFailed } from '../../domain/updates/outcome.ts'
import { awaitsStart, isActive, type Update, type UpdateStatus } from '../../domain/updates/update.ts'
import type { Block, Card, Fact, Text } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import type { RolloutView, UpdateView } from '../notice/views.ts'
import { stateWords } from '../words/hold-words.ts'
import { liveFact, outcomeFacts } from '../words/outcome-words.ts'
import { adviseNotes, notesLink } from '../words/release-notes.ts'
import { countWords, environmentWord, statusWord } from '../words/words.ts'
import { acknowledge, acknowledgeWords, mayAcknowledge, seenByWords } from './seen-by.ts'
import { updateActions } from './update-actions.ts'

/**
 * The card that stands in a client's channel and is redrawn as things change.
 * @param reader the one administrator who reads it; null where all do
 */
export function rolloutCard(view: RolloutView, reader: string | null = null): Card {
  const { client, release, updates, seenBy } = view
  const waiting = updates.filter(({ update }) => awaitsStart(update.status))
  const title = `${client.name}: release ${release.version} ${headline(updates)}`
  const blocks: Block[] = []
  if (updates.some(({ update }) => update.kind === 'security'))
    blocks.push({ type: 'text', text: [{ bold: 'Security release.' }, ' It can be moved, not cancelled.'] })
  if (waiting.length > 0) blocks.push({ type: 'text', text: promise(view, waiting) })
  for (const one of updates) blocks.push(section(one, view))
  if (view.checked) blocks.push({ type: 'text', text: `Health check on the copy: ${countWords(view.checked.totals)}.` })
  const isToCome = updates.some((one) => isStillToCome(one, view))
  if (isToCome) blocks.push(adviseNotes(release))
  const asks = waiting.length > 0 && mayAcknowledge(client, seenBy, reader)
  if (asks) blocks.push({ type: 'text', text: acknowledgeWords(seenBy, isAnew(waiting)) })
  const footer = waiting.length > 0 ? seenByWords(seenBy) : null
  return {
    kind: 'rollout',
    tone: toneOf(updates),
    title,
    summary: summaryOf(view),
    blocks,
    actions: [
      ...(asks ? [acknowledge(client.id, release.version)] : []),
      ...(waiting.length > 0 ? [openPage('schedule', client.id)] : []),
      ...(view.checked ? [openPage('report', client.id, { subject: view.checked.verification })] : []),
      ...(isToCome ? [] : [notesLink(release)]),
    ],
    ...(footer && { footer }),
  }
}

/** What is left of it where the same stands in a newer message. */
export function retiredRolloutCard(client: Client, release: Release): Card {
  const title = `${client.name}: release ${release.version} goes on in a newer message below`
  return { kind: 'rollout', tone: 'neutral', title, summary: title, blocks: [], actions: [] }
}

/** Whether one of them is planned on a system whose last update failed. */
const isAnew = (updates: readonly UpdateView[]): boolean =>
  updates.some(({ update, last }) => awaitsStart(update.status) && hasFailed(last))

/** Whether it waits for its start, or its system for another try: then there is still time to read about it before. */
const isStillToCome = ({ update: { status } }: UpdateView, { isCurrent }: RolloutView): boolean =>
  awaitsStart(status) || (status === 'failed' && isCurrent)

/** What the title says before all else, of that system alone, whatever the other one does. */
const foremost: readonly UpdateStatus[] = ['failed', 'stalled', 'updating', 'held']

/** What the title says: of both systems in one where they stand alike, otherwise of each. */
function headline(updates: readonly UpdateView[]): string {
  const said = updates.map((one) => ({ environment: one.update.environment, words: predicate(one) }))
  const [first] = said
  if (said.every(({ words }) => words === first?.words)) return first?.words ?? 'is not planned'
  const worst = foremost.flatMap((status) => updates.find(({ update }) => update.status === status) ?? [])[0]
  if (worst) return `${predicate(worst)} on ${worst.update.environment}`
  // e.g. `is scheduled on production and cancelled on staging`
  const [one = '', ...others] = said.map(({ environment, words }) => `${words} on ${environment}`)
  const again = one.startsWith('is ') ? /^is / : /^$/
  return [one, ...others.map((other) => other.replace(again, ''))].join(' and ')
}

function predicate({ update, last }: UpdateView): string {
  switch (update.status) {
    case 'failed':
    case 'stalled':
      return 'needs attention'
    case 'updating':
      return 'is being applied'
    case 'held':
      return 'is on hold'
    case 'scheduled':
      return hasFailed(last) ? 'is planned anew after a failure' : 'is scheduled'
    case 'cancelled':
      return 'is cancelled'
    case 'superseded':
      return 'was replaced'
    case 'updated':
      return 'is done'
  }
}

function toneOf(updates: readonly UpdateView[]): Card['tone'] {
  const statuses = updates.map(({ update }) => update.status)
  if (statuses.includes('failed') || statuses.includes('stalled')) return 'bad'
  if (statuses.includes('held') || statuses.includes('cancelled')) return 'warning'
  return statuses.some(isActive) ? 'neutral' : 'good'
}

/** What is promised of those that wait, and of those alone. */
function promise({ numbers, updates }: RolloutView, waiting: readonly UpdateView[]): Text {
  const acts = waiting.every(({ update }) => update.kind === 'security') ? 'move it' : 'move or cancel it'
  const until = `You can ${acts} until ${showDuration(numbers.cutOffHours * 60)} before the start.`
  const scheduled = waiting.filter(({ update }) => update.status === 'scheduled')
  if (scheduled.length === 0) return `It does not start while it is on hold; you will be told. ${until}`
  const where =
    scheduled.length === updates.length ? '' : ` on ${scheduled.map(({ update }) => update.environment).join(' and ')}`
  return `Nothing for you to do${where}: it is applied ${where === '' ? '' : 'there '}by itself. ${until}`
}

function section({ update, change, last }: UpdateView, { now, numbers, isCurrent }: RolloutView): Block {
  const facts: Fact[] = [whenFact(update)]
  if (awaitsStart(update.status)) {
    facts.push({ label: 'Expected outage', value: `about ${showDuration(update.expectedMinutes)}` })
  }
  if (update.status !== 'scheduled') facts.push({ label: 'Status', value: stateWords(update) })
  if (change) facts.push({ label: 'Last change', value: change })
  if (hasFailed(last))
    facts.push(...(last.update.id === update.id ? [liveFact(last.live)] : outcomeFacts(last, update.zone)))
  return {
    type: 'section',
    title: environmentWord[update.environment],
    facts,
    actions: updateActions(update, now, numbers, isCurrent),
  }
}

function whenFact(update: Update): Fact {
  const at = showInstant(update.startsAt, update.zone)
  if (update.status === 'scheduled') return { label: 'Starts', value: [{ bold: at }] }
  if (update.status === 'held') return { label: 'Planned for', value: at }
  if (update.status === 'cancelled' || update.status === 'superseded') return { label: 'Was planned for', value: at }
  return { label: 'Started', value: update.handedOverAt ? showInstant(update.handedOverAt, update.zone) : at }
}

function summaryOf({ client, release, updates }: RolloutView): string {
  const parts = updates.map(({ update }) => {
    const word = environmentWord[update.environment].toLowerCase()
    return update.status === 'scheduled'
      ? `${word} ${showInstant(update.startsAt, update.zone, 'short')}`
      : `${word} ${statusWord[update.status].toLowerCase()}`
  })
  return `${client.name}, release ${release.version}: ${parts.join('; ')}`
}
