import { afterAll, beforeAll, expect, it } from 'vitest'
import { asks, receivedReport, specialist } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, planOf, verificationOf } from '../../support/scene.ts'

/** As many as have the same failure on release day. */
const clients = Array.from({ length: 300 }, (_, index) => `client-${index + 1}`)

let house: House
beforeAll(async () => {
  house = await openHouse(undefined, { slotCapacity: 1_000 })
  await openVendor(house)
  await inParallel(clients, (client) => onFile(house, client).then(() => undefined))
  await available(house, '3.9.12')
  await house.deliverAll()
}, 120_000)
afterAll(() => house.close())

/** As a pipeline of four would. */
async function inParallel(ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
  const left = [...ids]
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) await act(id)
    }),
  )
}

const waiting = () => house.app.readAttention({ kinds: ['finding-undecided'] }, { after: null, limit: 10 })
const failure = [{ name: 'a grade is kept', message: 'timeout after 5012 ms on node 17' }]
const triageMessages = () => house.sent.filter(({ place }) => place.room === 'triage')
const systemsPlanned = async () =>
  (await house.db.selectFrom('updates').select('id').where('status', '=', 'scheduled').execute()).length

it('300 clients with the same failure are one message, its edits and its thread coalesced', async () => {
  house.sent.length = 0
  await inParallel(clients, async (client) => {
    const id = await verificationOf(house, client)
    const received = await house.app.receiveReport(id, receivedReport(4_000, failure))
    if (!received.ok) throw new Error(received.refusal.detail)
  })
  await house.deliverAll()
  const modes = triageMessages().map(({ mode }) => mode)
  expect(modes.filter((mode) => mode === 'post')).toHaveLength(1)
  // What was owed while nobody could send is told once.
  expect(modes.filter((mode) => mode === 'edit')).toHaveLength(1)
  expect(modes.filter((mode) => mode === 'reply')).toHaveLength(1)
  const standing = triageMessages().findLast(({ mode }) => mode === 'edit')
  expect(standing?.card.title).toContain('300 clients')
  expect(JSON.stringify(standing?.card)).toContain('… and 285 more')
  expect((await waiting()).items).toMatchObject([{ kind: 'finding-undecided', clients: 300 }])
}, 120_000)

it('one decision is written down at once and schedules all of them, while others go on deciding', async () => {
  const [item] = (await waiting()).items
  const finding = item?.kind === 'finding-undecided' ? item.facts.finding : ''
  const view = await house.app.readFinding(finding)
  const newest = Math.max(...(view?.group ?? []).map(({ id }) => Number(id.slice(2))))
  const others = { clients: 'all' as const, upTo: `F-${newest}` }
  const about = { finding, seen: null, others, note: null, forClient: false }
  const started = performance.now()
  const deciding = house.app.acceptFinding({ ...asks(specialist), ...about, reason: 'flaky' })
  // Somebody else's decision about slots does not wait for 300 clients.
  await onFile(house, 'meanwhile')
  const received = await house.app.receiveReport(await verificationOf(house, 'meanwhile'), receivedReport(4_000))
  expect(received.ok).toBe(true)
  expect(await planOf(house, 'meanwhile')).toHaveLength(2)
  const decided = await deciding
  expect(decided.ok && decided.value.clients).toHaveLength(300)
  expect(performance.now() - started).toBeLessThan(60_000)
  // A process that ends here has left nothing undone: the tick takes up the rest, whichever process has it.
  for (let tick = 0; tick < 3; tick++) await Promise.all([house.work.tick(), house.anotherWorker().tick()])
  expect(await systemsPlanned()).toBe(2 * (clients.length + 1))
  expect(await house.ports.inTransaction((tx) => tx.verifications.owingGoAhead(10))).toEqual([])
  const scheduled = await house.db
    .selectFrom('notices')
    .select('client')
    .where('kind', '=', 'updates-scheduled')
    .execute()
  expect(scheduled).toHaveLength(clients.length + 1)
}, 180_000)

it('a decision that is taken back before a client was scheduled schedules nothing there', async () => {
  await onFile(house, 'back')
  const received = await house.app.receiveReport(
    await verificationOf(house, 'back'),
    receivedReport(4_000, [{ name: 'another', message: 'x' }]),
  )
  if (!received.ok) throw new Error('refused')
  const [finding] = received.value.findings
  const { id } = received.value.verification
  await house.ports.inTransaction(async (tx) => {
    const verification = await tx.verifications.lock(id)
    if (verification) await tx.verifications.save({ ...verification, status: 'blocked', goAheadOwed: true })
  })
  await house.work.tick()
  expect(finding?.status).toBe('open')
  expect(await planOf(house, 'back')).toEqual([])
})
