import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Others } from '../../../src/app/use-cases/triage.ts'
import type { AcceptReason } from '../../../src/domain/findings/verdict.ts'
import { adminOf, asks, operator, pipeline, receivedReport, services, specialist } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  available,
  onFile,
  openVendor,
  planOf,
  startNow,
  toldBy,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'

describe('a decision about findings', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    await toldBy(house)
  })
  afterAll(() => house.close())

  /** A copy fails with these cases. @returns the findings' ids */
  const fails = async (client: string, ...names: string[]): Promise<string[]> => {
    if (!(await house.app.readClient(client))) await onFile(house, client)
    const report = receivedReport(
      4_000,
      names.map((name) => ({ name })),
    )
    const received = await house.app.receiveReport(await verificationOf(house, client), report)
    if (!received.ok) throw new Error(received.refusal.detail)
    return received.value.findings.map(({ id }) => id)
  }
  const more = (others: Others) => ({ seen: null, others, note: null, forClient: false })
  const accept = (finding = '', reason: AcceptReason = 'known', others: Others = null) =>
    house.app.acceptFinding({ ...asks(specialist), finding, reason, ...more(others) })
  const confirm = (finding = '', others: Others = null) =>
    house.app.confirmFinding({ ...asks(specialist), finding, ticket: 'LMS-1', ...more(others) })
  const statusOf = async (client: string) =>
    (await house.app.readVerification(await verificationOf(house, client)))?.verification.status
  const told = async (kind: string) => (await toldBy(house)).filter((one) => one.startsWith(kind))

  it('the last one accepted schedules the client by itself and tells everybody once', async () => {
    const [first, second] = await fails('acme', 'one', 'two')
    await toldBy(house)
    expect(await accept(first)).toMatchObject({
      value: { clients: [{ client: 'acme', status: 'reported', undecided: 1 }] },
    })
    expect(await planOf(house, 'acme')).toEqual([])
    expect(await toldBy(house)).toEqual(['findings → triage (edit)', 'health-report → channel (edit)'])
    expect(await accept(second, 'flaky')).toMatchObject({ value: { clients: [{ status: 'passed' }] } })
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2026-12-06T06:00Z',
      'staging 3.9.12 scheduled 2026-12-06T06:00Z',
    ])
    expect(await toldBy(house)).toEqual([
      'findings → triage (edit)',
      'health-report → channel (edit)',
      'rollout → channel',
      'rollout → inbox production',
      'rollout → inbox staging',
      'rollout → mailbox',
      'rollout → mailbox',
    ])
    const { items } = await house.app.listUpdates({ client: 'acme' }, { after: null, limit: 9 })
    expect(items).toHaveLength(2)
    expect(
      (await house.app.readHistory('acme', 10)).filter(({ action }) => action === 'finding-accepted'),
    ).toMatchObject([
      { subject: second, actor: { id: 'spec' }, detail: { before: 'open', verdict: 'flaky' } },
      { subject: first, detail: { verdict: 'known' } },
    ])
  })

  it('an urgent request that waited is scheduled first', async () => {
    const [id] = await fails('urgent', 'in the way of an urgent one')
    const asked = await house.app.requestUrgent({
      ...asks(adminOf('urgent')),
      system: { client: 'urgent', environment: 'production' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    if (!asked.ok) throw new Error(asked.refusal.detail)
    const startsAt = new Date('2026-11-23T20:00:00Z')
    const about = { requestId: asked.value.id, seen: null, startsAt }
    expect(await house.app.acceptRequest({ ...asks(services), ...about })).toMatchObject({
      value: { status: 'accepted' },
    })
    await accept(id)
    expect(await planOf(house, 'urgent')).toContain('production 3.9.12 scheduled 2026-11-23T20:00Z')
    expect((await house.app.readRequest(asked.value.id))?.status).toBe('scheduled')
  })

  it('one confirmed: nothing is scheduled, and the client hears that it waits for a fix', async () => {
    const [first, second] = await fails('fix', 'broken', 'also here')
    await toldBy(house)
    const done = await house.app.confirmFinding({
      ...asks(specialist),
      finding: first ?? '',
      seen: null,
      ticket: 'LMS-2',
      others: null,
      note: 'The export is mended in 3.9.13.',
      forClient: true,
    })
    expect(done).toMatchObject({ value: { clients: [{ status: 'blocked', undecided: 1, held: 0 }] } })
    expect(await toldBy(house)).toEqual([
      'findings → triage (edit)',
      'health-report → channel (edit)',
      'verification-blocked → channel',
      'verification-blocked → inbox production',
      'verification-blocked → inbox staging',
      'verification-blocked → mailbox',
      'verification-blocked → mailbox',
    ])
    const card = JSON.stringify(house.sent.find(({ card: { kind } }) => kind === 'verification-blocked')?.card)
    expect(card).toContain('The export is mended in 3.9.13.')
    expect(card).not.toContain('LMS-2')
    await accept(second)
    expect(await statusOf('fix')).toBe('blocked')
    expect(await planOf(house, 'fix')).toEqual([])
    expect(await told('verification-blocked')).toEqual([])
  })

  it('an acceptance taken back holds what it had let through, and given again lets it go on', async () => {
    const [id] = await fails('back', 'taken back')
    await accept(id)
    const before = await updateOf(house, 'back')
    await toldBy(house)
    expect(await confirm(id)).toMatchObject({ value: { clients: [{ status: 'blocked', held: 2 }] } })
    expect(await planOf(house, 'back')).toEqual([
      'production 3.9.12 held 2026-12-06T06:00Z',
      'staging 3.9.12 held 2026-12-06T06:00Z',
    ])
    const said = await toldBy(house)
    expect(said).toContain('rollout → channel (edit)')
    expect(said.filter((one) => one.startsWith('verification-blocked'))).toHaveLength(5)
    expect(JSON.stringify(house.sent)).toContain('on hold now')
    // Nothing starts, and nobody gets it past the hold.
    await startNow(house, before)
    expect(house.jobs).toEqual([])
    house.clock.set('2026-11-22T12:00:00Z')
    const moved = await house.app.rescheduleUpdate({
      ...asks(adminOf('back')),
      system: before,
      startsAt: new Date('2026-12-08T06:00:00Z'),
      seen: null,
      reason: null,
    })
    expect(moved).toMatchObject({ ok: true, value: { update: { status: 'held' } } })
    await toldBy(house)

    expect(await accept(id)).toMatchObject({ value: { clients: [{ status: 'passed' }] } })
    expect(await planOf(house, 'back')).toEqual([
      'production 3.9.12 scheduled 2026-12-08T06:00Z',
      'staging 3.9.12 scheduled 2026-12-06T06:00Z',
    ])
    expect(await told('update-resumed')).toHaveLength(6)
  })

  it('a cancelled update is not restored past a confirmed failure', async () => {
    const [id] = await fails('restore', 'not to be restored')
    await accept(id)
    const { client, environment } = await updateOf(house, 'restore')
    const system = { client, environment }
    await house.app.cancelUpdate({ ...asks(adminOf('restore')), system, seen: null, reason: 'exams' })
    await confirm(id)
    const restored = await house.app.rescheduleUpdate({
      ...asks(adminOf('restore')),
      system,
      startsAt: new Date('2026-12-08T06:00:00Z'),
      seen: null,
      reason: null,
    })
    expect(restored).toMatchObject({ ok: false, refusal: { rule: 'nothing-scheduled' } })
  })

  it('what failed while its failure was being confirmed is not tried again', async () => {
    const [id] = await fails('running', 'confirmed too late')
    await accept(id)
    const update = await updateOf(house, 'running')
    await startNow(house, update)
    house.clock.set('2026-11-22T12:00:00Z')
    await confirm(id)
    await house.app.recordUpdate(update.id, { status: 'failed', detail: 'boom' }, pipeline)
    expect((await planOf(house, 'running')).filter((one) => one.startsWith('production'))).toEqual([
      'production 3.9.12 failed 2026-12-06T06:00Z',
    ])
  })

  it('for all that share the failure decides each, and leaves what a colleague has in hand', async () => {
    const [first] = await fails('all1', 'shared')
    await fails('all2', 'shared')
    const [other] = await fails('all3', 'shared', 'and another')
    const [claimed] = await fails('all4', 'shared')
    const rita = { ...specialist, id: 'rita', name: 'Rita' }
    await house.app.claimFinding({ ...asks(rita), finding: claimed ?? '', seen: null, takeOver: false })
    // Rita's claim is for everybody; the others are handed back to Spec.
    await house.app.claimFinding({ ...asks(specialist), finding: first ?? '', seen: null, takeOver: true })
    const [late] = await fails('all5', 'shared')
    const done = await accept(first, 'environment', { clients: 'all', upTo: claimed ?? '' })
    expect(done).toMatchObject({
      value: {
        clients: [
          { client: 'all1', status: 'passed' },
          { client: 'all2', status: 'passed' },
          { client: 'all3', status: 'reported', undecided: 1 },
          { client: 'all4', status: 'passed' },
        ],
      },
    })
    expect((await house.app.readFinding(late ?? ''))?.finding.status).toBe('open')
    expect(await house.app.readFinding(other ?? '')).toMatchObject({
      finding: { status: 'accepted', verdict: { reason: 'environment', by: { name: 'Spec Specialist' } } },
    })
    // Taken back for two of them by name.
    await confirm(first, { clients: ['all2'], upTo: late ?? '' })
    expect([await statusOf('all1'), await statusOf('all2'), await statusOf('all4')]).toEqual([
      'blocked',
      'blocked',
      'passed',
    ])
  })

  it('a failure is remembered in the next release', async () => {
    const [id] = await fails('memory', 'seen before')
    await accept(id, 'flaky')
    await available(house, '3.9.13')
    const received = await house.app.receiveReport(
      await verificationOf(house, 'memory', '3.9.13'),
      receivedReport(4_000, [{ name: 'seen before' }]),
    )
    const again = received.ok ? received.value.findings[0] : undefined
    expect(again?.status).toBe('open')
    expect((await house.app.readFinding(again?.id ?? ''))?.elsewhere).toMatchObject({
      decision: 'accepted',
      reason: 'flaky',
    })
    house.sent.length = 0
    await house.deliverAll()
    const card = house.sent.find(({ card: { kind, title } }) => kind === 'findings' && /3\.9\.13/.test(title))
    expect(JSON.stringify(card)).toContain('accepted by Spec Specialist on Sun 22 Nov 2026: flaky')
  })

  it('is made once, whoever presses at the same time', async () => {
    const [id = ''] = await fails('race', 'raced for')
    const all = await Promise.all([accept(id), confirm(id), accept(id), confirm(id)])
    // A decision may be taken back, but nobody decides it the same way twice in a row.
    expect(all.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    const finding = (await house.app.readFinding(id))?.finding
    expect(await statusOf('race')).toBe(finding?.status === 'accepted' ? 'passed' : 'blocked')
    const asked = asks(specialist)
    const [other = ''] = await fails('race2', 'raced for again')
    const same = await Promise.all(
      [1, 2, 3].map(() => house.app.acceptFinding({ ...asked, finding: other, reason: 'known', ...more(null) })),
    )
    for (const one of same) expect(one).toEqual(same[0])
    expect(await planOf(house, 'race2')).toHaveLength(2)
  })

  it('waits with a paused release, and is not let go by its resumption while it is confirmed', async () => {
    await available(house, '3.9.14')
    await onFile(house, 'pause')
    const received = await house.app.receiveReport(
      await verificationOf(house, 'pause', '3.9.14'),
      receivedReport(4_000, [{ name: 'paused' }]),
    )
    const id = received.ok ? received.value.findings[0]?.id : ''
    await accept(id)
    await confirm(id)
    await house.app.pauseRelease('3.9.14', 'look', pipeline)
    await house.app.resumeRelease('3.9.14', 'fine', pipeline)
    expect((await planOf(house, 'pause')).every((one) => one.includes('held'))).toBe(true)
    await house.app.pauseRelease('3.9.14', 'look', pipeline)
    await accept(id)
    expect((await planOf(house, 'pause')).every((one) => one.includes('held'))).toBe(true)
    await house.app.resumeRelease('3.9.14', 'fine', pipeline)
    expect((await planOf(house, 'pause')).every((one) => one.includes('scheduled'))).toBe(true)
  })

  it('a check that is run again drops the findings; what it finds holds, what it proves lets go', async () => {
    const [id = ''] = await fails('rerun', 'run again')
    await accept(id)
    await toldBy(house)
    const again = async () => house.app.rerun({ ...asks(specialist), client: 'rerun', release: '3.9.12', seen: null })
    expect((await again()).ok).toBe(true)
    expect((await house.app.readFinding(id))?.finding).toMatchObject({
      status: 'obsolete',
      verdict: { decision: 'accepted' },
    })
    expect(await toldBy(house)).toEqual(['findings → triage (edit)', 'health-report → channel (edit)'])
    expect(await again()).toMatchObject({ refusal: { code: 'already-running' } })
    await fails('rerun', 'something new')
    expect((await planOf(house, 'rerun')).every((one) => one.includes('held'))).toBe(true)
    // Two weeks ahead of the start: the card says so, and nobody is disturbed.
    expect(await told('update-held')).toHaveLength(0)
    await again()
    await house.app.receiveReport(await verificationOf(house, 'rerun'), receivedReport(4_000))
    expect((await planOf(house, 'rerun')).every((one) => one.includes('scheduled'))).toBe(true)
  })

  it.each([
    ['an administrator', adminOf('acme')],
    ['services', services],
    ['an operator', operator],
    ['a pipeline', pipeline],
  ])('is not for %s', async (_who, actor) => {
    const [finding = ''] = await fails(`not-${actor.kind === 'person' ? actor.id : 'key'}`, 'not for them')
    const wish = { finding, ...more(null) }
    const refused = { ok: false, refusal: { code: 'not-yours' } }
    expect(await house.app.claimFinding({ ...asks(actor), ...wish, takeOver: true })).toMatchObject(refused)
    expect(await house.app.acceptFinding({ ...asks(actor), ...wish, reason: 'known' })).toMatchObject(refused)
    expect(await house.app.confirmFinding({ ...asks(actor), ...wish, ticket: 'x' })).toMatchObject(refused)
    // What keeps a runner from its work is mended by operators, who then start it again.
    if (actor !== operator)
      expect(await house.app.rerun({ ...asks(actor), client: 'acme', release: '3.9.12', seen: null })).toMatchObject(
        refused,
      )
    expect((await house.app.readFinding(finding))?.finding.status).toBe('open')
  })
})
