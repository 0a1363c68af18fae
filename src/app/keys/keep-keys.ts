import { type Actor, stampOf, wayOf } from '../../domain/people/actor.ts'
import type { Ports } from '../ports/ports.ts'
import type { ApiKey, ListedApiKey } from '../ports/stores/api-ports.ts'

/** Makes an API key. @returns it and its token, which is shown this once and stored nowhere */
export const makeCreateKey =
  (ports: Ports) =>
  (wish: Omit<ApiKey, 'id'>, actor: Actor): Promise<{ readonly key: ListedApiKey; readonly token: string }> =>
    ports.inTransaction(async (tx) => {
      const now = ports.clock.now()
      const made = await tx.apiKeys.create(wish, now)
      tx.audit.write({
        actor: stampOf(actor, wish.client ?? ''),
        action: 'key-made',
        client: wish.client,
        subject: made.key.id,
        at: now,
        detail: { name: wish.name, scopes: wish.scopes.join(', '), environment: wish.environment },
      })
      return made
    }, wayOf(actor))

/** Revokes an API key; one that is revoked already stays so. @returns it, or null when there is none */
export const makeRevokeKey =
  (ports: Ports) =>
  (id: string, actor: Actor): Promise<ListedApiKey | null> =>
    ports.inTransaction(async (tx) => {
      const now = ports.clock.now()
      const key = await tx.apiKeys.revoke(id, now)
      if (key && key.revokedAt?.getTime() === now.getTime())
        tx.audit.write({
          actor: stampOf(actor, key.client ?? ''),
          action: 'key-revoked',
          client: key.client,
          subject: key.id,
          detail: { name: key.name },
          at: now,
        })
      return key
    }, wayOf(actor))
