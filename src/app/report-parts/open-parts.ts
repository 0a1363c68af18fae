import { ok } from '../../domain/values/result.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReportPartUseCases } from '../use-cases/report-parts.ts'
import { lockOwner } from './parts-owner.ts'

/** Looks at the parts of a report, and changes nothing: each body is fetched when it is read. */
export const makeOpenReportParts =
  (ports: Ports): ReportPartUseCases['openReportParts'] =>
  (owner) =>
    ports.inTransaction(async (tx) => {
      const key = await lockOwner(tx, owner)
      if (!key.ok) return key
      return ok({
        parts: await tx.reportParts.list(key.value),
        body: (part) => ports.inTransaction((later) => later.reportParts.body(key.value, part)),
      })
    })
