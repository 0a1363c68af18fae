import { randomBytes } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StaleWrite, type Tx } from '../../../../src/app/ports/ports.ts'
import { nothingChanged } from '../../../../src/domain/findings/compare-reports.ts'
import type { FindingDraft } from '../../../../src/domain/findings/finding.ts'
import type { Verification } from '../../../../src/domain/findings/verification.ts'
import type { Release } from '../../../../src/domain/releases/release.ts'
import type { ReportSummary } from '../../../../src/domain/reports/health-report.ts'
import { documentOf, later, noon, openStore, putRelease, type Store } from '../store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
  await store.inTransaction(async (tx) => {
    for (const id of ['acme', 'beta', 'gamma']) await tx.clients.put(documentOf(id), noon)
    await putRelease(tx, '3.9.12')
  })
})
afterAll(() => store.close())
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.inTransaction(work)
const totals = { tests: 21_002, passed: 21_000, failed: 0, errored: 0, skipped: 2 }

describe('a release', () => {
  const candidate: Release = {
    version: '4.0.0-rc.1',
    kind: 'security',
    status: 'candidate',
    notesUrl: 'https://vendor.example/4',
    gate: null,
    shortfalls: [],
    waves: null,
    revision: 1,
  }

  it('comes back as it was registered, once', async () => {
    await inTx((tx) => tx.releases.insert(candidate, noon))
    expect(await inTx((tx) => tx.releases.find('4.0.0-rc.1'))).toEqual(candidate)
    await expect(inTx((tx) => tx.releases.insert(candidate, noon))).rejects.toThrow(StaleWrite)
  })

  it('is saved by its revision', async () => {
    const passed: Release = { ...candidate, status: 'available', gate: totals }
    const saved = await inTx((tx) => tx.releases.save(passed, later(1)))
    expect(saved).toEqual({ ...passed, revision: 2 })
    await expect(inTx((tx) => tx.releases.save(passed, later(2)))).rejects.toThrow(StaleWrite)
    expect(await inTx((tx) => tx.releases.lock('4.0.0-rc.1'))).toEqual(saved)
  })

  it('is listed in the order of versions', async () => {
    await inTx((tx) => putRelease(tx, '3.9.2'))
    await inTx((tx) => putRelease(tx, '3.10'))
    const versions = (await inTx((tx) => tx.releases.list())).map(({ version }) => version)
    expect(versions).toEqual(['3.9.2', '3.9.12', '3.10', '4.0.0-rc.1'])
    for (const none of ['', '3.9', '3.9.12\0']) expect(await inTx((tx) => tx.releases.find(none))).toBeNull()
  })
})

