import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type MovableClock, makeMovableClock } from '../../../src/adapters/clock/movable-clock.ts'
import { makeSystemClock } from '../../../src/adapters/clock/system-clock.ts'
import { makeSandboxClockRepository } from '../../../src/adapters/postgres/operations/sandbox-clock-repository.ts'
import { openStore, type Store } from './store.ts'

let store: Store
const clocks: MovableClock[] = []
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.updateTable('sandbox_clock').set({ offset_ms: 0 }).execute()
})
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop()
})

const start = async (refreshEveryMs = 0): Promise<MovableClock> => {
  const clock = await makeMovableClock(makeSandboxClockRepository(store.db), { refreshEveryMs })
  clocks.push(clock)
  return clock
}
const ahead = (clock: MovableClock): number => clock.now().getTime() - makeSystemClock().now().getTime()
const hour = 3_600_000
const closeTo = (ms: number) => expect.closeTo(ms / 1000, 0)

it('shows real time until somebody moves it', async () => {
  expect(ahead(await start()) / 1000).toEqual(closeTo(0))
})

it('can be moved by a span and to a date, and says what time it is then', async () => {
  const clock = await start()
  expect((await clock.advanceBy(hour)).getTime() / 1000).toEqual(closeTo(clock.now().getTime()))
  const date = new Date(clock.now().getTime() + 48 * hour)
  const then = await clock.advanceTo(date)
  expect(then.getTime()).toBeGreaterThanOrEqual(date.getTime() - 1)
  expect(ahead(clock) / 1000).toEqual(closeTo(49 * hour))
})

it('never goes back', async () => {
  const clock = await start()
  await clock.advanceBy(hour)
  await clock.advanceBy(-hour)
  await clock.advanceTo(new Date(0))
  expect(ahead(clock) / 1000).toEqual(closeTo(hour))
})

it('is the same for a process that starts later, and adds up what two say at once', async () => {
  const [one, other] = [await start(), await start()]
  await Promise.all([one.advanceBy(hour), other.advanceBy(hour)])
  expect(ahead(await start()) / 1000).toEqual(closeTo(2 * hour))
  await one.refresh()
  expect(ahead(one) / 1000).toEqual(closeTo(2 * hour))
})

it('learns by itself how far another process has moved it', async () => {
  const [mover, follower] = [await start(), await start(10)]
  await mover.advanceBy(5 * hour)
  await expect.poll(() => ahead(follower) / 1000).toEqual(closeTo(5 * hour))
})

it('goes on from what it knows while the store does not answer, and tells', async () => {
  const onError = vi.fn()
  const fails = (): Promise<number> => Promise.reject(new Error('down'))
  const reads = vi.fn(fails).mockResolvedValueOnce(hour)
  const clock = await makeMovableClock(
    { read: reads, advanceBy: fails, advanceTo: fails },
    { refreshEveryMs: 5, onError },
  )
  clocks.push(clock)
  await expect.poll(() => onError.mock.calls.length).toBeGreaterThan(1)
  expect(ahead(clock) / 1000).toEqual(closeTo(hour))
  await expect(clock.advanceBy(hour)).rejects.toThrow('down')
})
