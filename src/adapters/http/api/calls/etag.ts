import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from './answer.ts'
import type { ApiRequest } from './call.ts'

/** @returns the entity tag of a revision. */
export const etagOf = (revision: number): string => `"${revision}"`

/**
 * Reads `If-Match` and `If-None-Match` (RFC 9110, 13.1). A weak tag counts as its strong one: proxies that compress
 * weaken tags on their way.
 * @param there what stands there now; null when there is nothing yet
 * @returns the revision that the change must meet, null for any; or the problem
 */
export function readConditions(
  request: ApiRequest,
  there: { readonly revision: number } | null,
): Result<number | null, Answer> {
  const create = request.header('if-none-match')?.trim()
  if (create !== undefined && create !== '*') return refuse(unreadable('If-None-Match', 'may only be *'))
  if (create === '*' && there) return refuse(problem('changed-meanwhile', 'It exists already.'))
  const match = request.header('if-match')?.trim()
  if (match === undefined) return ok(null)
  if (match === '*') return there ? ok(null) : refuse(gone)
  const revisions = match.split(',').map((tag) => /^(?:W\/)?"(\d{1,9})"$/.exec(tag.trim())?.[1])
  if (revisions.includes(undefined)) return refuse(unreadable('If-Match', 'must be the ETag of the answer before'))
  if (!there) return refuse(gone)
  if (revisions.map(Number).includes(there.revision)) return ok(there.revision)
  return refuse(
    problem('changed-meanwhile', `It is at revision ${there.revision} by now. Read it again, then change that.`),
  )
}

const gone = problem('changed-meanwhile', 'There is nothing yet that If-Match could meet.')

const unreadable = (field: string, reason: string): Answer =>
  problem('malformed-header', `${field} ${reason}.`, { errors: [{ field, reason }] })
