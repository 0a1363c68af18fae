import { awaitsReport, isOfEarlierTry } from '../../domain/findings/verification.ts'
import { mayBecome } from '../../domain/releases/release.ts'
import { partNames, type ReportPart, sameParts } from '../../domain/reports/report-part.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { StaleWrite, type Tx } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'
import type { PartsKey } from '../ports/stores/part-ports.ts'
import type { PartsOwner, PartsRefused } from '../use-cases/report-parts.ts'

/** What somebody does wrong who hands in file after file. */
export const manyFiles =
  'A report of many files is handed in in one go: as a form, as an archive, or in parts (POST …/parts) that are closed.'

export const gateParts = (version: string): PartsKey => ({ subject: `gate:${version}`, attempt: 0 })

/**
 * Holds what the parts are of until the end of the transaction.
 * @returns or why it takes no report any more
 */
export async function lockOwner(tx: Tx, owner: PartsOwner): Promise<Result<PartsKey, PartsRefused>> {
  if (owner.kind === 'gate') {
    const { version } = owner
    const release = await tx.releases.lock(version)
    if (!release) return refuse({ code: 'unknown-release', detail: `There is no release ${version}.` })
    if (mayBecome(release.status, 'refused')) return ok(gateParts(version))
    const detail = `Release ${version} is ${release.status}; only a candidate or a refused release takes parts of a report.`
    return refuse({ code: 'not-a-candidate', detail })
  }
  const { id, attempt } = owner
  const verification = await tx.verifications.lock(id)
  if (!verification) return refuse({ code: 'unknown-verification', detail: `There is no verification ${id}.` })
  const { status } = verification
  if (!awaitsReport(status))
    return refuse({
      code: 'wrong-status',
      detail: `Verification ${id} is ${status} and takes no further part.`,
    })
  if (isOfEarlierTry(verification, attempt)) {
    const detail = `${id} is at try ${verification.attempt}; a part of try ${attempt} comes too late.`
    return refuse({ code: 'wrong-status', detail })
  }
  return ok({ subject: id, attempt: verification.attempt })
}

/**
 * Takes the parts of a report that is being decided, so that none is left for the next one. Throws `StaleWrite` where
 * they are not those any more that the report was read from.
 * @param read what it was read from; undefined for a report that came in one go
 * @returns why such a one cannot be taken: nobody knows whether the parts that are there belong to it
 */
export async function takeParts(
  tx: Tx,
  key: PartsKey,
  read: readonly ReportPart[] | undefined,
): Promise<Refused<'parts-waiting'> | null> {
  const kept = await tx.reportParts.list(key)
  if (read && !sameParts(read, kept)) throw new StaleWrite('the parts of the report')
  if (read) await tx.reportParts.drop(key.subject)
  if (read || kept.length === 0) return null
  const detail = `The report was begun in parts, and ${partNames(kept)}.`
  return {
    code: 'parts-waiting',
    detail: `${detail} Close it with {"parts": ${kept.length}}, or drop the parts first (POST …/parts/drop).`,
  }
}
