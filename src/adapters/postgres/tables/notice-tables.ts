import type { ColumnType, GeneratedAlways, JSONColumnType } from 'kysely'
import type { MessageRef } from '../../../app/ports/delivery-ports.ts'
import type { NudgeKind } from '../../../domain/notices/reminder.ts'
import type { DeliveryMode } from '../../../domain/notices/route.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { Card } from '../../../notices/card/card.ts'
import type { Notice, NoticeKind } from '../../../notices/kinds/notice.ts'

export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'suppressed'

export type NoticeTables = {
  notices: {
    id: GeneratedAlways<number>
    kind: NoticeKind
    client: string | null
    facts: JSONColumnType<Notice['facts']>
    noted_at: Date
  }
  deliveries: {
    id: GeneratedAlways<number>
    notice: number
    place: number
    mode: DeliveryMode
    standing: string | null
    matter: string | null
    status: DeliveryStatus
    reason: string | null
    attempts: number
    due_at: Date
    /** In Postgres' own time, like `look_at`; the other times are the app's. */
    claimed_at: Date | null
    claimed_by: ColumnType<number | null, number | null | undefined>
    look_at: ColumnType<Date | null, undefined>
    undecidable: ColumnType<boolean, undefined>
    finished_at: Date | null
    turn_at: Date | null
    /** In which round of a place that many share it goes. */
    turn_round: ColumnType<number | null, undefined>
    instead_of: number | null
    keeps: string | null
    doubt_told: ColumnType<boolean, undefined>
    /** As its platform names it; while it is not `sent`, the platform has said by itself that it stands there. */
    message: ColumnType<MessageRef | null, undefined, string>
  }
  lanes: {
    key: string
    used: readonly Date[]
    closed_until: Date | null
  }
  kept_turns: { lane: string; at: Date; delivery: number }
  nudges: { update: number; starts_at: Date; kind: NudgeKind; noted_at: Date }
  standing_messages: {
    place: number
    key: string
    message: JSONColumnType<MessageRef>
    shows: string | null
    updated_at: Date
  }
  release_boards: { release: string; looked_at: Date; revision: number; moves: boolean }
  inbox_items: {
    id: GeneratedAlways<number>
    client: string
    environment: Environment
    delivery: number
    card: JSONColumnType<Card>
    at: Date
  }
}
