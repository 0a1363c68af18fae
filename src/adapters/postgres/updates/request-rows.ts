import { type Selectable, sql } from 'kysely'
import type { UrgentRequest } from '../../../domain/updates/urgent-request.ts'
import { formatId } from '../plumbing/ids.ts'
import type { Tables } from '../tables/tables.ts'

export type RequestRow = Selectable<Tables['urgent_requests']>

/** Whether it stands in the way of another one. Literal, so that the planner sees that the partial index applies. */
export const openRequest = sql<boolean>`status in ('requested', 'claimed', 'accepted', 'scheduled')`

export function toRequest(row: RequestRow): UrgentRequest {
  const { client, environment, release, reason, status, decision, revision } = row
  return {
    id: formatId('R', row.id),
    client,
    environment,
    release,
    reason,
    status,
    decision,
    revision,
    wishedAt: row.wished_at,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    claimedBy: row.claimed_by,
    decidedBy: row.decided_by,
    startsAt: row.starts_at,
    update: row.update === null ? null : formatId('U', row.update),
  }
}
