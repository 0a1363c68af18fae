import type { Clock } from '../../app/ports/ports.ts'

/** Where the clock's offset is kept for every process that shares it; the moves are atomic and never go back. */
export type OffsetStore = {
  read(): Promise<number>
  advanceTo(offsetMs: number): Promise<number>
  advanceBy(ms: number): Promise<number>
}

export type MovableClock = Clock & {
  /** Makes it be `date`, or leaves it where it is when that is past. @returns the time then */
  advanceTo(date: Date): Promise<Date>
  /** @param ms milliseconds; a negative number moves nothing */
  advanceBy(ms: number): Promise<Date>
  /** Learns how far another process has moved it. */
  refresh(): Promise<Date>
  stop(): void
}

export type MovableClockOptions = {
  /** How often other processes' moves are looked for, in milliseconds; 0 for never. */
  readonly refreshEveryMs?: number
  readonly onError?: (error: unknown) => void
}

/** The sandbox's clock: real time and an offset, so that time passes by itself and can be made to pass. */
export async function makeMovableClock(
  store: OffsetStore,
  { refreshEveryMs = 500, onError = () => undefined }: MovableClockOptions = {},
): Promise<MovableClock> {
  let offset = await store.read()
  const time = (): Date => new Date(Date.now() + offset)
  const learn = async (read: Promise<number>): Promise<Date> => {
    // Answers may come out of order, and this clock goes forward only.
    offset = Math.max(offset, await read)
    return time()
  }
  const refresh = () => learn(store.read())
  const timer =
    refreshEveryMs > 0 ? setInterval(() => void refresh().catch(onError), refreshEveryMs).unref() : undefined
  return {
    now: time,
    advanceTo: (date) => learn(store.advanceTo(date.getTime() - Date.now())),
    advanceBy: (ms) => learn(store.advanceBy(ms)),
    refresh,
    stop: () => clearInterval(timer),
  }
}
