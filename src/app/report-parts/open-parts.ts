import type { ReportPart } from '../../domain/report-part.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Ports } from '../ports.ts'
import type { KeptBody } from './part-ports.ts'
import { lockOwner, type PartsOwner, type PartsRefused } from './parts-owner.ts'

/** The parts of a report that is about to be closed, in the order of their names. */
export type OpenedParts = {
  readonly parts: readonly ReportPart[]
  /** The body of one; null where it was replaced or dropped meanwhile. */
  body(part: ReportPart): Promise<KeptBody | null>
}

export type OpenReportParts = (owner: PartsOwner) => Promise<Result<OpenedParts, PartsRefused>>

/** Looks at the parts of a report, and changes nothing: each body is fetched when it is read. */
export const makeOpenReportParts =
  (ports: Ports): OpenReportParts =>
  (owner) =>
    ports.inTransaction(async (tx) => {
      const key = await lockOwner(tx, owner)
      if (!key.ok) return key
      return ok({
        parts: await tx.reportParts.list(key.value),
        body: ({ name }) => ports.inTransaction((later) => later.reportParts.body(key.value, name)),
      })
    })
