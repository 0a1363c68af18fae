import { pipeline } from '../support/cast.ts'
import type { World } from './world.ts'

const minute = 60_000

/**
 * Lets time pass as it does for the real thing: what is due starts on the moment, runners say how it ended, and in the
 * end the clock is looked at.
 * @param outage nothing of ours runs meanwhile
 */
export async function passTime(world: World, hours: number, outage = false): Promise<void> {
  const { clock, work } = world
  const end = new Date(clock.now().getTime() + hours * 60 * minute)
  if (!outage) for (let next = await nextEvent(world, end); next; next = await nextEvent(world, end)) await next()
  clock.set(end.toISOString())
  // After an outage the queue still holds what was due meanwhile: what is late by then must not start.
  if (outage) for (const { id } of await world.inTx((tx) => tx.updates.startingBy(end, 50))) await work.startUpdate(id)
  await work.tick()
}

/** The next thing that happens by `end`, or null. */
async function nextEvent(world: World, end: Date): Promise<(() => Promise<void>) | null> {
  const { clock, work, app, running } = world
  const starts = await world.inTx((tx) => tx.updates.startingBy(end, 50))
  const lateness = 15 * minute
  // One that is late is for the clock's keeper.
  const start = starts.find(({ startsAt }) => startsAt.getTime() >= clock.now().getTime() - lateness)
  const [result] = [...running].sort(([, a], [, b]) => a.at.getTime() - b.at.getTime())
  const ends = result && result[1].at <= end ? result : undefined
  if (start && (!ends || start.startsAt <= ends[1].at))
    return async () => {
      if (start.startsAt > clock.now()) clock.set(start.startsAt.toISOString())
      const due = starts.filter(({ startsAt }) => startsAt.getTime() === start.startsAt.getTime())
      // Two workers, as queues may call: each update twice.
      for (const { id } of [...due, ...due]) await work.startUpdate(id)
    }
  if (!ends) return null
  const [id, { at, word }] = ends
  return async () => {
    running.delete(id)
    if (at > clock.now()) clock.set(at.toISOString())
    const said = word === 'updated' ? { status: word, version: null } : { status: word, detail: 'disk full' }
    await app.recordUpdate(id, said, pipeline)
  }
}
