import type { Attention, AttentionCounts, AttentionKind } from '../../domain/notices/attention.ts'
import { attentionKinds } from '../../domain/notices/attention.ts'
import type { StaffRole } from '../../domain/people/actor.ts'
import type { VerbAction } from '../card/card.ts'
import { clientWords } from './client-words.ts'
import { copyWords } from './copy-words.ts'
import type { KindWords } from './kind-words.ts'
import { placeAttentionWords } from './place-words.ts'
import { releaseWords } from './release-words.ts'
import { updateWords } from './update-words.ts'

const words: { readonly [Kind in AttentionKind]: KindWords<Kind> } = {
  ...releaseWords,
  ...updateWords,
  ...copyWords,
  ...clientWords,
  ...placeAttentionWords,
}

const of = <Kind extends AttentionKind>(kind: Kind): KindWords<Kind> => words[kind]

export const attentionTitle = <Kind extends AttentionKind>(one: Attention<Kind>): string =>
  of<Kind>(one.kind).title(one)
export const attentionState = <Kind extends AttentionKind>(one: Attention<Kind>, zone: string): string | null =>
  of<Kind>(one.kind).state(one, zone)
export const attentionActions = <Kind extends AttentionKind>(one: Attention<Kind>): VerbAction[] =>
  of<Kind>(one.kind).actions(one)
export const attentionPage = <Kind extends AttentionKind>(one: Attention<Kind>): string | null =>
  of<Kind>(one.kind).page(one)

/** The kinds about which somebody in one of the roles can do something. */
export const kindsFor = (roles: readonly StaffRole[]): AttentionKind[] =>
  attentionKinds.filter((kind) => words[kind].for.some((role) => roles.includes(role)))

/** What there is, counted, in the order of the kinds. @returns e.g. `['1 release is on hold', '2 updates failed']` */
export const countedKinds = (counts: AttentionCounts, kinds: readonly AttentionKind[] = attentionKinds): string[] =>
  kinds.flatMap((kind) => (counts[kind] > 0 ? [words[kind].many(counts[kind])] : []))

export const manyWords = (kind: AttentionKind, count: number): string => words[kind].many(count)
