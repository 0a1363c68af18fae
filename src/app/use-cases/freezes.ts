import type { Again } from '../../domain/limits/quota.ts'
import type { AddedFreeze } from '../../domain/updates/freeze.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused, RequestContext } from '../ports/request-context.ts'

/** What can be done about freezes; `client` null stands for the vendor's. */
export type FreezeUseCases = {
  /** Plans anew every start that it binds, and tells its people. */
  addFreeze(request: RequestContext & FreezeWish): Promise<Result<Added, FreezeRefusal>>
  /** Ends a freeze now. What it had moved stays where it is; what it had left without a start is planned. */
  endFreeze(
    request: RequestContext & {
      readonly freeze: string
      /** Whose it must be; left out, anything that the actor may end. */
      readonly client?: string | null
    },
  ): Promise<Result<AddedFreeze, FreezeRefusal>>
  /** Those that are not over yet, in order of time: the vendor's (with null), or a client's own. */
  listFreezes(client: string | null): Promise<readonly AddedFreeze[]>
}

export type FreezeWish = {
  readonly client: string | null
  readonly startsAt: Date
  /** No longer frozen at this instant. */
  readonly endsAt: Date
  /** Why; of the vendor's own freeze for its own people alone. */
  readonly reason: string
  /** What clients may read of why the vendor freezes. */
  readonly clientReason?: string | null
}

/** A freeze, and how many starts lay in it: each is planned anew, with a notice to its people. */
export type Added = {
  readonly freeze: AddedFreeze
  readonly frozen: number
  /** What became of them; null for the vendor's freeze, whose clients follow one after the other. */
  readonly replanned: { readonly moved: number; readonly held: number } | null
}

export type FreezeRefusal = Refused<
  | 'not-yours'
  | 'unknown-client'
  | 'unknown-freeze'
  | 'ends-before-it-starts'
  | 'is-over'
  | 'too-long'
  | 'too-short'
  | 'too-many-days'
  | 'too-many'
  | 'too-often'
> & {
  /** When it may be asked again, for `too-often`. */
  readonly again?: Again
}
