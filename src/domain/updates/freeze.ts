import { Temporal } from 'temporal-polyfill'
import { startOfDay, wallClockOf } from '../time/zone.ts'
import { ok, type Result, refuse } from '../values/result.ts'
import type { Reasons } from './reasons.ts'

/** A span in which nothing starts, from `startsAt` until just before `endsAt`. What has started before runs on. */
export type Freeze = {
  readonly scope: 'vendor' | 'client'
  readonly startsAt: Date
  readonly endsAt: Date
} & Reasons

/** A freeze as it was added: the vendor's, with `client` null, or a client's own. */
export type AddedFreeze = Freeze & { readonly id: string; readonly client: string | null }

/** What is about to start. `byServices`: the services team moves or schedules it by their own act. */
export type Starter = { readonly kind: 'regular' | 'security' | 'hotfix'; readonly byServices: boolean }

/** A calendar quarter; `quarter` is 1 to 4. */
export type Quarter = { readonly year: number; readonly quarter: number }

export type FreezeRefusal =
  | { readonly kind: 'ends-before-it-starts' }
  | { readonly kind: 'too-many-days'; readonly in: Quarter; readonly days: number; readonly limit: number }

/** A client may freeze its own systems on this many days of a quarter (DESIGN 4.1). */
export const CLIENT_FREEZE_DAYS = 30

/** @returns whether a freeze holds this start back: the vendor's all but services' own act, a client's all but security. */
export const binds = ({ scope }: Freeze, { kind, byServices }: Starter): boolean =>
  scope === 'vendor' ? !byServices : kind !== 'security'

/**
 * @param freezes the vendor's and those of the one client; another client's do not belong here.
 * @returns the freeze that forbids starting at `startsAt`; of several the one that ends last; null when none does.
 */
export function bindingFreeze(freezes: readonly Freeze[], startsAt: Date, starter: Starter): Freeze | null {
  let last: Freeze | null = null
  for (const freeze of freezes) {
    const holds = freeze.startsAt.getTime() <= startsAt.getTime() && startsAt.getTime() < freeze.endsAt.getTime()
    if (!holds || !binds(freeze, starter)) continue
    if (!last || freeze.endsAt.getTime() > last.endsAt.getTime()) last = freeze
  }
  return last
}

/**
 * @returns on how many calendar days of the quarter, as `zone` counts days, the client's own freezes hold for any part
 * of the day. A day under two of them counts once; the vendor's don't count.
 */
export function clientFreezeDaysInQuarter(freezes: readonly Freeze[], of: Quarter, zone: string): number {
  const own = freezes.filter(({ scope }) => scope === 'client')
  const first = firstDay(of)
  const after = first.add({ months: 3 })
  let days = 0
  let begins = startOfDay(first, zone)
  for (let day = first; Temporal.PlainDate.compare(day, after) < 0; ) {
    day = day.add({ days: 1 })
    const ends = startOfDay(day, zone)
    if (own.some(({ startsAt, endsAt }) => startsAt < ends && endsAt > begins && endsAt > startsAt)) days += 1
    begins = ends
  }
  return days
}

/** @returns the freeze itself when the client may add it to those it has, else what stands against it. */
export function mayAddClientFreeze(
  freezes: readonly Freeze[],
  added: Freeze,
  zone: string,
  limit = CLIENT_FREEZE_DAYS,
): Result<Freeze, FreezeRefusal> {
  if (added.endsAt.getTime() <= added.startsAt.getTime()) return refuse({ kind: 'ends-before-it-starts' })
  const lastInstant = new Date(added.endsAt.getTime() - 1)
  const lastDay = wallClockOf(lastInstant, zone).toPlainDate()
  let quarter = quarterOf(added.startsAt, zone)
  while (Temporal.PlainDate.compare(firstDay(quarter), lastDay) <= 0) {
    const days = clientFreezeDaysInQuarter([...freezes, added], quarter, zone)
    if (days > limit) return refuse({ kind: 'too-many-days', in: quarter, days, limit })
    quarter =
      quarter.quarter === 4
        ? { year: quarter.year + 1, quarter: 1 }
        : { year: quarter.year, quarter: quarter.quarter + 1 }
  }
  return ok(added)
}

/** @returns the calendar quarter an instant falls in, as `zone` counts days. */
export function quarterOf(instant: Date, zone: string): Quarter {
  const { year, month } = wallClockOf(instant, zone)
  return { year, quarter: Math.ceil(month / 3) }
}

const firstDay = ({ year, quarter }: Quarter): Temporal.PlainDate => new Temporal.PlainDate(year, quarter * 3 - 2, 1)
