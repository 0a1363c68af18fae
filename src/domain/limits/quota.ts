import { type Actor, administers } from '../people/actor.ts'
import { day, hour, minute } from '../time/span.ts'
import type { Rate } from './rate.ts'

/** How often something may be done: within every one of the rates. What counts together has the same key. */
export type Quota = { readonly key: string; readonly rates: readonly Rate[] }

/** When something may be done once more; `seconds` from now on, at least one, as `Retry-After` says it (RFC 9110, 10.2.3). */
export type Again = { readonly at: Date; readonly seconds: number }

export const againAt = (at: Date, now: Date): Again => ({
  at,
  seconds: Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1_000)),
})

/** The vendor's numbers, from config. Whoever acts for the vendor has a quota of their own. */
export type QuotaNumbers = {
  /** Freezes of one client, added by its people and its keys together. */
  readonly freezes: readonly Rate[]
  /** Urgent requests for one system by its client: the second is for a slip of the first. */
  readonly urgent: readonly Rate[]
  /** Moves of one update by its client, a restore among them. */
  readonly moves: readonly Rate[]
  /** What each of the vendor's people or keys does of one kind, for whatever client. */
  readonly vendor: readonly Rate[]
  /** Fresh links that are mailed to one person. */
  readonly freshLinks: readonly Rate[]
  /** What one address asks that nobody has to be known for: fresh links. */
  readonly address: readonly Rate[]
  /** Wrong API keys from one address, and those among them that begin alike. */
  readonly wrongKeys: readonly Rate[]
  /** Freezes of one client, or of the vendor, that are not over yet. */
  readonly freezesAtOnce: number
  /** The least length of a freeze, in minutes. */
  readonly freezeMinutes: number
}

export const defaultQuotas: QuotaNumbers = {
  freezes: [{ count: 10, milliseconds: day }],
  urgent: [
    { count: 2, milliseconds: hour },
    { count: 6, milliseconds: day },
  ],
  moves: [{ count: 6, milliseconds: hour }],
  vendor: [{ count: 600, milliseconds: hour }],
  freshLinks: [
    { count: 1, milliseconds: 10 * minute },
    { count: 10, milliseconds: day },
  ],
  address: [{ count: 20, milliseconds: hour }],
  wrongKeys: [{ count: 30, milliseconds: 10 * minute }],
  freezesAtOnce: 50,
  freezeMinutes: 15,
}

/** What is bounded: of which client, and what counts together there. */
export type Bounded = {
  readonly kind: 'freezes' | 'urgent' | 'moves'
  readonly client: string | null
  /** The client, the system or the update. */
  readonly of: string
}

/** @returns the quota of an act; null for what Zerotouch does itself, keeping a rule */
export function quotaOf(numbers: QuotaNumbers, actor: Actor, { kind, client, of }: Bounded): Quota | null {
  if (actor.kind === 'zerotouch') return null
  const isOwn = actor.kind === 'key' ? actor.client !== null : client !== null && administers(actor, client)
  return isOwn
    ? { key: `${kind} of ${of}`, rates: numbers[kind] }
    : { key: `${kind} by ${actor.kind} ${actor.id}`, rates: numbers.vendor }
}

export const freshLinksTo = (numbers: QuotaNumbers, client: string, person: string): Quota => ({
  key: `fresh links to ${client}/${person}`,
  rates: numbers.freshLinks,
})

export const freshLinksFrom = (numbers: QuotaNumbers, address: string): Quota => ({
  key: `fresh links from ${address}`,
  rates: numbers.address,
})

/** @param beginning the first characters of the key that was sent */
export const wrongKeysFrom = (numbers: QuotaNumbers, address: string, beginning: string | null): Quota => ({
  key: `wrong keys from ${address}${beginning === null ? '' : ` like ${beginning}`}`,
  rates: numbers.wrongKeys,
})
