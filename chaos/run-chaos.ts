import { readFile, rm } from 'node:fs/promises'
import { type Comparison, compare, startedTwice } from './compare.ts'
import { makeEnd } from './end.ts'
import { type Environment, setUpEnvironment } from './environment.ts'
import { makeFaultPlan } from './faults/fault-plan.ts'
import { makeKiller } from './faults/killer.ts'
import { makeSeededRandom } from './faults/seeded-random.ts'
import { makeClient } from './fixtures.ts'
import { runLoad, startLoad } from './load.ts'
import { readInboxes, readOwed } from './owed.ts'
import { persist } from './persist.ts'
import type { Options } from './read-options.ts'
import { settle } from './settle.ts'

export type Report = {
  readonly comparison: Comparison
  readonly startsTwice: readonly string[]
  readonly kills: number
  readonly faults: number
  readonly seconds: number
}

const clients = 30
/** The chance that a call to a place meets a fault. */
const badness = 0.25
const settlingMs = 120_000

/** Plays, kills and compares. @param tell is told what is going on @returns what came of it */
export async function runChaos(options: Options, tell: (line: string) => void): Promise<Report> {
  const { seconds, backend, seed } = options
  const random = makeSeededRandom(seed)
  const faultPlan = makeFaultPlan(random, badness)
  const began = performance.now()
  const since = () => `${((performance.now() - began) / 1_000).toFixed(1)} s`
  const environment = await setUpEnvironment(backend, faultPlan, random)
  let tidy = false
  try {
    const fixtures = Array.from({ length: clients }, (_, at) => makeClient(at + 1, environment.webhookUrl))
    let rolledOut = false
    const onRolledOut = (): void => {
      rolledOut = true
      tell(`${since()}: the first release is rolled out to everybody`)
    }
    const parts = { ...environment, clients: fixtures, random, onRolledOut }
    await startLoad(parts)
    tell(`${since()}: all is up in ${environment.directory}, seed ${seed}`)
    const killer = makeKiller(environment.victims, faultPlan, random, () => !rolledOut)
    const end = makeEnd(seconds, { ...environment, killer, faultPlan })
    const stopAll = (error: unknown): never => {
      end.now()
      throw error
    }
    const acts = [killer.run(end.isOver), runLoad(parts, end.isOver), end.watch()].map((act) => act.catch(stopAll))
    for (const act of await Promise.allSettled(acts)) if (act.status === 'rejected') throw act.reason
    tell(
      `${since()}: the load is over; ${killer.kills} kills, ${faultPlan.faults} faults; ${environment.taken.length} messages taken`,
    )
    faultPlan.calm()
    const settled = await settle(environment.db, environment.clock, settlingMs)
    tell(`${since()}: ${settled ? 'everything has settled' : 'it has not settled'}`)
    await stop(environment, tell)
    tell(`${since()}: ${[...faultPlan.byName].map(([name, times]) => `${name} ${times}`).join(', ')}`)
    const report = {
      ...(await judge(environment, settled ?? (await environment.clock.now()), tell)),
      kills: killer.kills,
      faults: faultPlan.faults,
      seconds: Math.round((performance.now() - began) / 1_000),
    }
    tidy = isClean(report)
    return report
  } finally {
    await environment.close()
    if (tidy) await rm(environment.directory, { recursive: true, force: true })
    else tell(`The logs are in ${environment.directory}`)
  }
}

/** Something arrived, and nothing was lost, doubled or put in the wrong order. */
export const isClean = ({ comparison, startsTwice }: Report): boolean => {
  const { received, lost, duplicates, outOfOrder } = comparison
  return received > 0 && lost.length + duplicates.length + outOfOrder.length + startsTwice.length === 0
}

async function stop({ processes }: Environment, tell: (line: string) => void): Promise<void> {
  const ends = await Promise.all(processes.map(async (process) => ({ process, ...(await process.stop()) })))
  for (const { name, crashes } of processes) for (const words of crashes) tell(`${name} ended by itself ${words}`)
  for (const { process, code, ms } of ends)
    if (code !== 0 || ms > 25_000) tell(`${process.name} ended with ${code} after ${Math.round(ms)} ms`)
}

/** @param now what was due by then is owed; what fell due while the processes were stopped is not */
async function judge({ db, taken, startsFile }: Environment, now: Date, tell: (line: string) => void) {
  const owed = await persist(() => readOwed(db, now))
  const inboxes = await persist(() => readInboxes(db))
  const all = [...taken, ...inboxes.map((delivery) => ({ delivery, how: 'post' as const }))]
  const starts = (await readFile(startsFile, 'utf8')).split('\n').filter((line) => line !== '')
  const sent = owed.filter(({ status }) => status === 'sent')
  const kinds = [...new Set(sent.map(({ kind }) => kind))].sort()
  const counts = kinds.map((kind) => `${kind} ${sent.filter((row) => row.kind === kind).length}`)
  tell(`sent: ${counts.join(', ')}; ${starts.length} starts`)
  return { comparison: compare(owed, all), startsTwice: startedTwice(starts) }
}
