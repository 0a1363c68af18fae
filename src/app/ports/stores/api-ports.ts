import type { Environment } from '../../../domain/people/system.ts'

/** What an API key may do. A writing scope does not include reading. */
export const apiScopes = [
  'read',
  'clients:write',
  'releases:write',
  'verifications:write',
  'updates:write',
  'freezes:write',
  'links:read',
] as const
export type ApiScope = (typeof apiScopes)[number]

/** A key of a pipeline. Bound to a client it reaches that client only; bound to a system, that system only. */
export type ApiKey = {
  readonly id: string
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly client: string | null
  /** Never set without `client`. */
  readonly environment: Environment | null
}

export type ApiKeys = {
  /** @returns the key that a bearer token stands for; null for an unknown or revoked one */
  find(token: string): Promise<ApiKey | null>
}

/** A key as its operator sees it. */
export type ListedApiKey = ApiKey & { readonly createdAt: Date; readonly revokedAt: Date | null }

export type ApiKeyStore = ApiKeys & {
  /** @returns the key and its token, which is shown this once and stored nowhere */
  create(key: Omit<ApiKey, 'id'>, now: Date): Promise<{ readonly key: ListedApiKey; readonly token: string }>
  /** Revoked ones too, oldest first. */
  list(): Promise<readonly ListedApiKey[]>
  /** @returns the key as it is now, also when it was revoked before; null when there is none of that id */
  revoke(id: string, now: Date): Promise<ListedApiKey | null>
}

/** What was answered to a request that carried an `Idempotency-Key`, so that it can be answered again. */
export type StoredAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body as it was sent. */
  readonly body: string
}

export type IdempotentRequest = {
  /** The API key's id: keys of different callers never meet. */
  readonly apiKey: string
  /** The `Idempotency-Key`, 1 to 255 visible ASCII characters. */
  readonly key: string
  /** A SHA-256 in hex of method, path, conditions and body: what makes it the same request. */
  readonly fingerprint: string
  readonly now: Date
  /** A claim older than this without an answer is of a process that died: it is taken over. */
  readonly abandonedBefore: Date
  /** An answer older than this is forgotten: its key is free again. */
  readonly forgottenBefore: Date
}

export type IdempotencyClaim =
  /** The caller does the work, then says `keep` or `release` with this claim. */
  | { readonly state: 'claimed'; readonly claim: string }
  /** The same request is being worked on elsewhere. */
  | { readonly state: 'in-flight' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer }
  /** The key was used for a request with another fingerprint, answered or in flight. */
  | { readonly state: 'different' }

export type IdempotencyStore = {
  /** One atomic step: of two that claim the same key at once, one gets `claimed`. */
  claim(request: IdempotentRequest): Promise<IdempotencyClaim>
  /** Keeps the answer. A claim that was taken over meanwhile keeps nothing. */
  keep(claim: string, answer: StoredAnswer, now: Date): Promise<void>
  /** Nothing was done: the key is free again. A claim that was taken over frees nothing. */
  release(claim: string): Promise<void>
}
