import { nothingChanged } from '../../src/domain/findings/compare-reports.ts'
import { noAttention } from '../../src/domain/notices/attention.ts'
import type { Identity } from '../../src/domain/people/actor.ts'
import type { Administrator } from '../../src/domain/people/client.ts'
import type { InternalRoom, Place } from '../../src/domain/people/place.ts'
import { defaultPolicyNumbers as numbers } from '../../src/domain/people/policy-numbers.ts'
import type { ReleaseProgress } from '../../src/domain/rollout/release-progress.ts'
import { type ClientStage, clientStages } from '../../src/domain/rollout/rollout-stage.ts'
import type { Incident } from '../../src/domain/updates/incident.ts'
import type { Outcome } from '../../src/domain/updates/outcome.ts'
import type { Update } from '../../src/domain/updates/update.ts'
import type { Card } from '../../src/notices/card/card.ts'
import { healthReportCard } from '../../src/notices/findings/health-report-card.ts'
import { definitionOf, type Notice, type NoticeFacts, type NoticeKind } from '../../src/notices/kinds/notice.ts'
import type { Drawn, Readings } from '../../src/notices/notice/drawing.ts'
import { releaseBoardCard } from '../../src/notices/rollout/release-board-card.ts'
import { incidentCard } from '../../src/notices/updates/incident-card.ts'
import { rolloutCard } from '../../src/notices/updates/rollout-card.ts'
import { urgentRequestCard } from '../../src/notices/urgent/urgent-card.ts'
import {
  at,
  samStamp as by,
  noon,
  sampleClient,
  sampleFinding,
  sampleRelease,
  sampleRequest,
  sampleUpdate,
  sampleVerification,
  summaryOf,
  totalsOf,
} from '../support/samples.ts'

/** One card and what it is about, so that the promises of the design can be asked of it. */
export type Sample = {
  readonly name: string
  readonly card: Card
  /** It tells of a start that is to come: it says when, in which zone, and how long the outage will be. */
  readonly tellsStart?: true
  /** It is about a verification: it says that the copy is checked. */
  readonly verifies?: true
  readonly forVendor?: true
  /** It is about no release. */
  readonly forNoRelease?: true
}

export const client = sampleClient()
export const release = sampleRelease()
export const secret = 'panic at /srv/runner/secret.sh:42'
const [was, starts] = ['2026-12-06T06:00:00.000Z', '2026-12-08T06:00:00.000Z']
const about = { update: 'U-1042', environment: 'production', release: '3.9.12' } as const
const asked = { request: 'R-9', environment: 'production', release: '3.9.12' } as const

const failure = {
  release,
  sample: sampleFinding(),
  findings: [sampleFinding()],
  joined: null,
  names: new Map([[client.id, client.name]]),
  earlier: null,
}
/** What the cards of notices are drawn from. */
const read: { readonly [Name in keyof Readings]?: Readings[Name]['gives'] } = {
  client: { client, contact: null },
  // Of a hotfix it is told that it is available; of another release the board is shown.
  release: { ...release, kind: 'hotfix' },
  'release-at-client': { client, release, minutes: 60 },
  request: { request: sampleRequest(), client, release, minutes: 60 },
  'unsaid-from': null,
  failure,
  accounts: [],
}

const placeOf = (room: InternalRoom | null): Place => ({
  id: 'P-1',
  address: { kind: 'mailbox', email: 'ada@acme.example', name: 'Ada' },
  client: room ? null : client.id,
  room,
  administrator: null,
  gone: false,
})

/** The card of a notice where it is told, and nothing stands: to the client, or in a room of the vendor. */
function told<Kind extends NoticeKind>(notice: Notice<Kind>, room: InternalRoom | null): Card {
  const { kind, client: about, facts } = notice
  const to = { delivery: 'D-1', place: placeOf(room), mode: 'reply' } as const
  let drawn: Drawn = definitionOf(kind).draw({ kind, client: about, facts }, to)
  while ('reads' in drawn) drawn = drawn.card(read[drawn.reads] as never)
  return drawn
}

type FactsOf<Kind extends NoticeKind> = { readonly [K in Kind]: NoticeFacts[K] }

const updateFacts: FactsOf<Extract<NoticeKind, `update-${string}`>> = {
  'update-rescheduled': { ...about, from: was, to: starts, by, cause: 'person', reason: 'asked by phone' },
  'update-restored': { ...about, to: starts, by, reason: null },
  'update-cancelled': { ...about, startsAt: was, by, reason: 'exams', inside: { inside: secret } },
  'update-held': {
    ...about,
    startsAt: was,
    hold: 'release-paused',
    reason: 'a bug in grades',
    inside: { inside: secret },
  },
  'update-resumed': { ...about, startsAt: starts },
  'update-started': about,
  'update-finished': { ...about, version: '3.9.12' },
  'update-failed': { ...about, detail: { inside: secret }, follows: false },
  'update-stalled': { ...about, hours: 3 },
  'update-overran': { ...about, endedAt: starts },
  'update-checked': { ...about, totals: totalsOf({ passed: 40, failed: 1 }) },
}
const tellingStart = ['update-rescheduled', 'update-restored', 'update-resumed']

