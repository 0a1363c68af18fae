import type { InternalRoom } from '../people/place.ts'
import type { Environment } from '../people/system.ts'

/**
 * How a notice reaches a place: as a new message, under the standing one, by redrawing the standing one, or as a mail that
 * says nothing and keeps its reader's calendar right.
 */
export type DeliveryMode = 'post' | 'reply' | 'edit' | 'calendar'

/** Whether somebody reads there what happened. */
export const isNews = (mode: DeliveryMode): boolean => mode === 'post' || mode === 'reply'

/** Which kinds of places a notice goes to, and how. */
export type Route = {
  readonly standing?: string
  /** Under what a reply is kept, to be redrawn itself. */
  readonly keeps?: string
  /** The release whose card is posted anew: the one that stands there loses its buttons first. */
  readonly retires?: string
  /** Where the rooms keep another standing message than the client's channel. */
  readonly roomStanding?: string
  /** What keeps its order in the rooms, where that is more than what one standing message is about. */
  readonly roomMatter?: string
  readonly channel?: readonly DeliveryMode[]
  /** Of the client's channels this one alone. */
  readonly onlyChannel?: string
  /** The place that hears it although nothing more goes there. */
  readonly farewell?: string
  readonly direct?: readonly DeliveryMode[]
  readonly mail?: boolean
  /** Of the administrators this one alone. */
  readonly onlyMailOf?: string
  /** The administrator whose own links it carries, in whosever mailbox. */
  readonly linksOf?: string
  /** Whose inboxes: one system's, or those of both. */
  readonly inbox?: Environment | 'both'
  readonly rooms?: Partial<Record<InternalRoom, readonly DeliveryMode[]>>
  readonly staging?: boolean
}

/** The ways in which messages that stand, or are told, come to a place. */
export const edited: readonly DeliveryMode[] = ['edit', 'reply']
export const replied: readonly DeliveryMode[] = ['reply']
export const redrawn: readonly DeliveryMode[] = ['edit']
export const posted: readonly DeliveryMode[] = ['post']
