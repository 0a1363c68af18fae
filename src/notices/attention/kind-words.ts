import type { Attention, AttentionKind } from '../../domain/notices/attention.ts'
import type { StaffRole } from '../../domain/people/actor.ts'
import type { VerbAction } from '../card/card.ts'

/** How one kind is told: the same words in chat, on the board, at the command line and in the API. */
export type KindWords<Kind extends AttentionKind> = {
  /** So many of the kind. @returns e.g. `2 updates failed` */
  many(count: number): string
  /** Who of the vendor can do something about it. */
  readonly for: readonly StaffRole[]
  /** One line that says what it is and whom it is about. Strangers' texts stand in it as they came. */
  title(one: Attention<Kind>): string
  /** How it stands: who has it in hand, why it is so, what it waits for; times on the clock of `zone`. Null where the title says all. */
  state(one: Attention<Kind>, zone: string): string | null
  /** What can be done about it in chat. */
  actions(one: Attention<Kind>): VerbAction[]
  /** The page of the vendor's staff that shows more, below the public address; null where there is none. */
  page(one: Attention<Kind>): string | null
}
