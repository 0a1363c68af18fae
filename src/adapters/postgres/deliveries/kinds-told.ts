import { type RawBuilder, sql } from 'kysely'
import type { NoticeKind } from '../../../notices/kinds/notice.ts'

/** Whether a notice is of one of these kinds; literal, so that the planner knows them. @param kind its column */
export const isOneOf = (kind: string, kinds: readonly NoticeKind[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(kind)} = any (${sql.lit(`{${kinds.join(',')}}`)}::text[])`
