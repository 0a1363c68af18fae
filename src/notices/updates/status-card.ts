import { awaitsReport, type Verification } from '../../domain/findings/verification.ts'
import type { Identity } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import { formatSystem, type System } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Outcome } from '../../domain/updates/outcome.ts'
import { awaitsStart, isActive, type Update } from '../../domain/updates/update.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'
import type { Block, Card, Fact, VerbAction } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { holdWords } from '../words/hold-words.ts'
import { outcomeFacts, runsWords } from '../words/outcome-words.ts'
import { windowsSaid } from '../words/window-words.ts'
import { environmentWord, statusWord } from '../words/words.ts'
import { acknowledge, mayAcknowledge, namesOf } from './seen-by.ts'
import { updateActions } from './update-actions.ts'

export type StatusView = {
  readonly client: Client
  readonly now: Date
  readonly current: Release | null
  readonly verification: Verification | null
  readonly systems: readonly (Omit<System, 'client'> & {
    readonly update: Update | null
    readonly last: Outcome | null
    readonly seenBy: readonly Identity[]
    readonly request: UrgentRequest | null
  })[]
  readonly numbers: PolicyNumbers
}

/** What runs where, what is planned, and what can be done about it: the answer to "how do we stand?". */
export function statusCard(view: StatusView): Card {
  const { client, current, systems } = view
  const blocks: Block[] = systems.map((system) => section(system, view))
  if (current) {
    blocks.push({
      type: 'text',
      text: [
        'Current release: ',
        { bold: current.version },
        `, ${copyWords(view)} `,
        { link: current.notesUrl, label: 'Release notes' },
      ],
    })
  }
  return {
    kind: 'status',
    tone: 'neutral',
    title: `${client.name}: status`,
    summary: `${client.name}: ${systems.map((system) => `${system.environment} ${system.version ?? 'version unknown'}`).join(', ')}`,
    blocks,
    actions: [{ verb: 'health', label: 'Health report', args: { client: client.id } }, openPage('schedule', client.id)],
    footer: `All times are in ${client.zone}. Maintenance windows: ${windowsSaid(client.windows)}`,
  }
}

function section(system: StatusView['systems'][number], view: StatusView): Block {
  const { current, client } = view
  const { update, request, environment, last, seenBy } = system
  const facts: Fact[] = [{ label: 'Runs', value: runsWords(system.version, last) }]
  facts.push(...outcomeFacts(last, client.zone))
  const planned = update && (isActive(update.status) || update.status === 'cancelled')
  if (planned) facts.push(...updateFacts(update))
  else if (current && isBehind(system.version, current.version))
    facts.push({ label: 'Next', value: `${current.version}, not scheduled yet` })
  else facts.push({ label: 'Next', value: 'nothing; it is up to date' })
  if (seenBy.length > 0) facts.push({ label: 'Seen by', value: namesOf(seenBy) })
  if (request) facts.push({ label: 'Urgent request', value: `${request.id}, ${request.status}` })
  return { type: 'section', title: environmentWord[environment], facts, actions: systemActions(system, view) }
}

/**
 * For saying that one has seen what is planned, where that is left to say.
 * @param reader the one administrator who reads it; null where all do
 */
export function toAcknowledge(
  { client, systems }: Pick<StatusView, 'client' | 'systems'>,
  reader: string | null = null,
): VerbAction[] {
  const releases = systems.flatMap(({ update, seenBy }) =>
    update && awaitsStart(update.status) && mayAcknowledge(client, seenBy, reader) ? update.release : [],
  )
  return [...new Set(releases)].map((release) => acknowledge(client.id, release))
}

/** What can be done about one system now. */
export function systemActions(
  { update, request, environment, version }: StatusView['systems'][number],
  { client, now, numbers, current }: Pick<StatusView, 'client' | 'now' | 'numbers' | 'current'>,
): VerbAction[] {
  const actions = update ? updateActions(update, now, numbers, update.release === current?.version) : []
  const mayAsk = !request && !(update && isActive(update.status)) && current && isBehind(version, current.version)
  return mayAsk
    ? [
        ...actions,
        {
          verb: 'urgent',
          label: 'Ask for an urgent update',
          args: { system: formatSystem({ client: client.id, environment }) },
        },
      ]
    : actions
}

function updateFacts({ id, release, status, hold, reason, startsAt, zone }: Update): Fact[] {
  const at = showInstant(startsAt, zone)
  const when = status === 'scheduled' ? at : statusWord[status].toLowerCase()
  return [
    { label: 'Next', value: [{ bold: release }, `, ${when} (${id})`] },
    ...(hold
      ? [
          { label: 'Planned for', value: at },
          { label: 'Why', value: holdWords(hold, reason) },
        ]
      : []),
  ]
}

function copyWords({ verification }: StatusView): string {
  if (!verification) return 'not yet tried on a copy.'
  if (awaitsReport(verification.status)) return 'being checked on a copy now.'
  if (verification.status === 'passed') return 'healthy on the copy.'
  if (verification.status === 'blocked') return 'blocked by a confirmed failure on the copy.'
  return 'with findings on the copy that specialists look at.'
}
