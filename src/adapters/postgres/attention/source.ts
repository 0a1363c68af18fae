import { type RawBuilder, sql } from 'kysely'
import type { AttentionFilter } from '../../../app/ports/stores/attention-ports.ts'
import type { AttentionFacts, AttentionKind } from '../../../domain/notices/attention.ts'
import type { Environment } from '../../../domain/people/system.ts'

/** Whom it is asked for and when. */
export type Asked = Pick<AttentionFilter, 'client'> & { readonly now: Date }

/**
 * The rows of one kind, or of some that are read together. Each selects `kind`, `key` (what it is about, unique in its
 * kind), `since`, `client`, `environment`, `release`, `clients`, `unclaimed` and `facts`, in this order. What is rare is
 * found by a partial index, so that what is over costs nothing.
 */
export type Source = (asked: Asked) => RawBuilder<unknown>

export type AttentionRow = {
  readonly kind: AttentionKind
  readonly key: string
  readonly since: Date
  readonly client: string | null
  readonly environment: Environment | null
  readonly release: string | null
  readonly clients: number
  readonly facts: AttentionFacts[AttentionKind]
  readonly client_name: string | null
  readonly rank: number
  readonly of_kind: number
}

/** A condition that a column names the client that is asked for, where one is. */
export const ofClient = (column: string, { client }: Asked): RawBuilder<boolean> =>
  client === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = ${client}`

/** @returns an earlier instant, for what takes care of itself for a while */
export const before = (now: Date, milliseconds: number): Date => new Date(now.getTime() - milliseconds)
