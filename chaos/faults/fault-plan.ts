import type { SeededRandom } from './seeded-random.ts'

/** What can happen to a request on its way. The last three leave its sender in doubt whether it arrived. */
export const httpFaults = [
  'throttled',
  'throttled-for',
  'broken',
  'delayed',
  'hanging',
  'answer-lost',
  'answer-hanging',
] as const
export type HttpFault = (typeof httpFaults)[number]

/** The same for a mail. */
export type SmtpFault = 'throttled' | 'closing' | 'delayed' | 'hanging' | 'cut' | 'answer-lost'
/** A server that says goodbye is left alone for seconds by everybody, so it says so more rarely than all else. */
export const smtpFaults: readonly SmtpFault[] = [
  ...(['throttled', 'delayed', 'cut', 'answer-lost'] as const),
  ...(['throttled', 'delayed', 'cut', 'answer-lost'] as const),
  ...(['throttled', 'delayed', 'cut', 'answer-lost'] as const),
  ...(['hanging', 'closing'] as const),
]

/** Decides what goes wrong, and counts it. */
export type FaultPlan = {
  readonly faults: number
  readonly byName: ReadonlyMap<string, number>
  next<Fault extends string>(where: string, of: readonly Fault[]): Fault | null
  /** A server was not there for a moment. */
  note(what: string): void
  calm(): void
}

/** @param badness the chance, 0 to 1, that a request meets a fault */
export function makeFaultPlan(random: SeededRandom, badness: number): FaultPlan {
  const byName = new Map<string, number>()
  let faults = 0
  let chance = badness
  const note = (what: string): void => {
    faults += 1
    byName.set(what, (byName.get(what) ?? 0) + 1)
  }
  return {
    get faults() {
      return faults
    },
    byName,
    note,
    next(where, of) {
      const [first, ...others] = of
      if (first === undefined || !random.chance(chance)) return null
      const fault = random.pick([first, ...others])
      note(`${where} ${fault}`)
      return fault
    },
    calm() {
      chance = 0
    },
  }
}
