import { setTimeout } from 'node:timers/promises'
import type { AppProcess } from './app-process.ts'
import type { Dice } from './dice.ts'
import type { Door } from './door.ts'
import type { Weather } from './weather.ts'

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

/** Kills, restarts, flushes and cuts off, one after the other, evenly among all there is. */
export function makeKiller(victims: Victims, weather: Weather, dice: Dice): Killer {
  let kills = 0

  /** What is only starting has done nothing yet that could go wrong. */
  async function kill(process: AppProcess | undefined): Promise<void> {
    if (!process?.isAtWork()) return
    kills += 1
    await process.kill()
    process.start()
  }
  const killWorker: Deed = ({ workers }) => kill(anyUp(workers, dice))
  const killServer: Deed = ({ server }) => kill(server)
  const shutDoor: Deed = async ({ doors }) => {
    const door = dice.pick(doors)
    weather.note('refused')
    await door.shut()
    await setTimeout(dice.between(300, 1_500))
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
    ...[killWorker, shutDoor, restartPostgres, killWorker, flushRedis],
    ...[killServer, killWorker, restartRedis, shutDoor, killWorker],
  ]

  return {
    get kills() {
      return kills
    },
    async run(isOver) {
      for (let turn = 0; !isOver(); turn += 1) {
        await setTimeout(dice.between(700, 1_700))
        if (!isOver()) await round[turn % round.length]?.(victims)
      }
    },
  }
}

function anyUp(workers: readonly AppProcess[], dice: Dice): AppProcess | undefined {
  const [first, ...others] = workers.filter((worker) => worker.isAtWork())
  return first && dice.pick([first, ...others])
}