describe('a verification', () => {
  let running: Verification

  it('comes back as it was asked for; one is current for a client and release', async () => {
    const ask = () => inTx((tx) => tx.verifications.insert({ client: 'acme', release: '3.9.12', urgent: false }, noon))
    running = await ask()
    expect(running).toEqual({
      id: 'V-1',
      client: 'acme',
      release: '3.9.12',
      status: 'requested',
      attempt: 1,
      requestedAt: noon,
      startedAt: null,
      dueAt: noon,
      heardAt: noon,
      detail: null,
      goAheadOwed: false,
      report: null,
      revision: 1,
    })
    await expect(ask()).rejects.toThrow(StaleWrite)
    for (const find of ['find', 'lock'] as const)
      expect(await inTx((tx) => tx.verifications[find]('V-1'))).toEqual(running)
    expect(await inTx((tx) => tx.verifications.current('acme', '3.9.12'))).toEqual(running)
    expect(await inTx((tx) => tx.verifications.current('acme', '3.9.2'))).toBeNull()
    expect(await inTx((tx) => tx.verifications.find('F-1'))).toBeNull()
  })

  it('is handed to a runner once for each attempt, urgent ones first', async () => {
    const urgent = await inTx((tx) =>
      tx.verifications.insert({ client: 'beta', release: '3.9.12', urgent: true }, noon),
    )
    const waiting = async () => (await inTx((tx) => tx.verifications.undispatched(noon, 9))).map(({ id }) => id)
    expect(await waiting()).toEqual([urgent.id, 'V-1'])
    const marks = await Promise.all(
      Array.from({ length: 8 }, () => inTx((tx) => tx.verifications.markDispatched('V-1', later(1)))),
    )
    expect(marks.filter(Boolean)).toHaveLength(1)
    expect(await waiting()).toEqual([urgent.id])
    const [dispatched] = marks.filter((mark) => mark !== null)
    if (!dispatched) throw new Error('nobody got it')
    expect(dispatched).toEqual({ ...running, revision: running.revision + 1 })
    expect(await inTx((tx) => tx.verifications.dispatched())).toBe(1)
    // Of the same try there is no second job; of the next there is, when it is due.
    const silent = await inTx((tx) => tx.verifications.save({ ...dispatched, status: 'silent' }))
    expect(await waiting()).toEqual([urgent.id])
    const again = { ...silent, status: 'silent', attempt: 2, dueAt: later(0) } as const
    running = await inTx((tx) => tx.verifications.save(again))
    expect(await waiting()).toEqual([urgent.id, 'V-1'])
    expect(await inTx((tx) => tx.verifications.dispatched())).toBe(0)
    running = await inTx((tx) => tx.verifications.save({ ...running, dueAt: later(2) }))
    expect(await waiting()).toEqual([urgent.id])
    expect(await inTx((tx) => tx.verifications.markDispatched('V-1', later(1)))).toBeNull()
    expect(await inTx((tx) => tx.verifications.markDispatched('V-none', noon))).toBeNull()
  })

  it('is saved by its revision', async () => {
    const heard = { ...running, status: 'checking', heardAt: later(9) } as const
    const saved = await inTx((tx) => tx.verifications.save(heard))
    expect(saved).toEqual({ ...heard, revision: running.revision + 1 })
    await expect(inTx((tx) => tx.verifications.save(heard))).rejects.toThrow(StaleWrite)
    running = saved
  })

  it('is awaited while it runs', async () => {
    await inTx(async (tx) => {
      const { id } = await tx.verifications.insert({ client: 'gamma', release: '3.9.12', urgent: false }, noon)
      await tx.verifications.save({ ...(await tx.verifications.find(id))!, status: 'passed' })
    })
    const awaited = await inTx((tx) => tx.verifications.awaited('3.9.12'))
    expect(awaited.map(({ client }) => client)).toEqual(['acme', 'beta'])
  })

  it('makes room for another when it is obsolete', async () => {
    await inTx((tx) => tx.verifications.save({ ...running, status: 'obsolete' }))
    expect(await inTx((tx) => tx.verifications.newestOf('acme'))).toBeNull()
    const again = await inTx((tx) =>
      tx.verifications.insert({ client: 'acme', release: '3.9.12', urgent: false }, noon),
    )
    expect(await inTx((tx) => tx.verifications.current('acme', '3.9.12'))).toEqual(again)
    expect(await inTx((tx) => tx.verifications.newestOf('acme'))).toEqual(again)
    running = again
  })

  it('is listed newest first, page by page', async () => {
    const first = await inTx((tx) => tx.verifications.list({ release: '3.9.12' }, { after: null, limit: 3 }))
    const rest = await inTx((tx) => tx.verifications.list({ release: '3.9.12' }, { after: first.next, limit: 3 }))
    const clients = [...first.items, ...rest.items].map(({ client }) => client)
    expect(clients).toEqual(['acme', 'gamma', 'beta', 'acme'])
    expect(rest.next).toBeNull()
    const beta = await inTx((tx) => tx.verifications.list({ client: 'beta' }, { after: null, limit: 9 }))
    expect(beta.items.map(({ client }) => client)).toEqual(['beta'])
  })
})

