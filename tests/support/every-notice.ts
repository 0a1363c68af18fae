import type { ActorStamp } from '../../src/domain/people/actor.ts'
import type { Topic } from '../../src/domain/people/personal-settings.ts'
import type { Environment } from '../../src/domain/people/system.ts'
import { noTests } from '../../src/domain/reports/health-report.ts'
import type { NoticeFacts, NoticeKind } from '../../src/notices/kinds/notice.ts'

/** The rows that notices speak of, by their ids. */
export type Named = {
  readonly verification: string
  readonly finding: string
  readonly fingerprint: string
  readonly update: string
  readonly request: string
  /** A channel of the client's. */
  readonly place?: string
}

const release = '3.9.12'
const startsAt = '2026-12-06T06:00:00.000Z'
const by: ActorStamp = { kind: 'person', id: 'sam', name: 'Sam Services', forVendor: true }

/**
 * Facts of every kind of notice there is, about acme; a new kind without a row fails the type check. Those that are for
 * the inside alone say INTERNAL.
 */
export function factsOfEvery(ids: Named, environment: Environment): { [Kind in NoticeKind]: NoticeFacts[Kind] } {
  const { verification, finding, fingerprint, update, request, place = 'P-1' } = ids
  const about = { update, environment, release }
  const asked = { request, environment, release }
  const failure = { release, fingerprint, finding }
  const inside = { inside: 'INTERNAL why' }
  const why = { reason: 'exams', inside }
  const freeze = { freeze: 'Z-1', startsAt, endsAt: startsAt, ...why, by }
  const channel = { place, platform: 'slack', workspace: 'T1', channel: 'CACME' } as const
  const windows = { zone: 'UTC', windows: ['SUN 01:00-05:00'] }
  const start = { update, environment, startsAt, replaces: null }
  return {
    'release-available': { release, totals: noTests, clients: 2 },
    'release-refused': { release, totals: noTests, shortfalls: [] },
    'release-paused': { release, by, reason: 'for clients', inside },
    'release-resumed': { release, by, reason: 'for clients', inside },
    'release-withdrawn': { release, by, reason: 'for clients', inside },
    'freeze-laid': { ...freeze, moved: 1, held: 0 },
    'freeze-lifted': freeze,
    'release-redrawn': { release },
    'place-gone': { place: 'P-1', reason: 'INTERNAL is_archived' },
    'nobody-told': { told: 'updates-scheduled', release },
    'verification-started': { verification, release },
    'verification-stepped': { verification, release },
    'verification-failed': {
      verification,
      release,
      tries: 3,
      detail: { inside: 'INTERNAL output of the runner' },
    },
    'health-report-received': { verification, release, follows: true },
    'doubts-remain': {},
    'health-report-redrawn': { verification, release },
    'verification-blocked': {
      verification,
      release,
      held: [{ update, environment, startsAt }],
      note: 'for the client',
    },
    'findings-opened': failure,
    'findings-joined': failure,
    'findings-handed-over': { ...failure, by, to: { id: 'spec', name: 'Spec' }, note: 'INTERNAL' },
    'findings-redrawn': failure,
    'channel-linked': { ...channel, by, again: false },
    'channel-unlinked': { ...channel, by },
    'windows-changed': { was: windows, ...windows, by, reason: 'asked for' },
    'personal-settings-changed': { administrator: 'acme-ada', by, reason: 'asked for' },
    'client-unschedulable': { release, reason: 'no-legal-start' },
    'updates-scheduled': { release, starts: [start] },
    'rollout-redrawn': { release },
    'start-reminded': { release, lead: 'day', starts: [start] },
    'schedule-repeated': { release, starts: [start] },
    'reminder-redrawn': { release },
    'room-redrawn': { room: 'triage', retired: false },
    'room-reminded': { room: 'triage' },
    'update-rescheduled': { ...about, from: startsAt, to: startsAt, by, cause: 'freeze', reason: null },
    'update-cancelled': { ...about, startsAt, by, reason: 'asked for', inside },
    'update-restored': { ...about, to: startsAt, by, reason: null },
    'update-held': { ...about, startsAt, hold: 'release-paused', reason: 'a look at it', inside },
    'update-resumed': { ...about, startsAt },
    'update-started': about,
    'update-finished': { ...about, version: release },
    'update-failed': {
      ...about,
      detail: { inside: 'INTERNAL output of the updater' },
      follows: environment === 'staging',
    },
    'incident-redrawn': about,
    'update-stalled': { ...about, hours: 3 },
    'update-overran': { ...about, endedAt: startsAt },
    'update-checked': { ...about, totals: { ...noTests, tests: 2, passed: 1, failed: 1 } },
    'urgent-requested': { ...asked, by },
    'urgent-claimed': { ...asked, by },
    'urgent-waiting': { ...asked, by, startsAt },
    'urgent-scheduled': { ...asked, by, update, startsAt },
    'urgent-declined': { ...asked, by, reason: 'not now' },
    'urgent-withdrawn': { ...asked, by },
    'urgent-expired': asked,
    'urgent-redrawn': asked,
    'link-asked': { page: 'report', subject: verification, administrator: 'acme-ada' },
  }
}

export const isOfVendor = (kind: NoticeKind): boolean => /^(release-|findings-|room-)/.test(kind)

export const told = (mode: string, ...names: string[]) => names.map((name) => `acme: ${name} ${mode}`)
export const inbox = (environment: Environment) => told('post', `inbox of ${environment}`)
export const bothInboxes = [...inbox('production'), ...inbox('staging')]
const changed = (environment: Environment) => [
  ...told('edit', 'channel', 'direct message'),
  ...told('reply', 'channel'),
  ...mail(environment),
  ...inbox(environment),
]
const mail = (environment: Environment) =>
  told('post', 'mailbox').map((one) => (environment === 'staging' ? `${one} (suppressed: staging)` : one))
