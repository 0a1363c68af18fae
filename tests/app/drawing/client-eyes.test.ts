import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { tell } from '../../../src/app/telling/tell.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import type { Notice, NoticeKind } from '../../../src/notices/kinds/notice.ts'
import { adminOf, asks, receivedReport, specialist } from '../../support/cast.ts'
import { factsOfEvery, isOfVendor, type Named } from '../../support/every-notice.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, updateOf, verificationOf } from '../../support/scene.ts'

// Every kind of notice is drawn for every place, twice; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

/** What no place of a client may show: outputs, notes, tickets, the words of runners, and everybody else's name. */
const internal = /INTERNAL|zeta/i
const release = '3.9.12'

describe('what a client’s places show', () => {
  let house: House
  let ids: Named
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
      system: { client: 'acme', environment: 'staging' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    if (!asked.ok) throw new Error(asked.refusal.detail)
    const verification = await verificationOf(house, 'acme')
    for (const { id } of (await house.app.readVerification(verification))?.findings ?? []) {
      const accepted = await house.app.acceptFinding({
        ...asks(specialist),
        finding: id,
        seen: null,
        reason: 'known',
        note: 'INTERNAL note, as at zeta',
        forClient: false,
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
      verification,
      update,
      finding: finding.id,
      request: asked.value.id,
      fingerprint: finding.fingerprint,
    }
    await house.deliverAll()
  })
  afterAll(() => house.close())

  const factsOf = (environment: Environment) => factsOfEvery(ids, environment)

  /** Tells every kind of notice about acme, and sends all that is owed. @returns the kinds that a client's place got */
  async function walk(): Promise<Set<string>> {
    const shown = new Set<string>()
    for (const environment of ['production', 'staging'] as const)
      for (const [kind, facts] of Object.entries(factsOf(environment))) {
        const client = isOfVendor(kind as NoticeKind) ? null : 'acme'
        const notice = { kind, client, facts } as Notice
        house.sent.length = 0
        await house.ports.inTransaction(async (tx) => tell(tx, notice, house.clock.now()))
        await house.deliverAll()
        for (const { place, card } of house.sent) {
          if (place.room !== null) continue
          expect(place.client, kind).toBe('acme')
          // What signs a link may spell anything.
          const words = JSON.stringify(card).replaceAll(/\/eyJ[\w.-]+/g, '/…')
          expect(words, `${kind} in ${place.address.kind}`).not.toMatch(internal)
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
        !['client-unschedulable', 'incident-redrawn', 'place-gone', 'nobody-told', 'doubts-remain'].includes(kind),
    )
    expect([...shown].sort()).toEqual(forClients.sort())
  })

  it('every kind of notice, in every place, when a failure is confirmed', async () => {
    await house.app.confirmFinding({
      ...asks(specialist),
      finding: ids.finding,
      seen: null,
      ticket: 'INTERNAL-7',
      note: 'INTERNAL',
      forClient: false,
      others: { clients: 'all', upTo: 'F-9' },
    })
    await house.deliverAll()
    await walk()
  })

  it('what is asked in a client’s channel shows as little', async () => {
    const history = await house.app.readHistory('acme', 50)
    expect(history.some(({ detail }) => internal.test(JSON.stringify(detail)))).toBe(true)
    const { historyCard } = await import('../../../src/notices/updates/history-card.ts')
    const client = await house.app.readClient('acme')
    if (!client) throw new Error('no client')
    expect(JSON.stringify(historyCard(client, history))).not.toMatch(internal)
  })

  it('the same words do reach the rooms of the vendor, so that this test could fail', async () => {
    house.sent.length = 0
    const { 'findings-redrawn': facts, 'update-failed': failed } = factsOf('production')
    await house.ports.inTransaction(async (tx) => {
      tell(tx, { kind: 'findings-redrawn', client: null, facts }, house.clock.now())
      tell(tx, { kind: 'update-failed', client: 'acme', facts: failed }, house.clock.now())
    })
    await house.deliverAll()
    const inRoom = (room: string) => JSON.stringify(house.sent.filter(({ place }) => place.room === room))
    expect(inRoom('triage')).toMatch(/INTERNAL-7.*Zeta College|Zeta College.*INTERNAL-7/)
    expect(inRoom('ops')).toContain('INTERNAL output of the updater')
  })

  it('a note that is marked for the client is shown to it', async () => {
    await house.app.acceptFinding({
      ...asks(specialist),
      finding: ids.finding,
      seen: null,
      reason: 'known',
      others: null,
      note: 'Seen in your own theme only.',
      forClient: true,
    })
    house.sent.length = 0
    await house.deliverAll()
    const report = house.sent.find(({ card }) => card.kind === 'health-report')
    expect(report?.place.client).toBe('acme')
    expect(JSON.stringify(report?.card)).toContain('Seen in your own theme only.')
  })
})
