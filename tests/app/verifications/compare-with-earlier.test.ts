import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, verificationOf } from '../../support/scene.ts'

describe('a report, against the client’s last one', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    await onFile(house, 'acme')
    await onFile(house, 'beta')
  })
  afterAll(() => house.close())

  const failing = (...names: string[]) => names.map((name) => ({ name, message: `${name} is broken` }))
  const arrives = async (client: string, version: string, ...report: Parameters<typeof receivedReport>) => {
    const id = await verificationOf(house, client, version)
    const received = await house.app.receiveReport(id, receivedReport(...report))
    if (!received.ok) throw new Error(received.refusal.detail)
    return { id, findings: received.value.findings, comparison: await house.app.readComparison(id) }
  }

  it('says nothing of a first report but what fails', async () => {
    const { comparison, findings } = await arrives('acme', '3.9.12', 4_000, failing('old', 'mended'), ['well'])
    expect(comparison).toMatchObject({ since: null, counts: { new: 2, 'still-failing': 0, fixed: 0 } })
    expect(findings.map(({ compared }) => compared)).toEqual([
      { word: 'new', since: null },
      { word: 'new', since: null },
    ])
  })

  it('tells new failures from old ones, and what is mended', async () => {
    await available(house, '3.9.13')
    const { id, comparison, findings } = await arrives('acme', '3.9.13', 4_000, failing('old', 'well'), ['mended'])
    expect(comparison).toMatchObject({
      since: '3.9.12',
      counts: { new: 1, 'still-failing': 1, fixed: 1, flaky: 0 },
      cases: { fixed: [{ suite: 'grades', name: 'mended' }] },
    })
    expect(findings.map(({ name, compared }) => [name, compared?.word])).toEqual([
      ['old', 'still-failing'],
      ['well', 'new'],
    ])
    expect((await house.app.readVerification(id))?.report?.comparison).toEqual(comparison)
  })

  it('is shown to the client and to triage', async () => {
    await arrives('beta', '3.9.13', 4_000, failing('old'))
    house.sent.length = 0
    await house.deliverAll()
    const shown = (kind: string) =>
      house.sent.filter(({ card }) => card.kind === kind).map(({ card }) => JSON.stringify(card))
    const report = shown('health-report').find((card) => card.includes('3.9.13') && card.includes('Acme'))
    expect(report).toContain('"label":"Since 3.9.12","value":"1 new, 1 still failing, 1 fixed"')
    expect(report).toContain('new since 3.9.12')
    const triage = shown('findings').filter((card) => card.includes('still failing, as on 3.9.12'))
    expect(triage.length).toBeGreaterThan(0)
  })

  it('calls flaky what the same release passed and failed', async () => {
    await house.app.requestVerification('acme', '3.9.13', pipeline)
    const { comparison } = await arrives('acme', '3.9.13', 4_000, failing('old'), ['well', 'mended'])
    expect(comparison).toMatchObject({ since: '3.9.12', counts: { 'still-failing': 1, fixed: 1, flaky: 1 } })
    expect(comparison?.cases.flaky).toEqual([{ suite: 'grades', name: 'well' }])
  })

  it('is null before there is a report, and for what is not on file', async () => {
    await available(house, '3.9.14')
    expect(await house.app.readComparison(await verificationOf(house, 'acme', '3.9.14'))).toBeNull()
    expect(await house.app.readComparison('V-999')).toBeNull()
  })
})