const step = (environment: Environment) => [...told('post', 'channel'), ...mail(environment), ...inbox(environment)]
/** Of a request that stands in the channel already. */
const nextStep = (environment: Environment) => [
  ...told('edit', 'channel'),
  ...told('reply', 'channel'),
  ...mail(environment),
  ...inbox(environment),
]
const redrawnWithNews = ['services edit', 'services reply']

type Heard = {
  /** Who is told at acme and at the vendor, by their places in words. */
  hear(environment: Environment): readonly string[]
  /** By what it is switched off, where it may be. */
  readonly topic?: Topic
}

/** Who hears of every kind of notice there is. */
export const heardOf: Readonly<Record<NoticeKind, Heard>> = {
  'release-available': { hear: () => ['ops post'] },
  'release-refused': { hear: () => ['ops post'] },
  'release-redrawn': { hear: () => ['ops edit'] },
  'release-paused': { hear: () => ['ops post'] },
  'release-resumed': { hear: () => ['ops post'] },
  'release-withdrawn': { hear: () => ['ops post'] },
  'freeze-laid': { hear: () => [...told('post', 'channel'), ...bothInboxes] },
  'freeze-lifted': { hear: () => [...told('post', 'channel'), ...bothInboxes] },
  'doubts-remain': { hear: () => ['ops post'] },
  'place-gone': { hear: () => ['ops post'] },
  'nobody-told': { hear: () => ['ops post'] },
  'verification-started': { hear: () => told('post', 'channel') },
  'verification-stepped': { hear: () => told('edit', 'channel') },
  'verification-failed': { hear: () => [...told('edit', 'channel'), 'ops post'] },
  'health-report-received': {
    hear: () => [...told('edit', 'channel'), ...told('reply', 'channel'), ...inbox('production')],
  },
  'health-report-redrawn': { hear: () => told('edit', 'channel') },
  'verification-blocked': { hear: () => [...told('post', 'channel', 'mailbox'), ...bothInboxes] },
  'findings-opened': { hear: () => ['triage post'] },
  'findings-joined': { hear: () => ['triage edit', 'triage reply'] },
  'findings-handed-over': { hear: () => ['triage edit', 'triage reply'] },
  'findings-redrawn': { hear: () => ['triage edit'] },
  'channel-linked': { hear: () => [...told('post', 'channel', 'mailbox'), 'ops post'] },
  'channel-unlinked': { hear: () => [...told('post', 'channel', 'mailbox'), 'ops post'] },
  'windows-changed': { hear: () => [...told('post', 'channel', 'mailbox'), ...bothInboxes] },
  'personal-settings-changed': { hear: () => told('post', 'mailbox') },
  'client-unschedulable': { hear: () => ['ops post'] },
  'updates-scheduled': { hear: step },
  'rollout-redrawn': { hear: () => told('edit', 'channel', 'direct message') },
  'start-reminded': {
    hear: (environment) => [...told('reply', 'channel', 'direct message'), ...mail(environment), ...inbox(environment)],
    topic: 'reminders',
  },
  'schedule-repeated': { hear: (environment) => [...step(environment), ...told('post', 'direct message')] },
  'reminder-redrawn': { hear: () => [...told('edit', 'channel'), ...told('edit', 'direct message')] },
  'room-redrawn': { hear: () => ['triage edit'] },
  'room-reminded': { hear: () => ['triage post'] },
  'update-rescheduled': { hear: changed, topic: 'changes' },
  'update-cancelled': { hear: changed, topic: 'changes' },
  'update-restored': { hear: changed, topic: 'changes' },
  'update-held': { hear: changed, topic: 'changes' },
  'update-resumed': { hear: changed, topic: 'changes' },
  'update-started': { hear: changed, topic: 'progress' },
  'update-finished': { hear: changed, topic: 'progress' },
  'update-failed': {
    hear: (environment) => [
      ...changed(environment),
      ...(environment === 'staging'
        ? ['ops edit', 'ops reply', 'triage edit', 'triage reply']
        : ['ops post', 'triage post']),
    ],
  },
  'incident-redrawn': { hear: () => ['ops edit', 'triage edit'] },
  'update-stalled': { hear: (environment) => [...changed(environment), 'ops post', 'triage post'] },
  'update-overran': { hear: () => [...told('edit', 'channel'), ...told('reply', 'channel'), 'ops post'] },
  'update-checked': { hear: (environment) => [...told('reply', 'channel'), ...inbox(environment), 'triage post'] },
  'urgent-requested': { hear: (environment) => [...step(environment), 'services post'], topic: 'requests' },
  'urgent-claimed': { hear: (environment) => [...nextStep(environment), 'services edit'], topic: 'requests' },
  'urgent-waiting': { hear: (environment) => [...nextStep(environment), ...redrawnWithNews], topic: 'requests' },
  'urgent-scheduled': { hear: (environment) => [...step(environment), ...redrawnWithNews] },
  'urgent-declined': { hear: (environment) => [...nextStep(environment), ...redrawnWithNews], topic: 'requests' },
  'urgent-withdrawn': { hear: (environment) => [...nextStep(environment), ...redrawnWithNews], topic: 'requests' },
  'urgent-expired': { hear: (environment) => [...nextStep(environment), ...redrawnWithNews], topic: 'requests' },
  'urgent-redrawn': { hear: () => [...told('edit', 'channel'), 'services edit'] },
  'link-asked': { hear: () => mail('production') },
}
