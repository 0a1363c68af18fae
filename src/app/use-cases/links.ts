import type { Again } from '../../domain/limits/quota.ts'
import type { Actor, Person } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused } from '../ports/request-context.ts'
import type { LinkPurpose, LinkRefusal, OpenedLink } from '../ports/stores/link-ports.ts'

export type { Link, LinkHolder, LinkPurpose, LinkRefusal, OpenedLink } from '../ports/stores/link-ports.ts'

export type IssuedLink = {
  readonly url: string
  readonly token: string
  readonly expiresAt: Date
  /** Opens once. */
  readonly once: boolean
}

/** Signed links to the pages, and who reads by them. */
export type LinkUseCases = {
  /** A link for somebody who is known already, from chat or the API. */
  issueLink(wish: {
    readonly person: Person
    readonly purpose: LinkPurpose
    /** Null for the vendor's own pages. */
    readonly client: string | null
    readonly subject: string | null
    /** Who asks for it; the person themselves, where it is left out. */
    readonly by?: Actor
  }): Promise<Result<IssuedLink, Refused<'not-yours' | 'no-pages'>>>
  openLink(token: string, purpose: LinkPurpose | 'session'): Promise<Result<OpenedLink, LinkRefusal>>
  /** Uses up a sign-in link. @returns what the browser carries from then on, and where to go */
  signIn(token: string): Promise<Result<{ readonly session: string; readonly to: string }, LinkRefusal>>
  /**
   * Mails a fresh link for one that has expired, to the address on file; says nothing of whether it did.
   * @returns whose systems may frame the answer: the client of the link; null for what was never ours
   */
  mailFreshLink(token: string): Promise<Client | null>
  /** Counts a request for a fresh link from an address. @returns null, or when it may ask again */
  mayAskFreshLink(address: string): Promise<Again | null>
  /** What the forms of a page that was opened by a link carry. */
  formToken(link: string): Promise<string>
  isFormToken(link: string, token: string): Promise<boolean>
}
