import type { ClientTables } from './client-tables.ts'
import type { ConversationTables } from './conversation-tables.ts'
import type { LinkTables } from './link-tables.ts'
import type { NoticeTables } from './notice-tables.ts'
import type { ReleaseTables } from './release-tables.ts'
import type { RequestTables } from './request-tables.ts'
import type { UpdateTables } from './update-tables.ts'

/** Every table, as the newest migration leaves it. */
export type Tables = ClientTables &
  ReleaseTables &
  UpdateTables &
  NoticeTables &
  RequestTables &
  ConversationTables &
  LinkTables
