import { describe, expect, it } from 'vitest'
import { audienceOf } from '../../../src/domain/notices/audience.ts'
import type { Place } from '../../../src/domain/people/place.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import { noTests } from '../../../src/domain/reports/health-report.ts'
import { type Notice, type NoticeKind, routeOf } from '../../../src/notices/kinds/all-notices.ts'
import { adaStamp as by } from '../../support/samples.ts'

const placesOf = (client: string): Place[] =>
  (
    [
      ['channel', { kind: 'channel', platform: 'slack', workspace: 'T1', channel: `C-${client}` }],
      ['mailbox', { kind: 'mailbox', email: `ada@${client}.example`, name: 'Ada' }],
      ['inbox of production', { kind: 'inbox', client, environment: 'production' }],
      ['inbox of staging', { kind: 'inbox', client, environment: 'staging' }],
      ['direct message', { kind: 'direct', platform: 'slack', workspace: 'T1', user: 'U1' }],
    ] as const
  ).map(([id, address]) => ({
    id: `${client}: ${id}`,
    address,
    client,
    room: null,
    administrator: id === 'mailbox' ? `${client}-ada` : null,
    gone: false,
  }))

const rooms = (['ops', 'triage', 'services'] as const).map(
  (room): Place => ({
    id: room,
    address: { kind: 'channel', platform: 'slack', workspace: 'T0', channel: room },
    client: null,
    room,
    administrator: null,
    gone: false,
  }),
)
const places = [...placesOf('acme'), ...placesOf('beta'), ...rooms]

const release = '3.9.12'
const about = (environment: Environment) => ({ update: 'U-1', environment, release })
const freeze = {
  freeze: 'Z-1',
  startsAt: '2026-12-06T06:00:00.000Z',
  endsAt: '2026-12-07T06:00:00.000Z',
  reason: 'exams',
  by,
}
const failure = { release, fingerprint: 'f1', finding: 'F-77' }
const windows = { zone: 'UTC', windows: ['SUN 01:00-05:00'] }
const channel = { place: 'acme: channel', platform: 'slack', workspace: 'T1', channel: 'C-acme' } as const
const asked = (environment: Environment) => ({ request: 'R-9', environment, release })
const startsAt = '2026-12-06T06:00:00.000Z'
const start = (environment: Environment) => ({ update: 'U-1', environment, startsAt, replaces: null })

/** Every kind of notice: the facts for one system, and who is told, in words. */
const told = (mode: string, ...names: string[]) => names.map((name) => `acme: ${name} ${mode}`)
const inbox = (environment: Environment) => told('post', `inbox of ${environment}`)
const bothInboxes = [...inbox('production'), ...inbox('staging')]
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

