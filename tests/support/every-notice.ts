import type { ActorStamp } from '../../src/domain/people/actor.ts'
import type { Environment } from '../../src/domain/people/system.ts'
import { noTests } from '../../src/domain/reports/health-report.ts'
import type { NoticeFacts, NoticeKind } from '../../src/notices/kinds/all-notices.ts'

/** The rows that notices speak of, by their ids. */
export type Named = {
  readonly verification: string
  readonly finding: string
  readonly fingerprint: string
  readonly update: string
  readonly request: string
}

const release = '3.9.12'
const startsAt = '2026-12-06T06:00:00.000Z'
const by: ActorStamp = { kind: 'person', id: 'sam', name: 'Sam Services', forVendor: true }

/**
 * Facts of every kind of notice there is, about acme; a new kind without a row fails the type check. Those that are for
 * the inside alone say INTERNAL.
 */
export function factsOfEvery(ids: Named, environment: Environment): { [Kind in NoticeKind]: NoticeFacts[Kind] } {
  const { verification, finding, fingerprint, update, request } = ids
  const about = { update, environment, release }
  const asked = { request, environment, release }
  const failure = { release, fingerprint, finding }
  const inside = { inside: 'INTERNAL why' }
  const why = { reason: 'exams', inside }
  const freeze = { freeze: 'Z-1', startsAt, endsAt: startsAt, ...why, by }
  const channel = { place: 'P-1', platform: 'slack', workspace: 'T1', channel: 'CACME' } as const
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
    'update-failed': { ...about, detail: { inside: 'INTERNAL output of the updater' }, follows: false },
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
