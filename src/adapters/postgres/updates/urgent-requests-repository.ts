import { sql } from 'kysely'
import type { UrgentRequests } from '../../../app/ports/ports.ts'
import type { UrgentRequest } from '../../../domain/updates/urgent-request.ts'
import type { Connection } from '../plumbing/database.ts'
import { unlessTaken, written } from '../plumbing/guarded-write.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { openRequest, type RequestRow, toRequest } from './request-rows.ts'

/** Literal, so that the planner sees that the partial indexes apply. */
const unanswered = sql<boolean>`status in ('requested', 'claimed')`
const accepted = sql<boolean>`status = 'accepted'`

export function makeUrgentRequests(db: Connection): UrgentRequests {
  const all = () => db.selectFrom('urgent_requests').selectAll()
  const one = async (id: string, lock: boolean): Promise<UrgentRequest | null> => {
    const number = parseId('R', id)
    if (number === null) return null
    const query = all().where('id', '=', number)
    return orNull(await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst())
  }
  return {
    find: (id) => one(id, false),
    lock: (id) => one(id, true),
    async open({ client, environment }) {
      const row = all().where('client', '=', client).where('environment', '=', environment).where(openRequest)
      return orNull(await row.executeTakeFirst())
    },
    async waiting(client, release) {
      const rows = all().where('client', '=', client).where('release', '=', release).where(accepted)
      return (await rows.orderBy('id').execute()).map(toRequest)
    },
    async undecidedOf(release, clients) {
      if (clients.length === 0) return []
      const rows = all()
        .where('release', '=', release)
        .where('client', 'in', clients)
        .where(openRequest)
        .where('status', '<>', 'scheduled')
      return (await rows.orderBy('id').execute()).map(toRequest)
    },
    async ofUpdate(update) {
      const number = parseId('U', update)
      if (number === null) return null
      return orNull(await all().where('update', '=', number).orderBy('id', 'desc').limit(1).executeTakeFirst())
    },
    async answeredBy(updates) {
      if (updates.length === 0) return new Set()
      const ids = updates.map((id) => knownId('U', id))
      const rows = await db
        .selectFrom('urgent_requests')
        .select('update')
        .distinct()
        .where('update', 'in', ids)
        .execute()
      return new Set(rows.flatMap(({ update }) => (update === null ? [] : formatId('U', update))))
    },
    async acceptedAt(clients) {
      if (clients.length === 0) return new Set()
      const accepted = db.selectFrom('urgent_requests').select('client').distinct().where('status', '=', 'accepted')
      return new Set((await accepted.where('client', 'in', clients).execute()).map(({ client }) => client))
    },
    async unansweredSince(since, limit) {
      const rows = all().where(unanswered).where('requested_at', '<=', since)
      return (await rows.orderBy('requested_at').orderBy('id').limit(limit).execute()).map(toRequest)
    },
    async insert(draft) {
      const { client, environment, release, reason } = draft
      const insertion = db
        .insertInto('urgent_requests')
        .values({
          client,
          environment,
          release,
          reason,
          status: 'requested',
          revision: 1,
          wished_at: draft.wishedAt,
          requested_at: draft.requestedAt,
          requested_by: toJson(draft.requestedBy),
        })
        .returningAll()
      const row = await unlessTaken('urgent_requests_one_open', () => insertion.executeTakeFirstOrThrow())
      return toRequest(row)
    },
    async save(request) {
      const { status, release, decision, claimedBy, decidedBy, startsAt, update, revision } = request
      const saving = db
        .updateTable('urgent_requests')
        .set({
          status,
          release,
          decision,
          starts_at: startsAt,
          revision: revision + 1,
          claimed_by: claimedBy && toJson(claimedBy),
          decided_by: decidedBy && toJson(decidedBy),
          update: update === null ? null : knownId('U', update),
        })
        .where('id', '=', knownId('R', request.id))
        .where('revision', '=', revision)
        .returningAll()
      const row = await unlessTaken('urgent_requests_one_open', () => saving.executeTakeFirst())
      return toRequest(written(row, `urgent request ${request.id}`))
    },
  }
}

const orNull = (row: RequestRow | undefined): UrgentRequest | null => (row ? toRequest(row) : null)