const urgentFacts: FactsOf<Exclude<Extract<NoticeKind, `urgent-${string}`>, 'urgent-redrawn'>> = {
  'urgent-requested': { ...asked, by },
  'urgent-claimed': { ...asked, by },
  'urgent-waiting': { ...asked, by, startsAt: starts },
  'urgent-scheduled': { ...asked, by, update: 'U-1042', startsAt: starts },
  'urgent-declined': { ...asked, by, reason: 'not now' },
  'urgent-withdrawn': { ...asked, by },
  'urgent-expired': asked,
}

const totals = totalsOf({ passed: 21_000 })
const releaseFacts: FactsOf<Exclude<Extract<NoticeKind, `release-${string}`>, 'release-redrawn'>> = {
  'release-available': { release: '3.9.12', totals, clients: 3 },
  'release-refused': {
    release: '3.9.12',
    totals,
    shortfalls: [{ rule: 'too-few-passed', passed: 21_000, needed: 21_000, missing: 1 }],
  },
  'release-paused': { release: '3.9.12', by, reason: null, inside: { inside: 'a bug' } },
  'release-resumed': { release: '3.9.12', by, reason: null, inside: { inside: 'mended' } },
  'release-withdrawn': { release: '3.9.12', by, reason: null, inside: { inside: 'a bug' } },
}

const frozen = { freeze: 'Z-3', startsAt: was, endsAt: starts, reason: 'exams', inside: null, by }
const freezeNews: Sample[] = ([client, null] as const).flatMap((of) =>
  (
    [
      { kind: 'freeze-laid', client: of?.id ?? null, facts: { ...frozen, moved: 2, held: 1 } },
      { kind: 'freeze-lifted', client: of?.id ?? null, facts: frozen },
    ] as const
  ).map((notice) => ({
    name: `${notice.kind} by ${of ? 'a client' : 'the vendor'}`,
    card: told(notice, of ? null : 'ops'),
    forNoRelease: true as const,
    ...(!of && { forVendor: true as const }),
  })),
)

const incident: Incident = {
  update: 'U-1042',
  position: 1,
  status: 'open',
  claimedBy: null,
  settledBy: null,
  settledAt: null,
  openedAt: noon,
  note: null,
  revision: 1,
}
const incidents: Sample[] = (
  [
    ['stalled', incident],
    ['failed', { ...incident, status: 'claimed', claimedBy: by, note: 'a full disk' }],
    ['failed', { ...incident, status: 'settled', claimedBy: by, settledBy: by, settledAt: noon }],
    ['updated', { ...incident, status: 'settled', settledBy: by, settledAt: noon }],
    ['updated', incident, totalsOf({ passed: 40, failed: 1 })],
  ] as const
).map(([status, one, check = null]) => ({
  name: `an update that is ${status}, as triage has it ${one.status}`,
  card: incidentCard({
    incident: one,
    client,
    release,
    now: noon,
    check,
    live: null,
    update: sampleUpdate({ status, inside: { inside: secret } }),
  }),
  forVendor: true as const,
}))

const handedOver: Sample[] = [{ id: 'sam', name: 'Sam Services' }, null].map((to) => ({
  name: to ? 'a finding that is handed over' : 'a finding that is put back',
  card: told(
    {
      kind: 'findings-handed-over',
      client: null,
      facts: { release: '3.9.12', fingerprint: 'f', finding: 'F-77', by, to, note: 'ask the theme’s author' },
    },
    'triage',
  ),
  forVendor: true as const,
}))

const kindsOf = <Facts extends object>(facts: Facts) => Object.keys(facts) as (keyof Facts)[]
/** The tables above give each kind its own facts. */
const noticeOf = <Kind extends NoticeKind>(kind: Kind, facts: FactsOf<Kind>): Notice =>
  ({ kind, client: client.id, facts: facts[kind] }) as unknown as Notice

const news: Sample[] = kindsOf(updateFacts).flatMap((kind) =>
  (['client', 'vendor'] as const).map((reader) => ({
    name: `${kind}, as the ${reader} reads it`,
    card: told(noticeOf(kind, updateFacts), reader === 'vendor' ? 'ops' : null),
    ...(tellingStart.includes(kind) && { tellsStart: true as const }),
    ...(reader === 'vendor' && { forVendor: true as const }),
  })),
)

