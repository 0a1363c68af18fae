import type { Client } from '../../../domain/people/client.ts'
import type { Reader } from '../../../domain/people/reader.ts'

/** What a link is for. It opens nothing else. */
export const linkPurposes = ['report', 'schedule', 'calendar', 'board', 'unsubscribe'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

/** Whom a link names. */
export type LinkHolder =
  | { readonly kind: 'administrator'; readonly client: string; readonly person: string }
  | { readonly kind: 'staff'; readonly person: string }

export type Link = {
  /** Its own; forms are bound to it, and a link that opens once is remembered by it. */
  readonly id: string
  /** `session` is what a signed-in member of the staff carries; it is never in an address. */
  readonly purpose: LinkPurpose | 'session'
  readonly holder: LinkHolder
  /** What is shown: a verification for a report, a path of ours for the board, a topic of mails; null where the client says it all. */
  readonly subject: string | null
  /** The holder's generation when it was made: links of an older one are revoked. */
  readonly generation: number
  readonly expiresAt: Date
}

/** Signs links and reads them back. Who holds a token holds the link, so no token is ever logged. */
export type LinkSigner = {
  /** Where our pages are reached, without a slash at the end. */
  readonly publicUrl: string
  sign(link: Link): Promise<string>
  /** @returns null for what we never signed; one that has expired is read and said to be so */
  read(token: string, now: Date): Promise<{ readonly link: Link; readonly expired: boolean } | null>
  /** A form of a page that was opened by a link carries this: it proves that the page was read. */
  formToken(link: string): Promise<string>
  isFormToken(link: string, token: string): Promise<boolean>
}

/** What is kept of links: only what cannot be read from the link itself. */
export type Links = {
  generationOf(holder: LinkHolder): Promise<number>
  /** The same of some holders, in their order. */
  generationsOf(holders: readonly LinkHolder[]): Promise<readonly number[]>
  /** Closes every link of a holder that was made so far. @returns the generation that holds from now on */
  revoke(holder: LinkHolder): Promise<number>
  isUsed(link: string): Promise<boolean>
  /** @returns false when it was used before. What has expired before `now` is forgotten. */
  useOnce(link: Pick<Link, 'id' | 'expiresAt'>, now: Date): Promise<boolean>
}

export type OpenedLink = {
  readonly reader: Reader
  readonly link: Link
  /** The administrator's client; null for the vendor's staff. */
  readonly client: Client | null
}

/** Why a link opens nothing. What was never ours says no more than that. */
export type LinkRefusal =
  | { readonly kind: 'unknown'; readonly client: null }
  | { readonly kind: 'expired' | 'revoked' | 'used'; readonly link: Link; readonly client: Client | null }
