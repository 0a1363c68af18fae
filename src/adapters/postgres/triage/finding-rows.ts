import type { Selectable } from 'kysely'
import type { Finding } from '../../../domain/findings/finding.ts'
import type { Verdict } from '../../../domain/findings/verdict.ts'
import { formatId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import type { Tables } from '../tables/tables.ts'

export type FindingRow = Selectable<Tables['findings']>

export function toFinding(row: FindingRow): Finding {
  const { client, release, kind, suite, name, message, output, fingerprint, status, revision } = row
  return {
    id: formatId('F', row.id),
    verification: formatId('V', row.verification),
    client,
    release,
    kind,
    suite,
    name,
    message,
    output,
    fingerprint,
    status,
    revision,
    openedAt: row.opened_at,
    compared: row.compared && { word: row.compared, since: row.compared_with },
    claimedBy: row.claimed_by,
    verdict: toVerdict(row),
  }
}

function toVerdict(row: FindingRow): Verdict | null {
  const { decision, decided_by: by, decided_at: at, reason, ticket, note } = row
  if (decision === null || by === null || at === null) return null
  return { decision, by, at, reason, ticket, note, forClient: row.note_for_client }
}

/** What triage may change of a finding. */
export const triageColumns = ({ status, claimedBy, verdict }: Finding) => ({
  status,
  claimed_by: claimedBy && toJson(claimedBy),
  decision: verdict?.decision ?? null,
  decided_by: verdict && toJson(verdict.by),
  decided_at: verdict?.at ?? null,
  reason: verdict?.reason ?? null,
  ticket: verdict?.ticket ?? null,
  note: verdict?.note ?? null,
  note_for_client: verdict?.forClient ?? false,
})
