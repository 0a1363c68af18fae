import { afterEach, describe, expect, it } from 'vitest'
import type { VerificationJob, VerificationResult, VerificationRunner } from '../../../src/app/ports/runner-ports.ts'
import type { VerificationStep } from '../../../src/domain/findings/verification.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { asks, operator, pipeline, receivedReport, specialist } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { hours } from '../../support/samples.ts'
import { available, onFile, openVendor, planOf, toldBy, verificationOf } from '../../support/scene.ts'

let house: House
afterEach(() => {
  closed = 0
  return house.close()
})

type Running = {
  readonly job: VerificationJob
  step(step: VerificationStep): Promise<void>
  end(result: VerificationResult): Promise<void>
}

/** A house whose runner does what the test says, for as many clients as are named. */
async function withRunner(clients: readonly string[], concurrency = 4) {
  const running: Running[] = []
  const handled: Promise<void>[] = []
  const runner: VerificationRunner = {
    run: (job, onStep) =>
      new Promise((resolve) => {
        const at = handled.length
        running.push({
          job,
          step: onStep,
          async end(result) {
            resolve(result)
            await handled[at]
          },
        })
      }),
  }
  house = await openHouse(
    undefined,
    { verification: { concurrency, timeoutHours: 4 } },
    { verificationRunner: runner, readReport: readReceivedReport },
  )
  await openVendor(house)
  for (const client of clients) await onFile(house, client)
  await available(house, '3.9.12')
  await toldBy(house)
  return {
    running,
    /** Hands over what is due, as the queues of two processes would. @returns the clients whose copies are at work */
    async dispatch(): Promise<string[]> {
      const before = running.length
      for (const { id } of await house.work.dueVerifications(100))
        for (const work of [house.work, house.anotherWorker()]) {
          const count = running.length
          const done = work.runVerification(id)
          await Promise.race([done, until(() => running.length > count)])
          if (running.length > count) handled.push(done)
        }
      return running.slice(before).map(({ job }) => job.client)
    },
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}

const body = (text: string): AsyncIterable<Uint8Array> =>
  (async function* () {
    yield Buffer.from(text)
  })()
const junit = (tests: number): string =>
  `<testsuite name="grades" tests="${tests}">${Array.from({ length: tests }, (_, index) => `<testcase name="case ${index}"/>`).join('')}</testsuite>`
/** What a program wrote, and that its files were let go of. */
let closed = 0
const brought = (text: string, exitCode: number | null = null): VerificationResult => ({
  kind: 'report',
  sources: [{ name: '', body: body(text) }],
  exitCode,
  close: async () => {
    closed += 1
  },
})
const wellDone = (): VerificationResult => brought(junit(1_000))
const last = <T>(list: readonly T[]): T => {
  const item = list.at(-1)
  if (item === undefined) throw new Error('nothing there')
  return item
}
const stateOf = async (client: string) => {
  const view = await house.app.readVerification(await verificationOf(house, client))
  const { status, attempt, detail } = view?.verification ?? {}
  return { status, attempt, detail }
}
const channelCards = () =>
  house.sent
    .filter(({ place }) => place.client !== null && place.address.kind === 'channel')
    .map(({ card, mode }) => `${mode}: ${JSON.stringify(card)}`)

describe('copies are worked on a few at a time', () => {
  it('in all processes together, and the next begins when one is done', async () => {
    const { running, dispatch } = await withRunner(['a1', 'b2', 'c3', 'd4'], 2)
    expect(await dispatch()).toHaveLength(2)
    expect(await dispatch()).toEqual([])
    await running[0]?.end(wellDone())
    expect((await dispatch()).length).toBe(1)
    expect(await dispatch()).toEqual([])
    await running[1]?.end({ kind: 'failed', detail: 'no room for a copy' })
    expect(await dispatch()).toHaveLength(1)
    expect(new Set(running.map(({ job }) => job.client))).toEqual(new Set(['a1', 'b2', 'c3', 'd4']))
  })

  it('also when many ask at the same moment', async () => {
    const { running } = await withRunner(['a1', 'b2', 'c3', 'd4', 'e5', 'f6'], 2)
    const page = await house.app.listVerifications({}, { after: null, limit: 100 })
    const all = page.items.flatMap(({ id }) =>
      [house.work, house.anotherWorker()].map((work) => work.runVerification(id)),
    )
    let left = all.length
    for (const one of all) void one.then(() => left--)
    // All but those that are at work have ended with nothing to do.
    await until(() => left === 2)
    expect(running).toHaveLength(2)
    for (const { end } of running) await end({ kind: 'interrupted' })
    await Promise.all(all)
  })
})

describe('the steps of a runner', () => {
  it('are shown in one card that becomes the report', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await dispatch()
    const { step, end } = last(running)
    expect(await toldBy(house)).toEqual([])
    await step('copying')
    expect(await toldBy(house)).toEqual(['health-report → channel'])
    expect(last(channelCards())).toContain('The live environment is copied: now')
    await step('copying')
    await step('updating')
    await step('checking')
    // What stands there is redrawn once, however fast the steps came.
    expect(await toldBy(house)).toEqual(['health-report → channel (edit)'])
    expect(last(channelCards())).toContain('The copy is checked: now')
    expect(last(channelCards())).toContain('Your live servers are not touched.')
    await end(wellDone())
    const told = await toldBy(house)
    expect(told.filter((one) => one.startsWith('health-report'))).toEqual([
      'health-report → channel (edit)',
      'health-report → inbox production',
      'health-report-news → channel (reply)',
    ])
    expect(await planOf(house, 'acme')).toHaveLength(2)
  })
})

