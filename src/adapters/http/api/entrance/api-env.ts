import type { HttpBindings } from '@hono/node-server'
import type { Clock, Logger } from '../../../../app/ports/ports.ts'
import type { ReadReport } from '../../../../app/ports/report-source.ts'
import type { ApiKey, ApiKeys, IdempotencyStore } from '../../../../app/ports/stores/api-ports.ts'
import type { WrongKey } from '../../../../app/quotas/note-wrong-key.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { Again } from '../../../../domain/limits/quota.ts'
import type { TrustedProxies } from '../../caller-address.ts'
import type { RequestBody } from '../calls/request-body.ts'
import type { VendorNumbers } from '../calls/vendor-numbers.ts'

/** What the API is made of. */
export type ApiParts = {
  readonly app: App
  readonly keys: ApiKeys
  readonly idempotency: IdempotencyStore
  readonly readReport: ReadReport
  readonly clock: Clock
  readonly logger: Logger
  readonly ready: () => Promise<Readiness>
  /** Whether a client's webhook may lead to this machine, as in the sandbox; otherwise it may not. */
  readonly webhookLoopback?: boolean
  /** Counts a key that is not known. @returns null, or until when its sender is told to wait */
  readonly noteWrongKey?: (key: WrongKey) => Promise<Again | null>
  /** Whose word is taken for where a request comes from; nobody's where it is left out. */
  readonly trustedProxies?: TrustedProxies
  /** What clients' documents are held against; the usual numbers where they are left out. */
  readonly vendor?: VendorNumbers
  /** How long a repetition waits for the first request before it is told 409, in milliseconds. */
  readonly duplicateWaitMs?: number
}

/** Whether each part that requests need can be reached, e.g. `{database: true}`. */
export type Readiness = { readonly parts: Readonly<Record<string, boolean>> }

export type ApiEnv = {
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    key: ApiKey
    body: RequestBody
  }
}
