import { createHash } from 'node:crypto'
import { Migrator, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as fingerprints from '../../../migrations/20261127T1747_fingerprints.ts'
import * as regrouped from '../../../migrations/20261127T1748_regrouped-failures.ts'
import * as moreCodes from '../../../migrations/20261128T0145_more-codes.ts'
import * as regroupedAgain from '../../../migrations/20261128T0146_regrouped-failures.ts'
import * as quotedCodes from '../../../migrations/20261128T1010_quoted-codes.ts'
import * as regroupedThird from '../../../migrations/20261128T1011_regrouped-failures.ts'
import type { Person } from '../../../src/domain/people/actor.ts'
import type { TestCase } from '../../../src/domain/reports/health-report.ts'
import { asks, receivedReport, specialist } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, verificationOf } from '../../support/scene.ts'

const reader: Person = { kind: 'person', id: 'spec', name: 'Spec', administers: [], roles: ['specialist'] }

type Print = (testCase: Pick<TestCase, 'suite' | 'name' | 'message'>) => string

/** Reports are taken in as version 1 took them, which left out every number and knew no host without a port, until the migration. */
const version = vi.hoisted(() => {
  // Modules are shared with the files that ran before: here they are loaded anew, with another fingerprint.
  vi.resetModules()
  return { now: 1 }
})
vi.mock('../../../src/domain/findings/fingerprint.ts', async (original) => {
  const { fingerprint } = await original<{ readonly fingerprint: Print }>()
  const first: Print = ({ suite, name, message }) =>
    createHash('sha256')
      .update(`${suite}\0${name}\0${message.replace(/\d+/g, '<n>')}`)
      .digest('hex')
      .slice(0, 20)
  return {
    fingerprint: (testCase: TestCase) => (version.now === 1 ? first(testCase) : fingerprint(testCase)),
  }
})

