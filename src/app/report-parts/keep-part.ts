import { placePart } from '../../domain/reports/report-part.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReportPartUseCases } from '../use-cases/report-parts.ts'
import { lockOwner } from './parts-owner.ts'

/**
 * Keeps a part of a report that was read already. Nothing is decided by it; of a copy it is a sign of life.
 */
export const makeKeepReportPart =
  (ports: Ports): ReportPartUseCases['keepReportPart'] =>
  (owner, part, body) =>
    ports.inTransaction(async (tx) => {
      const key = await lockOwner(tx, owner)
      if (!key.ok) return key
      const kept = await tx.reportParts.list(key.value)
      const place = placePart(part, kept)
      if (!place.ok) return refuse(place.refusal)
      const now = ports.clock.now()
      if (place.value !== 'same') await tx.reportParts.put(key.value, part, body, now)
      const verification = owner.kind === 'verification' ? await tx.verifications.find(owner.id) : null
      if (verification) await tx.verifications.save({ ...verification, heardAt: now })
      return ok({ place: place.value, parts: await tx.reportParts.list(key.value) })
    })
