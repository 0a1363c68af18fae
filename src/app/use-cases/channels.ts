import type { Person } from '../../domain/people/actor.ts'
import type { ChatAccount, Client } from '../../domain/people/client.ts'
import type { ChannelAddress, Place } from '../../domain/people/place.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused, RequestContext } from '../ports/request-context.ts'

/** What the vendor's staff do with the channels of clients, in chat. */
export type ChannelUseCases = {
  /** Ties a channel to a client, or takes one up again that was gone. Its client's document does not undo it. */
  linkChannel(
    request: RequestContext & { readonly client: string; readonly channel: ChannelAddress },
  ): Promise<Result<Linked, LinkRefusal>>
  /** Unties a channel: nothing more is told there, also when the client's document names it. */
  unlinkChannel(request: RequestContext & { readonly place: string }): Promise<Result<Linked, LinkRefusal>>
  /**
   * Lets an administrator be written to directly whose account waits, and who speaks from it in a channel of the client.
   * @returns false where it does not wait, or that channel is not linked to the client
   */
  confirmAccount(said: {
    readonly actor: Person
    readonly account: ChatAccount
    readonly client: string
    readonly channel: ChannelAddress
  }): Promise<boolean>
  /** The channels and webhooks of clients, those that are gone, too; and the channels and people in chat that wait. */
  placesOf(clients: readonly string[]): Promise<readonly Place[]>
}

export type Linked = {
  readonly client: Pick<Client, 'id' | 'name'>
  readonly place: Place
  /** What it was before: already linked, gone and taken up again, or new here. */
  readonly was: 'new' | 'gone' | 'linked'
}

export type LinkRefusal = Refused<'not-yours' | 'unknown-client' | 'taken' | 'not-linked'>
