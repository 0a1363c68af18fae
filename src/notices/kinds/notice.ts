import type { Route } from '../../domain/notices/route.ts'
import type { NoticeDefinition } from '../notice/define-notice.ts'
import { allNotices } from './all-notices.ts'

type Definition = (typeof allNotices)[number]

export type NoticeKind = Definition['kind']

/** The facts of each kind. */
export type NoticeFacts = {
  [D in Definition as D['kind']]: D extends NoticeDefinition<string, infer Facts> ? Facts : never
}

/** A notice of one kind, about one client or (when null) the vendor itself. */
export type Notice<Kind extends NoticeKind = NoticeKind> = {
  [K in Kind]: { readonly kind: K; readonly client: string | null; readonly facts: NoticeFacts[K] }
}[Kind]

const byKind: ReadonlyMap<string, Definition> = new Map(allNotices.map((definition) => [definition.kind, definition]))

/** The list gives each kind its own facts, and a notice is read with its kind. */
export const definitionOf = <Kind extends NoticeKind>(kind: Kind) =>
  byKind.get(kind) as unknown as NoticeDefinition<Kind, NoticeFacts[Kind]>

/** Who hears of a notice, and how. */
export const routeOf = ({ kind, client, facts }: Notice): Route => definitionOf(kind).route(facts, client ?? '')

/** @returns the production update whose plan a notice tells, as people's calendars show it; null when it tells none */
export const plannedUpdate = ({ kind, facts }: Notice): string | null =>
  definitionOf(kind).plan?.production(facts) ?? null

/** @returns the kinds of which something is true */
export const kindsWhere = (is: (definition: NoticeDefinition<NoticeKind, never>) => boolean): readonly NoticeKind[] =>
  allNotices.filter(is).map(({ kind }) => kind)

/** What a notice was about, in words; its kind where there is none of that any more. */
export const wordOf = (kind: string): string => byKind.get(kind)?.word ?? kind
