import { describe, expect, it } from 'vitest'
import { audienceOf } from '../../../src/domain/notices/audience.ts'
import type { Place } from '../../../src/domain/people/place.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import { definitionOf, type Notice, type NoticeKind, routeOf } from '../../../src/notices/kinds/notice.ts'
import { bothInboxes, factsOfEvery, heardOf, inbox, isOfVendor, told } from '../../support/every-notice.ts'

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
const startsAt = '2026-12-06T06:00:00.000Z'
const start = (environment: Environment) => ({ update: 'U-1', environment, startsAt, replaces: null })

const named = {
  verification: 'V-1',
  finding: 'F-77',
  fingerprint: 'f1',
  update: 'U-1',
  request: 'R-9',
  place: 'acme: channel',
}

// The table gives each kind its own facts.
const noticeOf = (kind: NoticeKind, environment: Environment): Notice =>
  ({
    kind,
    client: isOfVendor(kind) ? null : 'acme',
    facts: factsOfEvery(named, environment)[kind],
  }) as Notice

const audience = (notice: Notice, among: readonly Place[]) => audienceOf(routeOf(notice), notice.client, among)

const heard = (notice: Notice) =>
  audience(notice, places)
    .map(({ place, mode, suppressed }) => `${place} ${mode}${suppressed ? ` (suppressed: ${suppressed})` : ''}`)
    .sort()

const rows = (Object.keys(heardOf) as NoticeKind[]).flatMap((kind) =>
  (['production', 'staging'] as const).map((environment) => [kind, environment] as const),
)

describe('who hears of', () => {
  it.each(rows)('%s on %s', (kind, environment) => {
    expect(heard(noticeOf(kind, environment))).toEqual([...heardOf[kind].hear(environment)].sort())
  })

  it.each(rows)('%s on %s: who may do without it', (kind) => {
    expect(definitionOf(kind).topic).toBe(heardOf[kind].topic ?? null)
  })

  it('a report for which no card stands yet: the channel gets one', () => {
    const facts = { verification: 'V-1', release, follows: false }
    const notice: Notice = { kind: 'health-report-received', client: 'acme', facts }
    expect(heard(notice)).toEqual([...told('post', 'channel'), ...inbox('production')].sort())
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
    const owed = audience(noticeOf('channel-linked', 'production'), [...places, other]).map(({ place }) => place)
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