type Row = {
  readonly facts: (environment: Environment) => Notice['facts']
  readonly hear: (environment: Environment) => readonly string[]
  readonly forVendor?: true
}
const table: Readonly<Record<NoticeKind, Row>> = {
  'release-available': {
    facts: () => ({ release, totals: noTests, clients: 3 }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'release-refused': {
    facts: () => ({ release, totals: noTests, shortfalls: [] }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'release-redrawn': { facts: () => ({ release }), hear: () => ['ops edit'], forVendor: true },
  'release-paused': {
    facts: () => ({ release, by, reason: 'x' }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'release-resumed': {
    facts: () => ({ release, by, reason: 'x' }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'release-withdrawn': {
    facts: () => ({ release, by, reason: 'x' }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'freeze-laid': {
    facts: () => ({ ...freeze, moved: 2, held: 0 }),
    hear: () => [...told('post', 'channel'), ...bothInboxes],
  },
  'freeze-lifted': { facts: () => freeze, hear: () => [...told('post', 'channel'), ...bothInboxes] },
  'doubts-remain': { facts: () => ({}), hear: () => ['ops post'], forVendor: true },
  'place-gone': {
    facts: () => ({ place: 'P-1', reason: 'x' }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'nobody-told': {
    facts: () => ({ told: 'x', release }),
    hear: () => ['ops post'],
    forVendor: true,
  },
  'verification-started': {
    facts: () => ({ verification: 'V-1', release }),
    hear: () => told('post', 'channel'),
  },
  'verification-stepped': {
    facts: () => ({ verification: 'V-1', release }),
    hear: () => told('edit', 'channel'),
  },
  'verification-failed': {
    facts: () => ({ verification: 'V-1', release, tries: 3, detail: 'x' }),
    hear: () => [...told('edit', 'channel'), 'ops post'],
  },
  'health-report-received': {
    facts: () => ({ verification: 'V-1', release, follows: false }),
    hear: () => [...told('post', 'channel'), ...inbox('production')],
  },
  'health-report-redrawn': {
    facts: () => ({ verification: 'V-1', release }),
    hear: () => told('edit', 'channel'),
  },
  'verification-blocked': {
    facts: () => ({ verification: 'V-1', release, held: [], note: null }),
    hear: () => [...told('post', 'channel', 'mailbox'), ...bothInboxes],
  },
  'findings-opened': { facts: () => failure, hear: () => ['triage post'], forVendor: true },
  'findings-joined': {
    facts: () => failure,
    hear: () => ['triage edit', 'triage reply'],
    forVendor: true,
  },
  'findings-handed-over': {
    facts: () => ({ ...failure, by, to: { id: 'rita', name: 'Rita' }, note: null }),
    hear: () => ['triage edit', 'triage reply'],
    forVendor: true,
  },
  'findings-redrawn': { facts: () => failure, hear: () => ['triage edit'], forVendor: true },
  'channel-linked': {
    facts: () => ({ ...channel, by, again: false }),
    hear: () => [...told('post', 'channel', 'mailbox'), 'ops post'],
  },
  'channel-unlinked': {
    facts: () => ({ ...channel, by }),
    hear: () => [...told('post', 'channel', 'mailbox'), 'ops post'],
  },
  'windows-changed': {
    facts: () => ({ was: windows, ...windows, by, reason: null }),
    hear: () => [...told('post', 'channel', 'mailbox'), ...bothInboxes],
  },
  'personal-settings-changed': {
    facts: () => ({ administrator: 'acme-ada', by, reason: 'asked for' }),
    hear: () => told('post', 'mailbox'),
  },
  'client-unschedulable': {
    facts: () => ({ release, reason: 'no-legal-start' }),
    hear: () => ['ops post'],
  },
  'updates-scheduled': {
    facts: (environment) => ({ release, starts: [start(environment)] }),
    hear: step,
  },
  'rollout-redrawn': { facts: () => ({ release }), hear: () => told('edit', 'channel', 'direct message') },
  'start-reminded': {
    facts: (environment) => ({ release, lead: 'day', starts: [start(environment)] }),
    hear: (environment) => [...told('reply', 'channel', 'direct message'), ...mail(environment), ...inbox(environment)],
  },
  'schedule-repeated': {
    facts: (environment) => ({ release, starts: [start(environment)] }),
    hear: (environment) => [...step(environment), ...told('post', 'direct message')],
  },
  'reminder-redrawn': {
    facts: () => ({ release }),
    hear: () => [...told('edit', 'channel'), ...told('edit', 'direct message')],
  },
  'room-redrawn': {
    facts: () => ({ room: 'services', retired: false }),
    hear: () => ['services edit'],
    forVendor: true,
  },
  'room-reminded': { facts: () => ({ room: 'services' }), hear: () => ['services post'], forVendor: true },
  'update-rescheduled': {
    facts: (environment) => ({
      ...about(environment),
      from: startsAt,
      to: startsAt,
      by,
      cause: 'person',
      reason: null,
    }),
    hear: changed,
  },
  'update-cancelled': {
    facts: (environment) => ({ ...about(environment), startsAt, by, reason: 'x' }),
    hear: changed,
  },
  'update-restored': {
    facts: (environment) => ({ ...about(environment), to: startsAt, by, reason: null }),
    hear: changed,
  },
  'update-held': {
    facts: (environment) => ({ ...about(environment), startsAt, reason: 'x' }),
    hear: changed,
  },
  'update-resumed': { facts: (environment) => ({ ...about(environment), startsAt }), hear: changed },
  'update-started': { facts: about, hear: changed },
  'update-finished': {
    facts: (environment) => ({ ...about(environment), version: release }),
    hear: changed,
  },
  'update-failed': {
    facts: (environment) => ({ ...about(environment), detail: 'x', follows: environment === 'staging' }),
    hear: (environment) => [
      ...changed(environment),
      ...(environment === 'staging'
        ? ['ops edit', 'ops reply', 'triage edit', 'triage reply']
        : ['ops post', 'triage post']),
    ],
  },
  'incident-redrawn': { facts: about, hear: () => ['ops edit', 'triage edit'] },
  'update-stalled': {
    facts: (environment) => ({ ...about(environment), hours: 3 }),
    hear: (environment) => [...changed(environment), 'ops post', 'triage post'],
  },
  'update-overran': {
    facts: (environment) => ({ ...about(environment), endedAt: startsAt }),
    hear: () => [...told('edit', 'channel'), ...told('reply', 'channel'), 'ops post'],
  },
  'update-checked': {
    facts: (environment) => ({ ...about(environment), totals: { ...noTests, tests: 1, failed: 1 } }),
    hear: (environment) => [...told('reply', 'channel'), ...inbox(environment), 'triage post'],
  },
  'urgent-requested': {
    facts: (environment) => ({ ...asked(environment), by }),
    hear: (environment) => [...step(environment), 'services post'],
  },
  'urgent-claimed': {
    facts: (environment) => ({ ...asked(environment), by }),
    hear: (environment) => [...nextStep(environment), 'services edit'],
  },
  'urgent-waiting': {
    facts: (environment) => ({ ...asked(environment), by, startsAt }),
    hear: (environment) => [...nextStep(environment), ...redrawnWithNews],
  },
  'urgent-scheduled': {
    facts: (environment) => ({ ...asked(environment), by, update: 'U-1', startsAt }),
    hear: (environment) => [...step(environment), ...redrawnWithNews],
  },
  'urgent-declined': {
    facts: (environment) => ({ ...asked(environment), by, reason: 'x' }),
    hear: (environment) => [...nextStep(environment), ...redrawnWithNews],
  },
  'urgent-withdrawn': {
    facts: (environment) => ({ ...asked(environment), by }),
    hear: (environment) => [...nextStep(environment), ...redrawnWithNews],
  },
  'urgent-expired': {
    facts: asked,
    hear: (environment) => [...nextStep(environment), ...redrawnWithNews],
  },
  'urgent-redrawn': { facts: asked, hear: () => [...told('edit', 'channel'), 'services edit'] },
  'link-asked': {
    facts: () => ({ page: 'report', subject: 'V-1', administrator: 'acme-ada' }),
    hear: () => mail('production'),
  },
}

const noticeOf = (kind: NoticeKind, environment: Environment): Notice => {
  const { facts, forVendor } = table[kind]
  // The table gives each kind its own facts.
  return { kind, client: forVendor ? null : 'acme', facts: facts(environment) } as Notice
}

const audience = (notice: Notice, among: readonly Place[]) => audienceOf(routeOf(notice), notice.client, among)

const heard = (notice: Notice) =>
  audience(notice, places)
    .map(({ place, mode, suppressed }) => `${place} ${mode}${suppressed ? ` (suppressed: ${suppressed})` : ''}`)
    .sort()

const rows = (Object.keys(table) as NoticeKind[]).flatMap((kind) =>
  (['production', 'staging'] as const).map((environment) => [kind, environment] as const),
)

describe('who hears of', () => {
  it.each(rows)('%s on %s', (kind, environment) => {
    expect(heard(noticeOf(kind, environment))).toEqual([...table[kind].hear(environment)].sort())
  })

  it('the joint notice: everybody once, the mailbox too', () => {
    const notice: Notice = {
      kind: 'updates-scheduled',
      client: 'acme',
      facts: { release, starts: [start('production'), start('staging')] },
    }
    expect(heard(notice)).toEqual([...told('post', 'channel'), ...told('post', 'mailbox'), ...bothInboxes].sort())
  })

  it.each(rows)('%s on %s: nobody of another client, and no place twice in one way', (kind, environment) => {
    const owed = audience(noticeOf(kind, environment), places)
    expect(owed.filter(({ place }) => place.startsWith('beta'))).toEqual([])
    expect(new Set(owed.map(({ place, mode }) => `${place} ${mode}`)).size).toBe(owed.length)
  })

  it.each(rows)('%s on %s: redrawn and answered only where a message stands', (kind, environment) => {
    for (const { mode, standing } of audience(noticeOf(kind, environment), places))
      if (mode !== 'post') expect(standing).not.toBeNull()
  })

  it.each([
    ['production', 'gone'],
    // Staging is not mailed at all: that its mailbox is gone is no reason to stand in for it.
    ['staging', 'staging'],
  ] as const)('a mailbox that is gone, about %s: suppressed as %s', (environment, reason) => {
    const gone = places.map((place) => (place.id === 'acme: mailbox' ? { ...place, gone: true } : place))
    const second: Place = {
      ...gone.find(({ id }) => id === 'acme: mailbox')!,
      id: 'acme: other mailbox',
      gone: false,
    }
    const owed = audience(noticeOf('update-rescheduled', environment), [...gone, second])
    expect(owed.find(({ place }) => place === 'acme: mailbox')).toMatchObject({ suppressed: reason })
    expect(owed.filter(({ insteadOf }) => insteadOf !== undefined)).toEqual([])
  })

  it('a channel that is linked or unlinked: no other channel of the client', () => {
    const other: Place = { ...places[0]!, id: 'acme: another channel' }
    const { facts } = table['channel-linked']
    const notice = { kind: 'channel-linked', client: 'acme', facts: facts('production') } as Notice
    const owed = audience(notice, [...places, other]).map(({ place }) => place)
    expect(owed.filter((place) => place.includes('channel'))).toEqual(['acme: channel'])
  })

  it.each(['update-failed', 'update-stalled', 'incident-redrawn'] as const)(
    '%s: it stands by itself in the rooms, and comes after what they heard of the roll-out before',
    (kind) => {
      const owed = audience(noticeOf(kind, 'production'), places).filter(({ place }) => place === 'ops')
      expect(owed).not.toEqual([])
      for (const { standing, matter } of owed)
        expect([standing, matter]).toEqual(['incident:U-1', 'rollout:acme:3.9.12'])
    },
  )

  it('an accepted request: its card stands with services, the roll-out with the client', () => {
    const owed = audience(noticeOf('urgent-scheduled', 'production'), places)
    const standing = (place: string) => owed.find((one) => one.place === place)?.standing
    expect(standing('services')).toBe('request:R-9')
    expect(standing('acme: channel')).toBe('rollout:acme:3.9.12')
  })
})
