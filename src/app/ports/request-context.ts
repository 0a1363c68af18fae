import type { Actor } from '../../domain/people/actor.ts'

/** Who asks, and which request it is, so that a retry is answered and not done again. */
export type RequestContext = { readonly actor: Actor; readonly request: RequestKey }

/**
 * What tells a request from every other of its actor: an id that a platform gave, or one that a form or a header brought
 * along. `said` is a digest of what is asked, where the one who asks could bring the same id with something else. An id
 * for finding a request in logs (`X-Request-Id`) is none: proxies give one to several requests.
 */
export type RequestKey = string | { readonly id: string; readonly said: string }

/** A no that has nothing to do with the rules of 4.2. `detail` is one sentence that says what to do. */
export type Refused<Code extends string> = { readonly code: Code; readonly detail: string }