describe('a runner that falls silent', () => {
  it('is tried again, three times in all, then ops is told and can start it again', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    for (const attempt of [1, 2, 3]) {
      expect(await dispatch()).toEqual(['acme'])
      expect(last(running).job.attempt).toBe(attempt)
      await last(running).step('copying')
      await toldBy(house)
      house.clock.advance(hours(3))
      await house.work.tick()
      expect((await stateOf('acme')).status).toBe('copying')
      house.clock.advance(hours(1))
      await house.work.tick()
      if (attempt < 3) {
        expect(await stateOf('acme')).toMatchObject({ status: 'silent', attempt: attempt + 1 })
        expect(await toldBy(house)).toEqual(['health-report → channel (edit)'])
        expect(last(channelCards())).toContain(`try ${attempt + 1} of 3`)
      }
    }
    expect(await stateOf('acme')).toMatchObject({ status: 'failed', attempt: 3 })
    expect(await toldBy(house)).toEqual(['health-report → channel (edit)', 'verification-failed → ops'])
    const ops = house.sent.find(({ place }) => place.room === 'ops')
    expect(JSON.stringify(ops?.card)).toContain('The runner fell silent.')
    expect(ops?.card.actions).toMatchObject([{ verb: 'rerun', args: { client: 'acme' } }])
    expect(await dispatch()).toEqual([])

    const again = { client: 'acme', release: '3.9.12', seen: null }
    expect((await house.app.rerun({ ...asks(specialist), ...again })).ok).toBe(true)
    expect(await dispatch()).toEqual(['acme'])
    await last(running).end(wellDone())
    expect(await planOf(house, 'acme')).toHaveLength(2)
  })

  it('and comes back is heard, as long as no other try has begun', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await dispatch()
    const first = last(running)
    house.clock.advance(hours(4))
    await house.work.tick()
    const id = await verificationOf(house, 'acme')
    // Its number says that it is of a try that was given up; who names none is taken at their word.
    expect(await house.app.recordStep(id, 'updating', 1)).toMatchObject({ refusal: { code: 'wrong-status' } })
    await first.end(wellDone())
    expect((await stateOf('acme')).status).toBe('silent')
    expect((await house.app.recordStep(id, 'updating')).ok).toBe(true)
    expect(await dispatch()).toEqual([])
    expect((await house.app.receiveReport(id, receivedReport(4_000))).ok).toBe(true)
  })

  it('where pipelines start verifications by themselves, the same', async () => {
    house = await openHouse()
    await openVendor(house)
    await onFile(house, 'acme')
    await available(house, '3.9.12')
    const id = await verificationOf(house, 'acme')
    house.clock.advance(hours(100))
    await house.work.tick()
    expect((await stateOf('acme')).status).toBe('requested')
    await house.app.recordStep(id, 'copying')
    for (const status of ['silent', 'silent', 'failed']) {
      house.clock.advance(hours(5))
      await house.work.tick()
      expect((await stateOf('acme')).status).toBe(status)
    }
    expect(await toldBy(house)).toContain('verification-failed → ops')
  })
})

