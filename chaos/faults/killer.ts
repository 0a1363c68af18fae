import { setTimeout } from 'node:timers/promises'
import type { AppProcess } from '../app-process.ts'
import type { Door } from '../door.ts'
import type { FaultPlan } from './fault-plan.ts'
import type { SeededRandom } from './seeded-random.ts'

export type Victims = {
  readonly server: AppProcess
  readonly workers: readonly [AppProcess, ...AppProcess[]]
  /** Kills it, and returns when it is there again. */
  restartPostgres(): Promise<void>
  readonly redis: { flush(): Promise<void>; restart(): Promise<void> } | null
  /** What stands before the places. */
  readonly doors: readonly [Door, ...Door[]]
}

export type Killer = { readonly kills: number; run(isOver: () => boolean): Promise<void> }

type Deed = (victims: Victims) => Promise<void>

/**
 * Kills, restarts, flushes and cuts off, one after the other, evenly among all there is.
 * @param sparesServer whether the load still needs the server to begin at all
 */
export function makeKiller(
  victims: Victims,
  faultPlan: FaultPlan,
  random: SeededRandom,
  sparesServer: () => boolean,
): Killer {
  let kills = 0

  const { server, workers } = victims
  const all = [...workers, server]

  /** What is only starting has done nothing yet that could go wrong. */
  async function kill(...wished: readonly AppProcess[]): Promise<void> {
    const mortal = sparesServer() ? workers : all
    const chosen = wished.filter((process) => mortal.includes(process))
    const process = anyAtWork(chosen, random) ?? anyAtWork(mortal, random)
    if (!process) return
    kills += 1
    await process.kill()
    process.start()
  }
  const killWorker: Deed = () => kill(...workers)
  const killServer: Deed = () => kill(server)
  const shutDoor: Deed = async ({ doors }) => {
    const door = random.pick(doors)
    faultPlan.note('refused')
    await door.shut()
    await setTimeout(random.between(300, 1_500))
    await door.open()
  }
  const restartPostgres: Deed = async ({ restartPostgres: restart }) => {
    kills += 1
    await restart()
  }
  const flushRedis: Deed = async ({ redis }) => redis?.flush()
  const restartRedis: Deed = async ({ redis }) => {
    if (redis) kills += 1
    await redis?.restart()
  }

  const round: readonly Deed[] = [
    killWorker,
    shutDoor,
    restartPostgres,
    killWorker,
    flushRedis,
    killServer,
    killWorker,
    restartRedis,
    shutDoor,
    killWorker,
  ]

  return {
    get kills() {
      return kills
    },
    async run(isOver) {
      for (let turn = 0; !isOver(); turn += 1) {
        await setTimeout(random.between(700, 1_700))
        // Where everything is killed while it starts, nothing ever happens that could go wrong.
        while (!isOver() && all.filter((process) => process.isAtWork()).length < all.length / 2) await setTimeout(100)
        if (!isOver()) await round[turn % round.length]?.(victims)
      }
    },
  }
}

function anyAtWork(all: readonly AppProcess[], random: SeededRandom): AppProcess | undefined {
  const [first, ...others] = all.filter((process) => process.isAtWork())
  return first && random.pick([first, ...others])
}
