import { afterAll, beforeAll, expect, it } from 'vitest'
import { pipeline, receivedReport } from '../support/cast.ts'
import { type House, openHouse } from '../support/house.ts'
import { onFile, openVendor, verificationOf } from '../support/scene.ts'
import { statementsOf } from '../support/statements.ts'

const release = '3.9.12'
const clients = Array.from({ length: 40 }, (_, n) => `client-${n}`)

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 200 })
  await openVendor(house)
  for (const client of clients) await onFile(house, client)
})
afterAll(() => house.close())

it('a release that passes its gate has the verifications of all clients requested with 2 statements', async () => {
  const { app } = house
  await app.registerRelease({ version: release, kind: 'regular', notesUrl: 'https://vendor.example/notes' }, pipeline)
  const statements = await statementsOf(() => app.judgeRelease(release, receivedReport(21_001), pipeline))
  expect(statements.filter((each) => /insert into "?verifications|from "systems"/.test(each))).toHaveLength(2)
  const { items } = await app.listVerifications({ release }, { after: null, limit: 100 })
  expect(items.map(({ client }) => client).sort()).toEqual([...clients].sort())
})

it('40 new failures in one report take as many statements as one: 17', async () => {
  const failures = Array.from({ length: 40 }, (_, n) => ({ name: `case ${n}`, message: `no ${'x'.repeat(n)}` }))
  const opened = async (client: string, count: number) => {
    const id = await verificationOf(house, client)
    const report = receivedReport(4_000, failures.slice(-count))
    return statementsOf(() => house.app.receiveReport(id, report))
  }
  const one = await opened('client-0', 1)
  const many = await opened('client-1', 40)
  expect(many).toHaveLength(one.length)
  expect(many.length).toBeLessThanOrEqual(17)
  const told = await house.db.selectFrom('notices').select('id').where('kind', '=', 'findings-opened').execute()
  expect(told).toHaveLength(40)
})
