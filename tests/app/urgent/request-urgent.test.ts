import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { adminOf, asks, pipeline, receivedReport, services, specialist } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  available,
  healthy,
  onFile,
  openVendor,
  planOf,
  scheduled,
  startNow,
  toldBy,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'
import { acts, wednesday } from '../../support/urgent-acts.ts'

const at = (iso: string): Date => new Date(iso)
const tina: Actor = { ...services, id: 'tina', name: 'Tina Services' } as Actor

describe('an urgent request', () => {
  let house: House
  const { wish, accept, decline, claim, withdraw } = acts(() => house)
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
  })
  afterAll(() => house.close())

  it('goes to services, and every step comes back to the asker', async () => {
    await onFile(house, 'acme')
    await verificationOf(house, 'acme')
    await toldBy(house)
    const id = await wish('acme', { wishedAt: wednesday })
    expect(await toldBy(house)).toEqual([
      'urgent-request → services',
      'urgent-requested → channel',
      'urgent-requested → inbox production',
      'urgent-requested → mailbox',
      'urgent-requested → mailbox',
    ])
    expect(await claim(id)).toBe('claimed')
    expect(await toldBy(house)).toEqual(
      expect.arrayContaining([
        'urgent-claimed → channel (reply)',
        'urgent-request → channel (edit)',
        'urgent-request → services (edit)',
      ]),
    )
    expect(await accept(id)).toBe('accepted')
    const waiting = await toldBy(house)
    expect(waiting).toEqual(
      expect.arrayContaining([
        'urgent-waiting → mailbox',
        'urgent-request → services (edit)',
        'urgent-waiting → services (reply)',
      ]),
    )
    expect(await planOf(house, 'acme')).toEqual([])
    await healthy(house, 'acme')
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2026-11-25T06:00Z',
      'staging 3.9.12 scheduled 2026-12-06T06:00Z',
    ])
    expect(await toldBy(house)).toContain('urgent-scheduled → mailbox')
    expect(await house.app.readRequest(id)).toMatchObject({
      status: 'scheduled',
      startsAt: wednesday,
      update: (await updateOf(house, 'acme')).id,
      decidedBy: { name: 'Sam Services' },
    })
    const card = house.sent.find(({ card, place }) => card.kind === 'rollout' && place.room === null)?.card
    expect(JSON.stringify(card)).toContain(`asked for as ${id}, accepted by Sam Services`)
  })

  it('ends with its update, and its card says so', async () => {
    const update = await updateOf(house, 'acme')
    const request = await house.ports.inTransaction((tx) => tx.urgentRequests.ofUpdate(update.id))
    await startNow(house, update)
    await house.app.recordUpdate(update.id, { status: 'updated', version: null }, pipeline)
    expect(await house.app.readRequest(request?.id ?? '')).toMatchObject({ status: 'fulfilled' })
    expect(await toldBy(house)).toContain('urgent-request → services (edit)')
    expect(await wish('acme')).toBe('up-to-date')
  })

  it('is scheduled at once where the copy was found healthy', async () => {
    await onFile(house, 'ready')
    const id = await wish('ready', { system: { client: 'ready', environment: 'staging' } })
    house.clock.set('2026-11-25T06:00:00Z')
    await healthy(house, 'ready')
    // The regular plan came first: what is scheduled is moved, not accepted.
    expect(await accept(id, at('2026-11-26T06:00:00Z'))).toBe('something-scheduled')
    expect(await decline(id)).toBe('declined')
    await available(house, '3.9.12.1', 'hotfix')
    await onFile(house, 'fix')
    await house.app.receiveReport(await verificationOf(house, 'fix', '3.9.12.1'), receivedReport(4_000))
    const hotfix = await wish('fix', { release: '3.9.12.1' })
    expect(await accept(hotfix, at('2026-11-26T06:00:00Z'))).toBe('scheduled')
    expect(await planOf(house, 'fix')).toEqual(['production 3.9.12.1 scheduled 2026-11-26T06:00Z'])
  })

  it('is refused while something is scheduled, requested, or there is nothing to ask for', async () => {
    await scheduled(house, 'busy')
    expect(await wish('busy')).toBe('something-scheduled')
    await onFile(house, 'one')
    const id = await wish('one')
    expect(id).toMatch(/^R-/)
    expect(await wish('one')).toBe('already-requested')
    expect(await wish('one', { system: { client: 'one', environment: 'staging' } })).toMatch(/^R-/)
    await onFile(house, 'two')
    expect(await wish('two', { release: '9.9.9' })).toBe('unknown-release')
    expect(await wish('two', {}, adminOf('one'))).toBe('not-yours')
    expect(await wish('nowhere')).toBe('not-yours')
    expect(await wish('two', {}, specialist)).toBe('not-yours')
    expect(await wish('two', {}, services)).toMatch(/^R-/)
  })

  it('is made once by two who ask at once', async () => {
    await onFile(house, 'both')
    const bob = adminOf('both', 'both-bob', 'Bob')
    const asked = await Promise.all([wish('both'), wish('both', {}, bob)])
    expect(asked.filter((one) => one === 'already-requested')).toHaveLength(1)
    expect(asked.filter((one) => one.startsWith('R-'))).toHaveLength(1)
  })

  it('is decided by services alone, and by one of them', async () => {
    await onFile(house, 'decide')
    const id = await wish('decide')
    const start = at('2026-11-27T06:00:00Z')
    for (const actor of [adminOf('decide'), specialist, pipeline]) {
      expect(await accept(id, start, actor)).toBe('not-yours')
      expect(await decline(id, actor)).toBe('not-yours')
      expect(await claim(id, actor)).toBe('not-yours')
    }
    const decided = await Promise.all([accept(id, start, services, 1), decline(id, tina, 1)])
    expect(decided.filter((one) => one === 'accepted' || one === 'declined')).toHaveLength(1)
    expect(decided.filter((one) => one === 'already-decided' || one === 'changed-meanwhile')).toHaveLength(1)
  })

  it('claimed by one can be taken over by another, and decided with the card from before', async () => {
    await onFile(house, 'claimed')
    const id = await wish('claimed')
    expect(await claim(id)).toBe('claimed')
    expect(await claim(id, tina)).toBe('claimed')
    expect(await house.app.readRequest(id)).toMatchObject({
      claimedBy: { name: 'Tina Services' },
      revision: 3,
    })
    expect(await decline(id, services, 1)).toBe('declined')
    expect(await decline(id)).toBe('already-decided')
    expect(await claim(id)).toBe('already-decided')
    expect(await accept(id, at('2026-11-27T06:00:00Z'))).toBe('already-decided')
  })

  it('is declined with a reason that the asker reads', async () => {
    await onFile(house, 'no')
    const id = await wish('no')
    await toldBy(house)
    expect(await decline(id)).toBe('declined')
    await toldBy(house)
    const mails = house.sent.filter(({ place }) => place.address.kind === 'mailbox').map(({ card }) => card)
    expect(mails.map(({ kind }) => kind)).toEqual(['urgent-declined', 'urgent-declined'])
    expect(JSON.stringify(mails[0])).toContain('not now')
  })

  it('is taken back by the client, until something is scheduled', async () => {
    await onFile(house, 'back')
    const id = await wish('back')
    expect(await withdraw(id, adminOf('no'))).toBe('not-yours')
    expect(await withdraw(id, services)).toBe('not-yours')
    expect(await withdraw(id, adminOf('back'))).toBe('withdrawn')
    expect(await withdraw(id, adminOf('back'))).toBe('already-decided')
    expect(await withdraw('R-99999', adminOf('back'))).toBe('not-yours')
    const second = await wish('back')
    expect(second).toMatch(/^R-/)
    await house.app.acceptRequest({
      ...asks(services),
      requestId: second,
      seen: null,
      startsAt: at('2026-11-27T06:00:00Z'),
    })
    expect(await withdraw(second, adminOf('back'))).toBe('withdrawn')
  })

  it('keeps to lead time, quarter-hours, capacity and the vendor’s freezes, not to the client’s own', async () => {
    await onFile(house, 'limits')
    const id = await wish('limits')
    const now = house.clock.now()
    await house.ports.inTransaction(async (tx) => {
      const christmas = { startsAt: at('2026-12-24T00:00:00Z'), endsAt: at('2026-12-27T00:00:00Z') }
      const exams = { startsAt: at('2026-12-01T00:00:00Z'), endsAt: at('2026-12-02T00:00:00Z') }
      await tx.freezes.add({ scope: 'vendor', ...christmas, reason: 'holidays', inside: null }, null, now)
      await tx.freezes.add({ scope: 'client', ...exams, reason: 'exams', inside: null }, 'limits', now)
    })
    expect(await accept(id, new Date(now.getTime() + 59 * 60_000))).toBe('too-soon')
    expect(await accept(id, new Date(now.getTime() - 86_400_000))).toBe('too-soon')
    expect(await accept(id, at('2026-12-03T06:10:00Z'))).toBe('not-a-quarter-hour')
    expect(await accept(id, at('2026-12-25T06:00:00Z'))).toBe('frozen')
    expect(await accept(id, at('2026-12-01T06:00:00Z'))).toBe('accepted')
  })

  it('answers a double click alike', async () => {
    await onFile(house, 'clicks')
    const id = await wish('clicks')
    const request = { ...asks(services), requestId: id, seen: 1, startsAt: at('2026-11-28T06:00:00Z') }
    const answers = await Promise.all([1, 2, 3].map(() => house.app.acceptRequest(request)))
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { status: 'accepted', revision: 2 } })
  })

  it('is refused when the release was paused or the system updated meanwhile', async () => {
    await available(house, '3.9.13')
    await onFile(house, 'meanwhile')
    const id = await wish('meanwhile', { release: '3.9.13' })
    await house.app.pauseRelease('3.9.13', 'x', pipeline)
    expect(await accept(id, at('2026-11-28T06:00:00Z'))).toBe('unknown-release')
    await house.app.resumeRelease('3.9.13', 'x', pipeline)
    await house.ports.inTransaction((tx) =>
      tx.clients.setVersion({ client: 'meanwhile', environment: 'production' }, '3.9.13'),
    )
    expect(await accept(id, at('2026-11-28T06:00:00Z'))).toBe('up-to-date')
  })

  it('puts a verification that waits ahead of the queue, and starts one where there is none', async () => {
    await onFile(house, 'queue-1')
    await onFile(house, 'queue-2')
    const first = await verificationOf(house, 'queue-1')
    const second = await verificationOf(house, 'queue-2')
    const ahead = async () =>
      (await house.ports.inTransaction((tx) => tx.verifications.undispatched(house.clock.now(), 200))).map(
        ({ id }) => id,
      )
    const before = await ahead()
    expect(before.indexOf(first)).toBeLessThan(before.indexOf(second))
    const id = await wish('queue-2', { release: '3.9.12' })
    expect(await accept(id, at('2026-11-28T07:00:00Z'))).toBe('accepted')
    const after = await ahead()
    expect(after.indexOf(second)).toBeLessThan(after.indexOf(first))
    await available(house, '3.9.12.2', 'hotfix')
    expect(await accept(await wish('queue-1', { release: '3.9.12.2' }), at('2026-11-28T07:00:00Z'))).toBe('accepted')
    const { items } = await house.app.listVerifications(
      { client: 'queue-1', release: '3.9.12.2' },
      { after: null, limit: 10 },
    )
    expect(items).toMatchObject([{ status: 'requested' }])
  })

  it('waits for findings to be decided, and runs a blocked verification again', async () => {
    await onFile(house, 'open')
    const id = await verificationOf(house, 'open')
    const reported = await house.app.receiveReport(id, receivedReport(4_000, [{}]))
    expect(await accept(await wish('open', { release: '3.9.12' }), at('2026-11-28T08:00:00Z'))).toBe('accepted')
    expect(await verificationOf(house, 'open')).toBe(id)
    expect(reported.ok).toBe(true)
    expect(await planOf(house, 'open')).toEqual([])
  })

  it('is listed for services, oldest first, until it is answered', async () => {
    const waiting = await house.app.listUnansweredRequests()
    expect(waiting.length).toBeGreaterThan(0)
    expect(waiting.every(({ status }) => status === 'requested' || status === 'claimed')).toBe(true)
    const times = waiting.map(({ requestedAt }) => requestedAt.getTime())
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })
})