describe('a health report', () => {
  const summary: ReportSummary = {
    totals,
    suites: [{ suite: 'login <b>', ...totals }],
    suiteErrors: [{ suite: 'grades', message: 'no \0 database', output: '\u001b[31m' }],
    declaredTests: 21_003,
    problems: [{ kind: 'unknown-outcome' as const, times: 1, words: [{ word: 'status="huh"', count: 1 }] }],
  }
  const comparison = {
    ...nothingChanged('3.9.11'),
    counts: { new: 1, 'still-failing': 0, fixed: 0, flaky: 0 },
  }
  const about = { verification: 'V-1', client: 'acme', release: '3.9.12' }
  const report = { ...about, summary, comparison, receivedAt: noon }
  const cases = new Uint8Array([0, 255, 92, 120, 0]).subarray(1)

  it('comes back with its archive, byte for byte', async () => {
    const inserted = await inTx((tx) => tx.reports.insert(report, cases))
    expect(inserted).toEqual({ ...report, id: 'H-1' })
    const [suiteError] = summary.suiteErrors
    const clean = { ...summary, suiteErrors: [{ ...suiteError, message: 'no \ufffd database' }] }
    expect(await inTx((tx) => tx.reports.find('H-1'))).toEqual({ ...report, summary: clean, id: 'H-1' })
    expect(Array.from((await inTx((tx) => tx.reports.casesOf('H-1'))) ?? [])).toEqual([255, 92, 120, 0])
    for (const none of ['H-2', 'H-', 'V-1']) {
      expect(await inTx((tx) => tx.reports.find(none))).toBeNull()
      expect(await inTx((tx) => tx.reports.casesOf(none))).toBeNull()
    }
  })

  it('is the last of its client when it is about the client, not a gate', async () => {
    await inTx((tx) => tx.reports.insert({ ...report, verification: null, client: null }, cases))
    const fewer = { ...summary, totals: { ...totals, tests: 12, passed: 10 } }
    expect(await inTx((tx) => tx.reports.lastExecuted('acme'))).toBe(21_000)
    const last = await inTx((tx) => tx.reports.insert({ ...report, summary: fewer }, cases))
    expect(await inTx((tx) => tx.reports.lastExecuted('acme'))).toBe(10)
    expect((await inTx((tx) => tx.reports.latestOf('acme')))?.id).toBe(last.id)
    expect(await inTx((tx) => tx.reports.lastExecuted('beta'))).toBeNull()
    expect(await inTx((tx) => tx.reports.latestOf('beta'))).toBeNull()
  })

  it('is named by its verification', async () => {
    const verification = await inTx((tx) => tx.verifications.newestOf('acme'))
    const saved = await inTx((tx) => tx.verifications.save({ ...verification!, status: 'reported', report: 'H-1' }))
    expect(saved.report).toBe('H-1')
  })

  it('costs little more room than its archive', async () => {
    const size = async () => (await store.db.executeQuery<{ bytes: number }>(sizeOfReports)).rows[0]?.bytes ?? 0
    const before = await size()
    for (let count = 0; count < 10; count++)
      await inTx((tx) => tx.reports.insert({ ...report, summary: { ...summary, problems: [] } }, randomBytes(300_000)))
    expect(((await size()) - before) / 10).toBeLessThan(318_000)
  })
})

const sizeOfReports = CompiledQuery.raw("select pg_total_relation_size('health_reports') as bytes")

describe('findings', () => {
  const draft = (name: string): FindingDraft => ({
    kind: 'case',
    suite: 'grades',
    name,
    message: 'expected 5 <!channel>',
    output: 'x\0y',
    fingerprint: 'f',
    compared: { word: 'still-failing', since: '3.9.11' },
  })

  it('come back in the order of the report', async () => {
    const verification = (await inTx((tx) => tx.verifications.find('V-1')))!
    const names = Array.from({ length: 50 }, (_, index) => `case ${index}`)
    const opened = await inTx((tx) => tx.findings.insert(verification, names.map(draft), noon))
    expect(opened.map(({ name }) => name)).toEqual(names)
    expect(opened[0]).toEqual({
      ...draft('case 0'),
      output: 'x\ufffdy',
      id: 'F-1',
      verification: 'V-1',
      client: 'acme',
      release: '3.9.12',
      status: 'open',
      openedAt: noon,
      claimedBy: null,
      verdict: null,
      revision: 1,
    })
    expect(await inTx((tx) => tx.findings.ofVerification('V-1'))).toEqual(opened)
    expect(await inTx((tx) => tx.findings.insert(verification, [], noon))).toEqual([])
    expect(await inTx((tx) => tx.findings.ofVerification('none'))).toEqual([])
  })

  it('are saved by their revision', async () => {
    const [first] = await inTx((tx) => tx.findings.ofVerification('V-1'))
    const saved = await inTx((tx) => tx.findings.save({ ...first!, status: 'accepted' }))
    expect(saved).toEqual({ ...first, status: 'accepted', revision: 2 })
    await expect(inTx((tx) => tx.findings.save({ ...first!, status: 'confirmed' }))).rejects.toThrow(StaleWrite)
  })
})
