import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { tell } from '../../../src/app/deliveries/tell.ts'
import type { ActorStamp } from '../../../src/domain/actor.ts'
import { noTests } from '../../../src/domain/health-report.ts'
import type { Notice, NoticeFacts, NoticeKind } from '../../../src/domain/notice.ts'
import { adminOf, asks, receivedReport, specialist } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, updateOf, verificationOf } from '../../support/scene.ts'

// Every kind of notice is drawn for every place, twice; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

/** What no place of a client may show: outputs, notes, tickets, the words of runners, and everybody else's name. */
const internal = /INTERNAL|zeta/i
const release = '3.9.12'
const startsAt = '2026-12-06T06:00:00.000Z'
const by: ActorStamp = { kind: 'person', id: 'sam', name: 'Sam Services', forVendor: true }

describe('what a client’s places show', () => {
  let house: House
  let ids: { verification: string; finding: string; fingerprint: string; update: string; request: string }
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, release)
    for (const client of ['zeta', 'acme']) {
      await onFile(house, client)
      const failures = [1, 2].map((n) => ({ name: `case ${n}`, output: `INTERNAL output of ${client}` }))
      await house.app.receiveReport(await verificationOf(house, client), receivedReport(4_000, failures))
    }
    const asked = await house.app.requestUrgent({
      ...asks(adminOf('acme')),
      ...{ system: { client: 'acme', environment: 'staging' }, release: null, reason: 'x', wishedAt: null },
    })
    if (!asked.ok) throw new Error(asked.refusal.detail)
    const verification = await verificationOf(house, 'acme')
    for (const { id } of (await house.app.readVerification(verification))?.findings ?? []) {
      const accepted = await house.app.acceptFinding({
        ...asks(specialist),
        ...{ finding: id, seen: null, reason: 'known', note: 'INTERNAL note, as at zeta', forClient: false },
        others: { clients: 'all', upTo: 'F-9' },
      })
      if (!accepted.ok) throw new Error(accepted.refusal.detail)
    }
    const [finding] = (await house.app.readVerification(verification))?.findings ?? []
    if (!finding) throw new Error('no finding')
    const { id: update } = await updateOf(house, 'acme')
    await house.ports.inTransaction(async (tx) => {
      await tx.incidents.open(update, house.clock.now())
      const incident = await tx.incidents.find(update)
      if (!incident) throw new Error('no incident')
      await tx.incidents.save({ ...incident, note: 'INTERNAL output of the updater, as at zeta' })
    })
    ids = {
      ...{ verification, update, finding: finding.id, request: asked.value.id },
      fingerprint: finding.fingerprint,
    }
    await house.deliverAll()
  })
  afterAll(() => house.close())

  /** Every kind there is; a new one without a row fails the type check. */
  const factsOf = (environment: 'production' | 'staging'): { [Kind in NoticeKind]: NoticeFacts[Kind] } => {
    const { verification, finding, fingerprint, update, request } = ids
    const about = { update, environment, release }
    const asked = { request, environment, release }
    const failure = { release, fingerprint, finding }
    const freeze = { freeze: 'Z-1', startsAt, endsAt: startsAt, reason: 'exams', by }
    const channel = { place: 'P-1', platform: 'slack', workspace: 'T1', channel: 'CACME' } as const
    const windows = { zone: 'UTC', windows: ['SUN 01:00-05:00'] }
    const start = { update, environment, startsAt, replaces: null }
    return {
      'release-available': { release, totals: noTests, clients: 2 },
      'release-refused': { release, totals: noTests, shortfalls: [] },
      'release-paused': { release, by, reason: 'INTERNAL' },
      'release-resumed': { release, by, reason: 'INTERNAL' },
      'release-withdrawn': { release, by, reason: 'INTERNAL' },
      'freeze-laid': { ...freeze, moved: 1, held: 0 },
      'freeze-lifted': freeze,
      'release-redrawn': { release },
      'place-gone': { place: 'P-1', reason: 'INTERNAL is_archived' },
      'nobody-told': { told: 'updates-scheduled', release },
      'verification-started': { verification, release },
      'verification-stepped': { verification, release },
      'verification-failed': { verification, release, tries: 3, detail: 'INTERNAL output of the runner' },
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
      'update-cancelled': { ...about, startsAt, by, reason: 'asked for' },
      'update-restored': { ...about, to: startsAt, by, reason: null },
      'update-held': { ...about, startsAt, reason: 'a look at it' },
      'update-resumed': { ...about, startsAt },
      'update-started': about,
      'update-finished': { ...about, version: release },
      'update-failed': { ...about, detail: 'INTERNAL output of the updater', follows: false },
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
  const isOfVendor = (kind: NoticeKind): boolean => /^(release-|findings-|room-)/.test(kind)

  /** Tells every kind of notice about acme, and sends all that is owed. @returns the kinds that a client's place got */
  async function walk(): Promise<Set<string>> {
    const shown = new Set<string>()
    for (const environment of ['production', 'staging'] as const)
      for (const [kind, facts] of Object.entries(factsOf(environment))) {
        const client = isOfVendor(kind as NoticeKind) ? null : 'acme'
        const notice = { kind, client, facts } as Notice
        house.sent.length = 0
        await house.ports.inTransaction((tx) => tell(tx, notice, house.clock.now()))
        await house.deliverAll()
        for (const { place, card } of house.sent) {
          if (place.room !== null) continue
          expect(place.client, kind).toBe('acme')
          expect(JSON.stringify(card), `${kind} in ${place.address.kind}`).not.toMatch(internal)
          shown.add(kind)
        }
      }
    return shown
  }

  it('every kind of notice, in every place: nothing internal, and no other client, when findings are accepted', async () => {
    const shown = await walk()
    const forClients = Object.keys(factsOf('production')).filter(
      (kind) =>
        !isOfVendor(kind as NoticeKind) &&
        !['client-unschedulable', 'incident-redrawn', 'place-gone', 'nobody-told', 'doubts-remain'].includes(
          kind,
        ),
    )
    expect([...shown].sort()).toEqual(forClients.sort())
  })

  it('every kind of notice, in every place, when a failure is confirmed', async () => {
    await house.app.confirmFinding({
      ...asks(specialist),
      ...{ finding: ids.finding, seen: null, ticket: 'INTERNAL-7', note: 'INTERNAL', forClient: false },
      others: { clients: 'all', upTo: 'F-9' },
    })
    await house.deliverAll()
    await walk()
  })

  it('what is asked in a client’s channel shows as little', async () => {
    const history = await house.app.readHistory('acme', 50)
    expect(history.some(({ detail }) => internal.test(JSON.stringify(detail)))).toBe(true)
    const { historyCard } = await import('../../../src/notices/history-card.ts')
    const client = await house.app.readClient('acme')
    if (!client) throw new Error('no client')
    expect(JSON.stringify(historyCard(client, history))).not.toMatch(internal)
  })

  it('the same words do reach the rooms of the vendor, so that this test could fail', async () => {
    house.sent.length = 0
    const { 'findings-redrawn': facts, 'update-failed': failed } = factsOf('production')
    await house.ports.inTransaction(async (tx) => {
      await tell(tx, { kind: 'findings-redrawn', client: null, facts }, house.clock.now())
      await tell(tx, { kind: 'update-failed', client: 'acme', facts: failed }, house.clock.now())
    })
    await house.deliverAll()
    const inRoom = (room: string) => JSON.stringify(house.sent.filter(({ place }) => place.room === room))
    expect(inRoom('triage')).toMatch(/INTERNAL-7.*Zeta College|Zeta College.*INTERNAL-7/)
    expect(inRoom('ops')).toContain('INTERNAL output of the updater')
  })

  it('a note that is marked for the client is shown to it', async () => {
    await house.app.acceptFinding({
      ...asks(specialist),
      ...{ finding: ids.finding, seen: null, reason: 'known', others: null },
      ...{ note: 'Seen in your own theme only.', forClient: true },
    })
    house.sent.length = 0
    await house.deliverAll()
    const report = house.sent.find(({ card }) => card.kind === 'health-report')
    expect(report?.place.client).toBe('acme')
    expect(JSON.stringify(report?.card)).toContain('Seen in your own theme only.')
  })
})
