import { createHash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { ApiKey, ApiKeyStore, ListedApiKey } from '../../../app/ports/stores/api-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, parseId } from '../plumbing/ids.ts'
import type { Tables } from '../tables/tables.ts'

/**
 * A token is 32 random bytes: nobody can try them all, so one fast hash hides it as well as a slow one, and every
 * request can afford it. The prefix lets secret scanners find a leaked one.
 */
const newToken = (): string => `zt_${randomBytes(32).toString('base64url')}`
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export function makeApiKeys(db: Connection): ApiKeyStore {
  return {
    async create({ name, scopes, client, environment }, now) {
      const token = newToken()
      const row = await db
        .insertInto('api_keys')
        .values({ name, scopes, client, environment, hash: hashOf(token), created_at: now, revoked_at: null })
        .returningAll()
        .executeTakeFirstOrThrow()
      return { key: toListed(row), token }
    },
    async find(token) {
      const row = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('hash', '=', hashOf(token))
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return row ? toKey(row) : null
    },
    async list() {
      return (await db.selectFrom('api_keys').selectAll().orderBy('id').execute()).map(toListed)
    },
    async revoke(id, now) {
      const number = parseId('K', id)
      if (number === null) return null
      const row = await db
        .updateTable('api_keys')
        .set((key) => ({ revoked_at: key.fn.coalesce('revoked_at', key.val(now)) }))
        .where('id', '=', number)
        .returningAll()
        .executeTakeFirst()
      return row ? toListed(row) : null
    },
  }
}

const toKey = ({ id, name, scopes, client, environment }: Selectable<Tables['api_keys']>): ApiKey => ({
  id: formatId('K', id),
  name,
  scopes,
  client,
  environment,
})

const toListed = (row: Selectable<Tables['api_keys']>): ListedApiKey => ({
  ...toKey(row),
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
})
