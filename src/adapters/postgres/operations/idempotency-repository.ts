import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { IdempotencyClaim, IdempotencyStore, IdempotentRequest } from '../../../app/ports/stores/api-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'

export function makeIdempotencyStore(db: Connection): IdempotencyStore {
  return {
    async claim(request) {
      // A key that is released between the two steps is free: one more round.
      for (;;) {
        const claim = (await take(db, request)) ?? (await look(db, request))
        if (claim) return claim
      }
    },
    async keep(claim, { status, headers, body }, now) {
      await db
        .updateTable('idempotency_keys')
        .set({ status, headers: toJson(headers), body, at: now })
        .where('claim', '=', claim)
        .where('status', 'is', null)
        .execute()
    },
    async release(claim) {
      await db.deleteFrom('idempotency_keys').where('claim', '=', claim).where('status', 'is', null).execute()
    },
  }
}

/** Takes a key that is new, abandoned or forgotten. */
async function take(db: Connection, request: IdempotentRequest): Promise<IdempotencyClaim | null> {
  const { key, fingerprint, now, abandonedBefore, forgottenBefore } = request
  const claimed = { fingerprint, claim: randomUUID(), status: null, headers: null, body: null, at: now }
  const row = await db
    .insertInto('idempotency_keys')
    .values({ api_key: knownId('K', request.apiKey), key, ...claimed })
    .onConflict((used) =>
      used
        .columns(['api_key', 'key'])
        .doUpdateSet(claimed)
        .where(
          sql<boolean>`idempotency_keys.at <
            case when idempotency_keys.status is null
              then ${abandonedBefore}::timestamptz else ${forgottenBefore}::timestamptz end`,
        ),
    )
    .returning('claim')
    .executeTakeFirst()
  return row ? { state: 'claimed', claim: row.claim } : null
}

async function look(db: Connection, request: IdempotentRequest): Promise<IdempotencyClaim | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'headers', 'body'])
    .where('api_key', '=', knownId('K', request.apiKey))
    .where('key', '=', request.key)
    .executeTakeFirst()
  if (!row) return null
  if (row.fingerprint !== request.fingerprint) return { state: 'different' }
  const { status, headers, body } = row
  if (status === null || headers === null || body === null) return { state: 'in-flight' }
  return { state: 'answered', answer: { status, headers, body } }
}
