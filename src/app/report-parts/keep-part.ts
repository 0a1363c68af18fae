import { type PartPlace, placePart, type ReportPart } from '../../domain/report-part.ts'
import { ok, type Result, refuse } from '../../domain/result.ts'
import type { Ports } from '../ports.ts'
import type { Refused } from '../request-context.ts'
import type { KeptBody } from './part-ports.ts'
import { lockOwner, type PartsOwner, type PartsRefused } from './parts-owner.ts'

/** A part that was kept, and all that are there now, in the order of their names. */
export type KeptPart = { readonly place: PartPlace; readonly parts: readonly ReportPart[] }

export type KeepReportPart = (
  owner: PartsOwner,
  part: ReportPart,
  body: KeptBody,
) => Promise<Result<KeptPart, PartsRefused | Refused<'too-large' | 'too-many-files'>>>

/**
 * Keeps a part of a report that was read already. Nothing is decided by it; of a copy it is a sign of life.
 */
export const makeKeepReportPart =
  (ports: Ports): KeepReportPart =>
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
