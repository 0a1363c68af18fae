import type { StaffRole } from '../../domain/actor.ts'
import type { Attention, AttentionCounts, AttentionKind } from '../../domain/attention.ts'
import { attentionKinds } from '../../domain/attention.ts'
import type { VerbAction } from '../card.ts'
import { clientWords } from './client-words.ts'
import { copyWords } from './copy-words.ts'
import { placeAttentionWords } from './place-words.ts'
import { releaseWords } from './release-words.ts'
import { updateWords } from './update-words.ts'

/** How one kind is told: the same words in chat, on the board, at the command line and in the API. */
export type AttentionWords<Kind extends AttentionKind> = {
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

const words: { readonly [Kind in AttentionKind]: AttentionWords<Kind> } = {
  ...releaseWords,
  ...updateWords,
  ...copyWords,
  ...clientWords,
  ...placeAttentionWords,
}

const of = <Kind extends AttentionKind>(kind: Kind): AttentionWords<Kind> => words[kind]

export const attentionTitle = <Kind extends AttentionKind>(one: Attention<Kind>): string =>
  of<Kind>(one.kind).title(one)
export const attentionState = <Kind extends AttentionKind>(
  one: Attention<Kind>,
  zone: string,
): string | null => of<Kind>(one.kind).state(one, zone)
export const attentionActions = <Kind extends AttentionKind>(one: Attention<Kind>): VerbAction[] =>
  of<Kind>(one.kind).actions(one)
export const attentionPage = <Kind extends AttentionKind>(one: Attention<Kind>): string | null =>
  of<Kind>(one.kind).page(one)

/** The kinds about which somebody in one of the roles can do something. */
export const kindsFor = (roles: readonly StaffRole[]): AttentionKind[] =>
  attentionKinds.filter((kind) => words[kind].for.some((role) => roles.includes(role)))

/** What there is, counted, in the order of the kinds. @returns e.g. `['1 release is on hold', '2 updates failed']` */
export const countedKinds = (
  counts: AttentionCounts,
  kinds: readonly AttentionKind[] = attentionKinds,
): string[] => kinds.flatMap((kind) => (counts[kind] > 0 ? [words[kind].many(counts[kind])] : []))

export const manyWords = (kind: AttentionKind, count: number): string => words[kind].many(count)
