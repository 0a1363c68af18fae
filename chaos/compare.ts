import type { Owed } from './owed.ts'
import type { Taken } from './taken.ts'

export type Comparison = {
  /** Deliveries that are to arrive: not those that were suppressed, nor those whose time has not come. */
  readonly owed: number
  /** How many of them arrived, once or more often. */
  readonly received: number
  readonly lost: readonly string[]
  /** Messages that nobody should have got: the second of a delivery, and all of one that was suppressed untold. */
  readonly duplicates: readonly string[]
  /** Those that came after a younger one to the same place about the same update. */
  readonly outOfOrder: readonly string[]
  /** Mails sent again because their sender could not know that they had been accepted. */
  readonly mailResent: readonly string[]
  readonly inDoubt: readonly string[]
}

/** Where a bot cannot look whether its message arrived. */
const blind: readonly string[] = ['teams']

/**
 * Holds what the places took against what the ledger says that they were owed.
 * @param taken everything that was taken by anybody, in order
 */
export function compare(owed: readonly Owed[], taken: readonly Taken[]): Comparison {
  const rows = new Map(owed.map((row) => [row.id, row]))
  const arrivals = new Map<string, Taken[]>()
  const stray: string[] = []
  for (const one of taken) {
    const row = one.delivery === null ? undefined : rows.get(one.delivery)
    if (!row || row.later || isForbidden(row)) stray.push(one.delivery ?? 'a message without an id')
    else arrivals.set(row.id, [...(arrivals.get(row.id) ?? []), one])
  }
  const due = owed.filter(({ status, later }) => status !== 'suppressed' && !later)
  const again = owed.flatMap((row) => secondTimes(row, arrivals.get(row.id) ?? []))
  return {
    owed: due.length,
    received: due.filter(({ id }) => arrivals.has(id)).length,
    lost: due.filter((row) => !arrivals.has(row.id) && !isUndecided(row)).map(({ id }) => id),
    duplicates: [...stray, ...again.filter(({ known }) => known).map(({ id }) => id)],
    outOfOrder: findOutOfOrder(rows, taken),
    mailResent: again.filter(({ known }) => !known).map(({ id }) => id),
    inDoubt: owed.filter(({ status }) => status === 'in-doubt').map(({ id }) => id),
  }
}

/** Suppressed for a reason that holds from the first: none of it may ever have gone out. */
const isForbidden = ({ status, reason }: Owed): boolean => status === 'suppressed' && reason === 'staging'

/** Nobody can say whether it arrived, and the ledger does not say that it did. */
const isUndecided = ({ kind, status }: Owed): boolean => status === 'in-doubt' && blind.includes(kind)

/** A card may be redrawn as often as it likes. A mail is excused when its sender cannot have heard of the one before. */
function secondTimes({ id, mode }: Owed, times: readonly Taken[]): { id: string; known: boolean }[] {
  const posts = times.filter(({ how }) => how === 'post' || mode !== 'edit')
  return posts.slice(1).map((_, index) => ({ id, known: !posts[index]?.unheard?.() }))
}

function findOutOfOrder(rows: ReadonlyMap<string, Owed>, taken: readonly Taken[]): string[] {
  const youngest = new Map<string, number>()
  const seen = new Set<string>()
  const late: string[] = []
  for (const { delivery, how } of taken) {
    const row = delivery === null ? undefined : rows.get(delivery)
    if (!row) continue
    // A message counts when it first came; a card is what it was last redrawn to.
    if (how === 'post' && seen.has(row.id)) continue
    seen.add(row.id)
    const number = Number(row.id.slice(2))
    const keys = row.about.map((about) => `${how} ${row.place} ${about}`)
    if (keys.some((key) => (youngest.get(key) ?? 0) > number)) late.push(row.id)
    for (const key of keys) youngest.set(key, Math.max(youngest.get(key) ?? 0, number))
  }
  return late
}

/** Updates that were handed to their program more than once. @param starts their ids, in the order of the starts */
export function startedTwice(starts: readonly string[]): string[] {
  const once = new Set<string>()
  return starts.filter((id) => once.size === once.add(id).size)
}
