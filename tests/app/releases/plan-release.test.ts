import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReleasePlan } from '../../../src/app/use-cases/release-plan.ts'
import {
  adminOf,
  asks,
  type House,
  openHouse,
  operator,
  pipeline,
  receivedReport,
  specialist,
} from '../../support/house.ts'
import {
  available,
  dryRun,
  healthy,
  onFile,
  openVendor,
  planOf,
  scheduled,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 4 })
  await openVendor(house)
})
afterAll(() => house.close())
const starts = ({ updates }: ReleasePlan, client: string) =>
  updates
    .filter((one) => one.client === client)
    .map(({ environment, startsAt }) => `${environment} ${startsAt.toISOString().slice(0, 16)}Z`)

it('plans a version that is not registered as a regular release, and writes nothing', async () => {
  await onFile(house, 'acme')
  await onFile(house, 'berlin', { zone: 'Europe/Berlin' })
  const plan = await dryRun(house, '9.0')
  expect(starts(plan, 'acme')).toEqual(['production 2026-12-06T06:00Z', 'staging 2026-12-06T06:00Z'])
  expect(starts(plan, 'berlin')).toEqual(['production 2026-12-06T00:00Z', 'staging 2026-12-06T00:00Z'])
  expect(plan.blocked).toEqual([])
  expect(await house.app.readRelease('9.0')).toBeNull()
  expect(await planOf(house, 'acme')).toEqual([])
})

it('is what then happens, slot by slot', async () => {
  for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) await onFile(house, id)
  await available(house, '3.9.12')
  const plan = await dryRun(house, '3.9.12')
  const ids = ['acme', 'berlin', 'c1', 'c2', 'c3', 'c4', 'c5']
  for (const id of ids) await healthy(house, id)
  for (const id of ids) {
    const scheduled = (await planOf(house, id)).map((line) => line.replace(' 3.9.12 scheduled', ''))
    expect(starts(plan, id), id).toEqual(scheduled)
  }
  // What is planned already is shown, and counted once.
  expect((await dryRun(house, '3.9.12')).updates).toEqual(plan.updates)
})

it('says who is left out, and why', async () => {
  for (const id of ['open', 'confirmed', 'frozen', 'soon', 'left'])
    await onFile(house, id, { windows: ['MON 01:00-05:00'] })
  await onFile(house, 'nobody', { administrators: [], channels: [] })
  for (const id of ['open', 'confirmed'])
    await house.app.receiveReport(await verificationOf(house, id), receivedReport(4_000, [{}]))
  const confirmed = await house.app.readVerification(await verificationOf(house, 'confirmed'))
  await house.app.confirmFinding({
    ...asks(specialist),
    finding: confirmed?.findings[0]?.id ?? '',
    seen: null,
    ticket: 'LMS-1',
    note: null,
    forClient: false,
    others: null,
  })
  await house.ports.inTransaction((tx) =>
    tx.freezes.add(
      {
        scope: 'client',
        startsAt: new Date('2026-11-22T00:00:00Z'),
        endsAt: new Date('2027-02-01T00:00:00Z'),
        reason: 'move',
        inside: null,
      },
      'frozen',
      house.clock.now(),
    ),
  )
  await healthy(house, 'left')
  const cancel = { seen: null, reason: 'exams' }
  for (const environment of ['production', 'staging'] as const)
    await house.app.cancelUpdate({
      ...asks(adminOf('left')),
      ...cancel,
      system: { client: 'left', environment },
    })
  const plan = await dryRun(house, '3.9.12')
  expect(plan.blocked).toEqual([
    { client: 'confirmed', reason: 'confirmed-finding' },
    { client: 'frozen', reason: 'no-legal-start' },
    { client: 'left', reason: 'cancelled' },
    { client: 'open', reason: 'open-finding' },
  ])
  expect(plan.unreachable).toEqual(['nobody'])
})

it('of a newer release lets an older one run first that starts within a day', async () => {
  await scheduled(house, 'today')
  const { startsAt } = await updateOf(house, 'today')
  house.clock.set(new Date(startsAt.getTime() - 3_600_000).toISOString())
  const plan = await dryRun(house, '3.9.13')
  expect(plan.blocked).toContainEqual({ client: 'today', reason: 'older-update-first' })
  expect((await dryRun(house, '3.9.12-hotfix')).updates).toBeDefined()
  const hotfix = { version: '3.9.12.1', kind: 'hotfix' as const, notesUrl: 'https://v.example' }
  await house.app.registerRelease(hotfix, pipeline)
  expect(await dryRun(house, '3.9.12.1')).toEqual({ updates: [], blocked: [], unreachable: [] })
})

it('what is on hold is planned for no time at all', async () => {
  const held = await openHouse()
  try {
    await scheduled(held, 'acme')
    expect(starts(await dryRun(held, '3.9.12'), 'acme')).toHaveLength(2)
    await held.app.pauseRelease('3.9.12', 'a look', operator)
    expect(await dryRun(held, '3.9.12')).toEqual({
      updates: [],
      unreachable: [],
      blocked: [{ client: 'acme', reason: 'on-hold' }],
    })
  } finally {
    await held.close()
  }
})
