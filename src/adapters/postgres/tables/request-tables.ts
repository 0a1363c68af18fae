import type { GeneratedAlways, JSONColumnType } from 'kysely'
import type { AuditEntry } from '../../../app/ports/ports.ts'
import type { ApiScope } from '../../../app/ports/stores/api-ports.ts'
import type { ActorStamp } from '../../../domain/people/actor.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { Way } from '../../../domain/people/way.ts'

export type RequestTables = {
  audit: {
    id: GeneratedAlways<number>
    at: Date
    actor: JSONColumnType<ActorStamp>
    action: string
    client: string | null
    subject: string
    detail: JSONColumnType<AuditEntry['detail']>
    way: JSONColumnType<Way> | null
  }
  answered_requests: { actor: string; request: string; answer: JSONColumnType<object>; at: Date }
  api_keys: {
    id: GeneratedAlways<number>
    name: string
    hash: Buffer
    scopes: readonly ApiScope[]
    client: string | null
    environment: Environment | null
    created_at: Date
    revoked_at: Date | null
  }
  idempotency_keys: {
    api_key: number
    key: string
    fingerprint: string
    claim: string
    status: number | null
    headers: JSONColumnType<Readonly<Record<string, string>>> | null
    body: string | null
    at: Date
  }
  quotas: { key: string; uses: readonly Date[]; expires_at: Date }
  sandbox_clock: { only_row: boolean; offset_ms: number }
}
