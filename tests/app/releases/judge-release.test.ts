import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReceivedReport } from '../../../src/app/ports/report-source.ts'
import { pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, toldBy } from '../../support/scene.ts'

describe('the release gate', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    for (const id of ['acme', 'beta']) await onFile(house, id)
  })
  afterAll(() => house.close())

  const register = (version: string, kind: 'regular' | 'security' | 'hotfix' = 'regular') =>
    house.app.registerRelease({ version, kind, notesUrl: 'https://vendor.example/notes' }, pipeline)
  const judge = (version: string, report: ReceivedReport = receivedReport(21_001)) =>
    house.app.judgeRelease(version, report, pipeline)
  const verificationsOf = async (release: string) =>
    (await house.app.listVerifications({ release }, { after: null, limit: 100 })).items

  it('refuses 21,000, says that 1 is missing, and lets it be tried again', async () => {
    await register('3.9.12')
    const refused = await judge('3.9.12', receivedReport(21_000))
    expect(refused).toMatchObject({
      ok: false,
      refusal: { shortfalls: [{ rule: 'too-few-passed', passed: 21_000, needed: 21_000, missing: 1 }] },
    })
    expect(await house.app.readRelease('3.9.12')).toMatchObject({
      status: 'refused',
      gate: { passed: 21_000 },
    })
    expect(await verificationsOf('3.9.12')).toEqual([])
    expect(await toldBy(house)).toEqual(['release-refused → ops'])
    expect(JSON.stringify(house.sent[0]?.card)).toContain('more than 21,000 must, so 1 is missing')

    expect((await judge('3.9.12', receivedReport(30_000, [{}]))).ok).toBe(false)
    expect((await judge('3.9.12')).ok).toBe(true)
    expect(await house.app.readRelease('3.9.12')).toMatchObject({ status: 'available', revision: 4 })
  })

  it('that is passed has every client that is behind verified', async () => {
    const verifications = await verificationsOf('3.9.12')
    expect(verifications.map(({ client, status }) => `${client} ${status}`).sort()).toEqual([
      'acme requested',
      'beta requested',
    ])
    expect(await toldBy(house)).toEqual(['release-board → ops', 'release-refused → ops'])
  })

  it.each(['available', 'paused', 'withdrawn'])('is not for a release that is %s', async (status) => {
    const version = `4.0-${status}`
    await available(house, version)
    if (status === 'paused') await house.app.pauseRelease(version, 'x', pipeline)
    if (status === 'withdrawn') await house.app.withdrawRelease(version, 'x', pipeline)
    expect(await judge(version)).toMatchObject({ refusal: { code: 'not-a-candidate' } })
    expect(await house.app.readRelease(version)).toMatchObject({ status })
  })

  it('knows only registered releases', async () => {
    expect(await judge('9.9.9')).toMatchObject({ refusal: { code: 'unknown-release' } })
  })

  it('rolls no hotfix out', async () => {
    await register('3.9.12.1', 'hotfix')
    expect(await judge('3.9.12.1')).toMatchObject({ ok: true, value: { status: 'available' } })
    expect(await verificationsOf('3.9.12.1')).toEqual([])
  })

  it('is passed once when two reports come at once', async () => {
    await register('3.9.14')
    const judged = await Promise.all([judge('3.9.14'), judge('3.9.14')])
    expect(judged.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await verificationsOf('3.9.14')).toHaveLength(2)
  })

  it('takes the same registration twice, and no other under the same version', async () => {
    expect((await register('3.9.14')).ok).toBe(true)
    expect(await register('3.9.14', 'security')).toMatchObject({ refusal: { code: 'already-registered' } })
    const both = await Promise.allSettled([register('5.0'), register('5.0')])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await house.app.readRelease('5.0')).toMatchObject({ status: 'candidate', revision: 1 })
  })

  it.each([
    ['3.9.14', '3.9.14.0'],
    ['3.9.14', '3.09.14'],
    ['3.9.14', '3.9.014.0.0'],
    ['3.9.14-rc.1', '3.9.14.0-rc-01'],
  ])('knows that %s is %s, and takes one of them', async (first, second) => {
    expect((await register(first)).ok).toBe(true)
    const detail = expect.stringContaining(`${second} equals ${first}, which is registered already`)
    expect(await register(second)).toMatchObject({ refusal: { code: 'already-registered', detail } })
    expect(await house.app.planRelease(second)).toMatchObject({ refusal: { detail } })
    expect(await house.app.readRelease(second)).toBeNull()
  })

  it('takes one of two spellings that come in the same moment', async () => {
    for (let round = 1; round <= 5; round++) {
      const spellings = [`6.${round}`, `6.${round}.0`, `6.0${round}`, `06.${round}`]
      const told = await Promise.all(spellings.map((version) => register(version)))
      expect(told.filter(({ ok }) => ok)).toHaveLength(1)
      expect(told.flatMap((one) => (one.ok ? [] : [one.refusal.code]))).toEqual(
        Array.from({ length: 3 }, () => 'already-registered'),
      )
    }
    expect((await house.app.listReleases()).filter(({ version }) => /^0?6\./.test(version))).toHaveLength(5)
  })
})

describe('the suites that a gate requires', () => {
  it('are named when they are missing', async () => {
    const house = await openHouse(undefined, { gate: { minTests: 10, requiredSuites: ['grades', 'forum'] } })
    await house.app.registerRelease({ version: '1', kind: 'regular', notesUrl: 'https://v.example' }, pipeline)
    expect(await house.app.judgeRelease('1', receivedReport(11), pipeline)).toMatchObject({
      refusal: { shortfalls: [{ rule: 'missing-suites', suites: ['forum'] }] },
    })
    await house.close()
  })
})

describe('a verification by hand', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await onFile(house, 'acme')
    await available(house, '3.9.12')
  })
  afterAll(() => house.close())
  const request = async (client: string, release: string) => {
    const requested = await house.app.requestVerification(client, release, pipeline)
    return requested.ok ? requested.value.status : requested.refusal.code
  }

  it('is refused where it makes no sense', async () => {
    expect(await request('nobody', '3.9.12')).toBe('unknown-client')
    expect(await request('acme', '9.9')).toBe('unknown-release')
    expect(await request('acme', '3.9.12')).toBe('already-running')
    await house.app.registerRelease({ version: '4', kind: 'regular', notesUrl: 'https://v.example' }, pipeline)
    expect(await request('acme', '4')).toBe('not-available')
  })

  it('replaces the one before', async () => {
    const before = await house.app.readHealth('acme')
    await house.app.receiveReport(before?.verification.id ?? '', receivedReport(4_000, [{}]))
    expect(await request('acme', '3.9.12')).toBe('requested')
    expect((await house.app.readVerification(before?.verification.id ?? ''))?.verification.status).toBe('obsolete')
    expect((await house.app.readHealth('acme'))?.verification.id).not.toBe(before?.verification.id)
  })

  it('is requested once when two ask at once', async () => {
    await onFile(house, 'beta')
    // It came after the gate and is verified by itself; another check is asked for when that is done.
    expect(await request('beta', '3.9.12')).toBe('already-running')
    const [running] = (await house.app.listVerifications({ client: 'beta' }, { after: null, limit: 1 })).items
    await house.app.receiveReport(running?.id ?? '', receivedReport(4_000))
    const asked = await Promise.all([request('beta', '3.9.12'), request('beta', '3.9.12')])
    expect(asked.sort()).toEqual(['already-running', 'requested'])
  })
})