describe('a runner that says it failed', () => {
  it('is asked again after a pause, and its last words reach ops and no client', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    for (const attempt of [1, 2, 3]) {
      expect(await dispatch()).toEqual(['acme'])
      await last(running).end({ kind: 'failed', detail: `INTERNAL disk full, ${attempt}` })
      expect(await dispatch()).toEqual([])
      house.clock.advance(attempt * 10 * 60_000)
    }
    expect(await stateOf('acme')).toEqual({ status: 'failed', attempt: 3, detail: 'INTERNAL disk full, 3' })
    expect(await toldBy(house)).toEqual(['verification-failed → ops'])
    expect(JSON.stringify(house.sent[0]?.card)).toContain('INTERNAL disk full, 3')
    const again = { client: 'acme', release: '3.9.12', seen: null }
    expect((await house.app.rerun({ ...asks(operator), ...again })).ok).toBe(true)
  })

  it('may say so through the API, once for each try', async () => {
    house = await openHouse()
    await openVendor(house)
    await onFile(house, 'acme')
    await available(house, '3.9.12')
    const id = await verificationOf(house, 'acme')
    expect((await house.app.failVerification(id, 'no licence', 1)).ok).toBe(true)
    expect(await house.app.failVerification(id, 'no licence', 1)).toMatchObject({
      refusal: { code: 'wrong-status' },
    })
    expect(await stateOf('acme')).toMatchObject({ status: 'requested', attempt: 2 })
    await house.app.withdrawRelease('3.9.12', 'a bug', pipeline)
    expect(await house.app.failVerification(id, 'late')).toMatchObject({ refusal: { code: 'wrong-status' } })
    expect(await house.app.failVerification('V-999', 'x')).toMatchObject({
      refusal: { code: 'unknown-verification' },
    })
  })

  it.each(['<testsuite', '', 'not a report', '<!DOCTYPE x><testsuites/>'])(
    'and so does one whose report %j cannot be read',
    async (text) => {
      const { running, dispatch } = await withRunner(['acme'])
      await dispatch()
      await last(running).end(brought(text))
      expect(await stateOf('acme')).toMatchObject({ status: 'requested', attempt: 2 })
      expect((await stateOf('acme')).detail).toContain('could not be read')
      expect(await planOf(house, 'acme')).toEqual([])
      expect(closed).toBe(1)
    },
  )

  it('and so does one that wrote a report and handed in parts of one', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await dispatch()
    const part = { name: 'a', digest: '0', bytes: 1, files: 1, exitCode: null }
    const id = await verificationOf(house, 'acme')
    const kept = await house.app.keepReportPart({ kind: 'verification', id, attempt: 1 }, part, {
      type: null,
      packed: Uint8Array.of(1),
    })
    expect(kept.ok).toBe(true)
    await last(running).end(wellDone())
    expect(await stateOf('acme')).toMatchObject({ status: 'requested', attempt: 2 })
    expect((await stateOf('acme')).detail).toContain('handed in parts of one')
    expect(await house.db.selectFrom('report_parts').selectAll().execute()).toEqual([])
  })

  it('but one whose test runner failed without a failure in its report brings a finding', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await dispatch()
    await last(running).end(brought(junit(1_000), 137))
    expect(await stateOf('acme')).toMatchObject({ status: 'reported', attempt: 1 })
    const view = await house.app.readVerification(await verificationOf(house, 'acme'))
    expect(view?.findings).toMatchObject([{ kind: 'exit-code', status: 'open' }])
  })

  it('but one that we break off ourselves loses no try', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await dispatch()
    await last(running).step('copying')
    await last(running).end({ kind: 'interrupted' })
    expect(await dispatch()).toEqual(['acme'])
    expect(last(running).job.attempt).toBe(1)
  })
})

describe('a result that comes too late', () => {
  it('of a withdrawn release changes nothing', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await dispatch()
    await last(running).step('copying')
    await house.app.withdrawRelease('3.9.12', 'a bug', pipeline)
    await toldBy(house)
    expect(last(channelCards())).toContain('no longer current')
    await last(running).end(wellDone())
    expect(await toldBy(house)).toEqual([])
    expect(await planOf(house, 'acme')).toEqual([])
  })
})

describe('nobody is forgotten', () => {
  it('a client that comes after the gate is verified by itself', async () => {
    const { dispatch } = await withRunner([])
    await onFile(house, 'late')
    expect(await dispatch()).toEqual(['late'])
    // Put again as it was, nothing more is owed.
    await onFile(house, 'late')
    const { items } = await house.app.listVerifications({ client: 'late' }, { after: null, limit: 9 })
    expect(items).toHaveLength(1)
  })

  it('one that runs the release, or something newer, is left alone', async () => {
    const { dispatch } = await withRunner([])
    const systems = (version: string) => [
      { client: 'new', environment: 'production' as const, version, url: 'https://new.example' },
    ]
    await onFile(house, 'new', { systems: systems('3.9.12') })
    await onFile(house, 'new', { systems: systems('3.10.0') })
    await house.work.tick()
    expect(await dispatch()).toEqual([])
    // It was set back to an older version.
    await onFile(house, 'new', { systems: systems('3.9.10') })
    expect(await dispatch()).toEqual(['new'])
  })

  it('one that could not be reached is scheduled when it can be, and ops hears of it once', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    await onFile(house, 'mute', { administrators: [], channels: [] })
    await dispatch()
    for (const { end } of running) await end(wellDone())
    expect((await toldBy(house)).filter((one) => one.includes('ops'))).toEqual(['client-unschedulable → ops'])
    for (let times = 0; times < 3; times++) {
      house.clock.advance(hours(1))
      await house.work.tick()
    }
    await onFile(house, 'mute', { administrators: [], channels: [] })
    expect((await toldBy(house)).filter((one) => one.includes('ops'))).toEqual([])
    await onFile(house, 'mute')
    expect(await planOf(house, 'mute')).toHaveLength(2)
    expect(await planOf(house, 'acme')).toHaveLength(2)
  })

  it('one for which no start was free is planned by itself when one is', async () => {
    const { running, dispatch } = await withRunner(['acme'])
    const startsAt = house.clock.now()
    const endsAt = new Date(startsAt.getTime() + hours(24 * 90))
    await house.ports.inTransaction((tx) =>
      tx.freezes.add({ scope: 'vendor', startsAt, endsAt, reason: 'summer', inside: null }, null, house.clock.now()),
    )
    await dispatch()
    await last(running).end(wellDone())
    expect(await planOf(house, 'acme')).toEqual([])
    house.clock.advance(hours(24 * 60))
    await house.work.tick()
    expect(await planOf(house, 'acme')).toHaveLength(2)
  })
})
