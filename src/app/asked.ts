import type { Actor } from '../domain/actor.ts'

/** Who asks, and the platform's id of the request, so that a retry is answered and not done again. */
export type Asked = { readonly actor: Actor; readonly request: string }

/** A no that has nothing to do with the rules of 4.2. `detail` is one sentence that says what to do. */
export type Refused<Code extends string> = { readonly code: Code; readonly detail: string }
