import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCommandUpdateRunner } from '../../src/adapters/runner/command-update-runner.ts'
import { makeCommandVerificationRunner } from '../../src/adapters/runner/command-verification-runner.ts'
import { readReceivedReport } from '../../src/main/read-received-report.ts'
import { reportAt } from '../../src/main/report-at.ts'
import { asks, specialist } from '../support/cast.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, onFile, openVendor, planOf, startNow, updateOf, verificationOf } from '../support/scene.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'
import { examples, type LiveDatabase, makeLiveDatabase } from './live-database.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let house: House
let directory = ''
let live: LiveDatabase
beforeAll(async () => {
  directory = await makeTemporaryDirectory()
  live = await makeLiveDatabase(directory, 'acme')
  const program = (name: string) => ({
    program: process.execPath,
    args: [path.join(examples, 'command-runner', name), live.clientsFile],
    timeoutMs: 60_000,
    env: process.env,
    logger: quiet,
  })
  house = await openHouse(
    undefined,
    { healthMinTests: 5 },
    {
      verificationRunner: makeCommandVerificationRunner({
        ...program('verify.mjs'),
        openReport: reportAt,
      }),
      updateRunner: makeCommandUpdateRunner(program('update.mjs')),
      readReport: readReceivedReport,
    },
  )
  await openVendor(house)
  for (const client of ['acme', 'beta']) await onFile(house, client)
  await available(house, '3.9.12')
})
afterAll(async () => {
  await house.close()
  await live.drop()
  await rm(directory, { recursive: true, force: true })
})

describe('the example of programs', () => {
  it('copies a live database, updates the copy, checks it, and drops it; the live one stays as it is', async () => {
    const id = await verificationOf(house, 'acme')
    await house.work.runVerification(id)
    const view = await house.app.readVerification(id)
    expect(view?.verification).toMatchObject({ status: 'passed', detail: null })
    expect(view?.verification.startedAt).not.toBeNull()
    expect(view?.report?.summary.totals).toMatchObject({ tests: 8, passed: 8 })
    expect(await planOf(house, 'acme')).toHaveLength(2)
    expect(await live.ask('select version from installed')).toEqual([{ version: '3.9.11' }])
    expect(await live.copies('copy_v%')).toEqual([])
  })

  it('reports what fails in the copy as findings', async () => {
    await live.ask(`update grades set points = 250 where student = 1 and course = 'Algebra'`)
    const again = await house.app.rerun({
      ...asks(specialist),
      client: 'acme',
      release: '3.9.12',
      seen: null,
    })
    expect(again.ok).toBe(true)
    const id = await verificationOf(house, 'acme')
    await house.work.runVerification(id)
    const view = await house.app.readVerification(id)
    expect(view?.verification.status).toBe('reported')
    expect(view?.findings.map(({ name }) => name)).toEqual([expect.stringContaining('are between 0 and 100')])
    await live.ask(`update grades set points = 25 where points = 250`)
  })

  it('says why when it cannot: the client is not in the file', async () => {
    const id = await verificationOf(house, 'beta')
    await house.work.runVerification(id)
    const { verification } = (await house.app.readVerification(id)) ?? {}
    expect(verification).toMatchObject({ status: 'requested', attempt: 2 })
    expect(verification?.detail).toContain('knows no beta/production')
  })

  it('updates the live database, once, and says the version', async () => {
    const finding = (await house.app.readVerification(await verificationOf(house, 'acme')))?.findings[0]
    await house.app.acceptFinding({
      ...asks(specialist),
      finding: finding?.id ?? '',
      seen: null,
      reason: 'known',
      others: null,
      note: null,
      forClient: false,
    })
    await startNow(house, await updateOf(house, 'acme'))
    expect(await updateOf(house, 'acme')).toMatchObject({ status: 'updated' })
    expect(await live.ask('select version from installed')).toEqual([{ version: '3.9.12' }])
    expect(await live.ask('select count(*)::int as passed from grades where passed is null')).toEqual([{ passed: 0 }])
  })
})
