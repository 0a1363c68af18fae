import { sql } from 'kysely'
import type { Answers, Remembered } from '../../../app/ports/ports.ts'
import type { RequestKey } from '../../../app/ports/request-context.ts'
import type { Actor } from '../../../domain/people/actor.ts'
import type { Connection } from '../plumbing/database.ts'
import { unlessTaken } from '../plumbing/guarded-write.ts'
import { toTaggedJson, untag } from '../plumbing/tagged-json.ts'

export function makeAnswers(db: Connection): Answers {
  const stored = async (actor: string, request: string): Promise<{ answer: object } | undefined> =>
    db
      .selectFrom('answered_requests')
      .select('answer')
      .where('actor', '=', actor)
      .where('request', '=', request)
      .executeTakeFirst()

  return {
    async find<T>(actor: Actor, request: RequestKey) {
      const asker = askerOf(actor)
      const id = idOf(request)
      // A statement of its own: the answer must be looked for after the wait, with fresh eyes.
      await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([asker, id])}, 0))`.execute(db)
      const row = await stored(asker, id)
      if (!row) return null
      const { answer, said = null } = untag(row.answer) as { answer: T; said?: string | null }
      return { answer, said } satisfies Remembered<T>
    },
    async remember<T>(actor: Actor, request: RequestKey, answer: T, now: Date) {
      const asker = askerOf(actor)
      const said = typeof request === 'string' ? null : request.said
      const insertion = db
        .insertInto('answered_requests')
        .values({ actor: asker, request: idOf(request), answer: toTaggedJson({ answer, said }), at: now })
      await unlessTaken('answered_requests_pkey', () => insertion.execute())
      return answer
    },
    async forget(before, limit) {
      let most = 0
      for (const table of ['answered_requests', 'idempotency_keys']) {
        // What another worker is at is left to it.
        const { numAffectedRows } = await sql`
          delete from ${sql.table(table)} where ctid = any (array(
            select ctid from ${sql.table(table)} where at < ${before} order by at limit ${limit}
            for update skip locked))`.execute(db)
        most = Math.max(most, Number(numAffectedRows ?? 0))
      }
      return most
    },
  }
}

const idOf = (request: RequestKey): string => (typeof request === 'string' ? request : request.id)

const askerOf = (actor: Actor): string =>
  actor.kind === 'zerotouch' ? 'zerotouch' : JSON.stringify([actor.kind, actor.id])