describe('fingerprints that are computed anew', () => {
  let house: House
  const ids = new Map<string, string>()
  const fails = async (client: string, name: string, message: string, release = '3.9.12') => {
    if (!(await house.app.readClient(client))) await onFile(house, client)
    const report = receivedReport(4_000, [{ name, message }])
    const received = await house.app.receiveReport(await verificationOf(house, client, release), report)
    if (!received.ok) throw new Error(received.refusal.detail)
    const id = received.value.findings[0]?.id ?? ''
    ids.set(`${client} ${release}`, id)
    return id
  }
  const viewOf = async (id: string) => {
    const view = await house.app.readFinding(id)
    if (!view) throw new Error(`no ${id}`)
    return view
  }
  const idOf = (client: string, release = '3.9.12') => ids.get(`${client} ${release}`) ?? ''
  const accept = (finding: string, upTo: string | null = null) => {
    const others = upTo === null ? null : { clients: 'all' as const, upTo }
    const about = { finding, seen: null, others, note: null, forClient: false, reason: 'known' as const }
    return house.app.acceptFinding({ ...asks(specialist), ...about })
  }
  const inTriage = async (): Promise<string[]> => {
    house.sent.length = 0
    await house.deliverAll()
    return house.sent
      .filter(({ place }) => place.room === 'triage')
      .map(({ mode, card, standing, standingMessage }) => {
        expect(standing).toMatch(/^fingerprint:3\.9\.1[23]:[\da-f]{20}$/)
        const clients = [...JSON.stringify(card).matchAll(/\b(\w+) College/g)].map(([, name]) => name)
        return `${mode}${standingMessage ? ' below one' : ''}: ${[...new Set(clients)].sort().join(' ')}`
      })
      .sort()
  }

  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    await fails('one', 'the upgrade runs', 'exit code 1')
    await fails('two', 'the upgrade runs', 'exit code 137')
    await fails('three', 'the upgrade runs', 'exit code 1')
    await fails('quick', 'a chart is drawn', 'expected 2 but was 3 after 5 s')
    await fails('slow', 'a chart is drawn', 'expected 2 but was 3 after 70 s')
    await fails('here', 'a pod answers', 'no answer from learn.here.example.com')
    await fails('there', 'a pod answers', 'no answer from learn.there.example.org')
    await fails('both', 'a job ends', 'exit code 1')
    await fails('too', 'a job ends', 'exit code 137')
    await fails('alone', 'mail is sent', 'SMTP answered 550')
    await fails('entra', 'a sign-in works', 'Msg 18456, Level 14')
    await fails('saml', 'a sign-in works', 'Msg 18452, Level 14')
    await accept(idOf('both'), idOf('too'))
    await accept(idOf('alone'))
    const told = await inTriage()
    expect(told.filter((one) => one.startsWith('post'))).toHaveLength(7)
    // And two whose message nobody has sent yet.
    await fails('late', 'a page is shown', 'status 500')
    await fails('later', 'a page is shown', 'status 404')
    expect((await viewOf(idOf('two'))).group).toHaveLength(3)

    // As it was before.
    await sql`alter table findings drop column remembered`.execute(house.db)
    const { error } = await new Migrator({
      db: house.db,
      provider: {
        getMigrations: async () => ({
          a: fingerprints,
          b: regrouped,
          c: moreCodes,
          d: regroupedAgain,
          e: quotedCodes,
          f: regroupedThird,
        }),
      },
      migrationTableName: 'once_more',
      migrationLockTableName: 'once_more_lock',
    }).migrateToLatest()
    expect(error).toBeUndefined()
    version.now = 2
  })
  afterAll(async () => {
    await house.close()
    vi.doUnmock('../../../src/domain/findings/fingerprint.ts')
    vi.resetModules()
  })

  it('tell apart what has another code, and not what differs by chance', async () => {
    const groupOf = async (client: string) => (await viewOf(idOf(client))).group.map((finding) => finding.client)
    expect(await groupOf('one')).toEqual(['one', 'three'])
    expect(await groupOf('two')).toEqual(['two'])
    expect(await groupOf('slow')).toEqual(['quick', 'slow'])
    expect(await groupOf('there')).toEqual(['here', 'there'])
    const { fingerprint } = await vi.importActual<{ readonly fingerprint: Print }>(
      '../../../src/domain/findings/fingerprint.ts',
    )
    for (const id of ids.values()) {
      const { finding } = await viewOf(id)
      expect(finding.fingerprint).toBe(fingerprint(finding))
    }
  })

  it('give a failure that waits a message of its own, and draw anew what it shared', async () => {
    expect(await inTriage()).toEqual([
      'edit below one: Both',
      'edit below one: Entra',
      'edit below one: Here There',
      'edit below one: One Three',
      'post: Late',
      'post: Later',
      'post: Saml',
      'post: Two',
    ])
    const claim = { ...asks(specialist), finding: idOf('two'), seen: null, takeOver: false }
    expect(await house.app.claimFinding(claim)).toMatchObject({ value: { findings: [idOf('two')] } })
    expect(await inTriage()).toEqual(['edit below one: Two'])
    await fails('four', 'the upgrade runs', 'exit code 137')
    expect(await inTriage()).toEqual(['edit below one: Four Two', 'reply below one: Four'])
  })

  it('carry over what was decided about the very failure, and nothing else', async () => {
    await available(house, '3.9.13')
    const remembered = async (client: string, name: string, message: string) => {
      const { elsewhere } = await viewOf(await fails(client, name, message, '3.9.13'))
      const id = await verificationOf(house, client, '3.9.13')
      const page = await house.app.readReportPage(id, { kind: 'staff', person: reader })
      expect(page?.failures[0]?.elsewhere?.verdict).toEqual(elsewhere)
      return elsewhere?.decision ?? null
    }
    expect(await remembered('alone', 'mail is sent', 'SMTP answered 550')).toBe('accepted')
    expect(await remembered('other', 'mail is sent', 'SMTP answered 421')).toBeNull()
    // One decision for both codes: which of them was looked at, nobody knows.
    expect(await remembered('both', 'a job ends', 'exit code 1')).toBeNull()
    expect(await remembered('too', 'a job ends', 'exit code 137')).toBeNull()
    expect((await viewOf(idOf('too'))).group).toHaveLength(1)
  })

  it('leave a decision that was made as it is; one that is made anew is remembered', async () => {
    expect((await viewOf(idOf('too'))).finding.status).toBe('accepted')
    house.clock.advance(60_000)
    const about = { finding: idOf('too'), seen: null, others: null, note: null, forClient: false }
    const confirmed = await house.app.confirmFinding({ ...asks(specialist), ...about, ticket: 'LMS-1' })
    expect(confirmed).toMatchObject({ value: { findings: [idOf('too')] } })
    const next = await viewOf(await fails('next', 'a job ends', 'exit code 137', '3.9.13'))
    expect(next.elsewhere).toMatchObject({ decision: 'confirmed', ticket: 'LMS-1' })
  })
})
