import type { Selectable } from 'kysely'
import type { UpdateDraft } from '../../../app/ports/ports.ts'
import { insideText, readInside } from '../../../domain/updates/inside-text.ts'
import type { Update } from '../../../domain/updates/update.ts'
import { formatId } from '../plumbing/ids.ts'
import type { Tables } from '../tables/tables.ts'

export type UpdateRow = Selectable<Tables['updates']>

/** What a plan says, as columns. */
export function draftColumns(draft: UpdateDraft) {
  const { client, environment, release, kind, zone, deadline } = draft
  return {
    client,
    environment,
    release,
    kind,
    zone,
    deadline,
    starts_at: draft.startsAt,
    expected_minutes: draft.expectedMinutes,
    first_start: draft.firstStart,
    chosen_by: draft.chosenBy,
  }
}

/** What an update says, as columns, but for its id and its revision. */
export const updateColumns = (update: Update) => ({
  ...draftColumns(update),
  status: update.status,
  cancelled_by: update.cancelledBy,
  hold: update.hold,
  reason: update.reason,
  inside: readInside(update.inside),
  handed_over_at: update.handedOverAt,
  finished_at: update.finishedAt,
})

export function toUpdate(row: UpdateRow): Update {
  const { client, environment, release, kind, status, zone, deadline, hold, reason, revision } = row
  return {
    id: formatId('U', row.id),
    client,
    environment,
    release,
    kind,
    status,
    zone,
    deadline,
    hold,
    reason,
    revision,
    inside: insideText(row.inside),
    startsAt: row.starts_at,
    expectedMinutes: row.expected_minutes,
    firstStart: row.first_start,
    chosenBy: row.chosen_by,
    cancelledBy: row.cancelled_by,
    handedOverAt: row.handed_over_at,
    finishedAt: row.finished_at,
  }
}