const urgentNews: Sample[] = kindsOf(urgentFacts).map((kind) => ({
  name: kind,
  card: told(noticeOf(kind, urgentFacts), null),
  ...((kind === 'urgent-waiting' || kind === 'urgent-scheduled') && { tellsStart: true as const }),
  ...(kind === 'urgent-waiting' && { verifies: true as const }),
}))

const stages = Object.fromEntries(clientStages.map((stage, index) => [stage, index])) as Record<ClientStage, number>
const progress = {
  clients: 91,
  stages,
  systems: {} as ReleaseProgress['systems'],
  seen: { plans: 200, unseen: 95, soon: 12 },
  estimatedEnd: { from: noon, until: noon },
  at: noon,
}
const boards: Sample[] = (['available', 'paused', 'withdrawn'] as const).map((status) => ({
  name: `the board of a release that is ${status}`,
  card: releaseBoardCard({
    progress: { ...progress, release: { ...release, status } },
    attention: { counts: { ...noAttention(), 'update-failed': 2 }, items: [] },
    zone: 'UTC',
  }),
  forVendor: true,
}))

const releaseNews: Sample[] = kindsOf(releaseFacts).map((kind) => ({
  name: kind,
  card: told(noticeOf(kind, releaseFacts), 'ops'),
  forVendor: true,
}))

const requestCards: Sample[] = (
  ['requested', 'claimed', 'accepted', 'scheduled', 'declined', 'fulfilled', 'failed', 'withdrawn', 'expired'] as const
).map((status) => ({
  name: `an urgent request that is ${status}`,
  card: urgentRequestCard({
    request: sampleRequest({ status, startsAt: at(starts), claimedBy: by, decidedBy: by, decision: null }),
    client,
    release,
  }),
  forVendor: true,
}))

export const rolloutOf = (
  updates: readonly Partial<Update>[],
  more: {
    seenBy?: readonly Identity[]
    administrators?: readonly Administrator[]
    reader?: string
    last?: Outcome
    checked?: null
  } = {},
): Card =>
  rolloutCard(
    {
      client: { ...client, administrators: more.administrators ?? client.administrators },
      release,
      isCurrent: true,
      updates: updates.map((one) => ({ update: sampleUpdate(one), change: null, last: more.last ?? null })),
      checked: more.checked === null ? null : { totals: totalsOf({ passed: 4_000, skipped: 3 }), verification: 'V-7' },
      seenBy: more.seenBy ?? [],
      numbers,
      now: noon,
    },
    more.reader ?? null,
  )

const rollouts: Sample[] = (
  ['scheduled', 'held', 'updating', 'stalled', 'updated', 'failed', 'cancelled', 'superseded'] as const
).map((status) => ({
  name: `a roll-out that is ${status}`,
  card: rolloutOf([
    {
      status,
      hold: status === 'held' ? 'release-paused' : null,
      inside: status === 'failed' || status === 'held' ? { inside: secret } : null,
    },
    { status, environment: 'staging', id: 'U-1043' },
  ]),
  ...(status === 'scheduled' && { tellsStart: true as const }),
}))

const reports: Sample[] = (
  ['requested', 'copying', 'updating', 'checking', 'reported', 'passed', 'blocked'] as const
).map((status) => {
  const isHere = ['reported', 'passed', 'blocked'].includes(status)
  const findings =
    status === 'passed' ? [] : [sampleFinding({ output: secret, status: status === 'blocked' ? 'confirmed' : 'open' })]
  return {
    name: `a health report that is ${status}`,
    card: healthReportCard({
      client,
      release,
      verification: sampleVerification({ status }),
      summary: isHere ? summaryOf({ passed: 4_000, failed: findings.length }) : null,
      receivedAt: isHere ? noon : null,
      comparison: isHere
        ? { ...nothingChanged('3.9.11'), counts: { new: 1, 'still-failing': 0, fixed: 2, flaky: 0 } }
        : null,
      findings: isHere ? findings : [],
    }),
    verifies: true,
  }
})

export const samples: readonly Sample[] = [
  ...news,
  ...urgentNews,
  ...boards,
  ...releaseNews,
  ...freezeNews,
  ...incidents,
  ...handedOver,
  ...requestCards,
  ...rollouts,
  ...reports,
  ...(['no-legal-start', 'nobody-reachable'] as const).map((reason) => ({
    name: `a client that is not scheduled: ${reason}`,
    card: told({ kind: 'client-unschedulable', client: client.id, facts: { release: '3.9.12', reason } }, 'ops'),
    forVendor: true as const,
  })),
]
