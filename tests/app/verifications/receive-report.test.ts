import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportProblem } from '../../../src/domain/reports/health-report.ts'
import { pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, planOf, scheduled, toldBy, verificationOf } from '../../support/scene.ts'

const declared = { excess: 1, heads: 1, first: { suite: 'a', declared: 2, counted: 1 } }

describe('a health report', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    await toldBy(house)
  })
  afterAll(() => house.close())

  const arrives = async (client: string, report = receivedReport(4_000), version = '3.9.12') =>
    house.app.receiveReport(await verificationOf(house, client, version), report)
  const reportsOf = (client: string) =>
    house.db
      .selectFrom('health_reports')
      .select('id')
      .where('client', '=', client)
      .where('verification', 'is not', null)
      .execute()

  it('that is clean schedules both systems together and tells everybody once', async () => {
    await onFile(house, 'acme')
    const received = await arrives('acme')
    expect(received).toMatchObject({ ok: true, value: { verification: { status: 'passed' }, findings: [] } })
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2026-12-06T06:00Z',
      'staging 3.9.12 scheduled 2026-12-06T06:00Z',
    ])
    expect(await toldBy(house)).toEqual([
      'health-report → channel',
      'health-report → inbox production',
      'rollout → channel',
      'rollout → inbox production',
      'rollout → inbox staging',
      'rollout → mailbox',
      'rollout → mailbox',
    ])
  })

  it.each<[string, ReportProblem]>([
    ['declared-more', { kind: 'declared-more', ...declared }],
    ['declared-failures', { kind: 'declared-failures', ...declared }],
    ['declared-skipped', { kind: 'declared-skipped', ...declared }],
    ['unknown-outcome', { kind: 'unknown-outcome', times: 1, words: [{ word: 'status="odd"', count: 1 }] }],
    ['exit-code', { kind: 'exit-code', exitCode: 137 }],
  ])('that is no proof for %s is a finding, and schedules nothing', async (kind, problem) => {
    await onFile(house, kind)
    const { summary, ...rest } = receivedReport(4_000)
    const received = await arrives(kind, { ...rest, summary: { ...summary, problems: [problem] } })
    expect(received).toMatchObject({
      ok: true,
      value: { verification: { status: 'reported' }, findings: [{ kind, status: 'open' }] },
    })
    expect(await planOf(house, kind)).toEqual([])
    expect(await toldBy(house)).toContain('findings → triage')
  })

  it('with failures opens a finding for each and schedules nothing', async () => {
    await onFile(house, 'beta')
    const failures = [{ name: 'a grade is kept' }, { name: 'a file is found', outcome: 'errored' as const }]
    const received = await arrives('beta', receivedReport(4_000, failures))
    expect(received).toMatchObject({
      ok: true,
      value: {
        verification: { status: 'reported' },
        findings: [
          { kind: 'case', name: 'a grade is kept', status: 'open' },
          { kind: 'case', name: 'a file is found', status: 'open' },
        ],
      },
    })
    expect(await planOf(house, 'beta')).toEqual([])
    // One message for each failure.
    expect(await toldBy(house)).toEqual([
      'findings → triage',
      'findings → triage',
      'health-report → channel',
      'health-report → inbox production',
    ])
  })

  it('that comes a second time is refused, and nothing of it is stored', async () => {
    const id = await verificationOf(house, 'acme')
    const again = await house.app.receiveReport(id, receivedReport(4_000, [{ name: 'late' }]))
    expect(again).toMatchObject({ ok: false, refusal: { code: 'wrong-status' } })
    expect(await reportsOf('acme')).toHaveLength(1)
    expect((await house.app.readVerification(id))?.findings).toEqual([])
    expect(await toldBy(house)).toEqual([])
  })

  it('counts once when it comes twice at the same time', async () => {
    await onFile(house, 'twice')
    const id = await verificationOf(house, 'twice')
    const all = await Promise.all([1, 2, 3].map(() => house.app.receiveReport(id, receivedReport(4_000))))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await reportsOf('twice')).toHaveLength(1)
    expect(await planOf(house, 'twice')).toHaveLength(2)
  })

  it.each(['V-999999', 'V-0', 'x', ''])('for the unknown verification %j is refused', async (id) => {
    expect(await house.app.receiveReport(id, receivedReport(4_000))).toMatchObject({
      refusal: { code: 'unknown-verification' },
    })
  })

  it('for a verification that was run again is refused', async () => {
    await onFile(house, 'again')
    const first = await verificationOf(house, 'again')
    await house.app.receiveReport(first, receivedReport(4_000, [{}]))
    const second = await house.app.requestVerification('again', '3.9.12', pipeline)
    expect(second.ok).toBe(true)
    expect(await house.app.receiveReport(first, receivedReport(4_000))).toMatchObject({
      refusal: { code: 'wrong-status' },
    })
    expect((await house.app.readVerification(first))?.findings).toMatchObject([{ status: 'obsolete' }])
    expect((await arrives('again')).ok).toBe(true)
    expect(await planOf(house, 'again')).toHaveLength(2)
  })

  it('that is no proof is a finding, and does not lower the bar for the next', async () => {
    await onFile(house, 'small')
    const first = await arrives('small', receivedReport(10))
    expect(first).toMatchObject({ value: { findings: [{ kind: 'fewer-than-minimum' }] } })
    await house.app.requestVerification('small', '3.9.12', pipeline)
    expect(await arrives('small', receivedReport(10))).toMatchObject({
      value: { verification: { status: 'reported' }, findings: [{ kind: 'fewer-than-minimum' }] },
    })
    await house.app.requestVerification('small', '3.9.12', pipeline)
    expect(await arrives('small', receivedReport(1_000))).toMatchObject({ value: { findings: [] } })
    await house.app.requestVerification('small', '3.9.12', pipeline)
    expect(await arrives('small', receivedReport(899))).toMatchObject({
      value: { findings: [{ kind: 'fewer-than-before' }] },
    })
  })

  it('that was accepted as proof is what the next is measured by', async () => {
    await onFile(house, 'tiny')
    const first = await arrives('tiny', receivedReport(200))
    if (!first.ok) throw new Error('refused')
    await house.ports.inTransaction(async (tx) => {
      for (const finding of first.value.findings) await tx.findings.save({ ...finding, status: 'accepted' })
      expect(await tx.reports.lastExecuted('tiny')).toBe(200)
      expect(await tx.reports.lastExecuted('nobody')).toBeNull()
    })
  })

  it('keeps a stranger’s text as it is, whatever it says', async () => {
    await onFile(house, 'odd')
    const message = '<!channel> \u202Egnp.exe 🎓 <script>alert(1)</script> @here *x*'
    const received = await arrives('odd', receivedReport(4_000, [{ name: message.slice(0, 20), message }]))
    expect(received.ok && received.value.findings[0]?.message).toBe(message)
  })

  it('with 51 failures is one finding, not a flood', async () => {
    await onFile(house, 'flood')
    const received = await arrives(
      'flood',
      receivedReport(
        4_000,
        Array.from({ length: 51 }, () => ({})),
      ),
    )
    expect(received).toMatchObject({ value: { findings: [{ kind: 'mass' }] } })
    expect(received.ok && received.value.findings).toHaveLength(1)
  })

  it('of a release that is paused is kept, and schedules nothing yet', async () => {
    await available(house, '3.9.20')
    await onFile(house, 'paused')
    const id = await verificationOf(house, 'paused', '3.9.20')
    await house.app.pauseRelease('3.9.20', 'a bug', pipeline)
    const received = await house.app.receiveReport(id, receivedReport(4_000))
    expect(received).toMatchObject({ ok: true, value: { verification: { status: 'passed' } } })
    expect(await planOf(house, 'paused')).toEqual([])
    await house.app.resumeRelease('3.9.20', 'mended', pipeline)
    expect(await planOf(house, 'paused')).toHaveLength(2)
  })

  it('of an older release plans nothing where a newer one is planned', async () => {
    await available(house, '3.9.21')
    await onFile(house, 'newer')
    const older = await verificationOf(house, 'newer', '3.9.20')
    await arrives('newer', receivedReport(4_000), '3.9.21')
    await house.app.receiveReport(older, receivedReport(4_000))
    expect((await planOf(house, 'newer')).map((one) => one.split(' ').slice(0, 3).join(' '))).toEqual([
      'production 3.9.21 scheduled',
      'staging 3.9.21 scheduled',
    ])
  })

  it('is read back with its counts, by client and by verification', async () => {
    await scheduled(house, 'read', {}, '3.9.21')
    const view = await house.app.readHealth('read')
    expect(view).toMatchObject({
      release: { version: '3.9.21' },
      report: { summary: { totals: { tests: 4_000, passed: 4_000 } } },
      findings: [],
    })
    expect(await house.app.readVerification(view?.verification.id ?? '')).toEqual(view)
    expect(await house.app.readHealth('nobody')).toBeNull()
  })
})

describe('a step of a verification', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await available(house, '3.9.12')
    await onFile(house, 'acme')
  })
  afterAll(() => house.close())

  it('goes forward, may be said twice, and never goes back', async () => {
    const id = await verificationOf(house, 'acme')
    const step = async (to: 'copying' | 'updating' | 'checking') => (await house.app.recordStep(id, to)).ok
    expect(await step('copying')).toBe(true)
    expect(await step('copying')).toBe(true)
    house.clock.advance(60_000)
    expect(await step('checking')).toBe(true)
    expect(await step('updating')).toBe(false)
    expect((await house.app.readVerification(id))?.verification).toMatchObject({
      status: 'checking',
      heardAt: house.clock.now(),
    })
    await house.app.receiveReport(id, receivedReport(4_000))
    expect(await step('checking')).toBe(false)
    expect(await house.app.recordStep('V-999', 'copying')).toMatchObject({
      refusal: { code: 'unknown-verification' },
    })
  })
})
