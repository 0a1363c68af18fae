import { ok } from '../../domain/values/result.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReportPartUseCases } from '../use-cases/report-parts.ts'
import { lockOwner } from './parts-owner.ts'

/** Drops the parts of a report that was begun, or the one of that name, so that it can be begun anew. */
export const makeDropReportParts =
  (ports: Ports): ReportPartUseCases['dropReportParts'] =>
  (owner, name) =>
    ports.inTransaction(async (tx) => {
      const key = await lockOwner(tx, owner)
      return key.ok ? ok(await tx.reportParts.drop(key.value.subject, name)) : key
    })
