import type { ReminderRoom } from '../../domain/notices/digest.ts'
import type { ChatAccount } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { Card } from '../card/card.ts'
import type * as views from './views.ts'

type Reading<Of, Gives> = { readonly of: Of; readonly gives: Gives }
type AtClient = { readonly client: string | null; readonly release: string }

/** What can be read for a card, by name: of what, and what it gives. `app/drawing` reads each of them. */
export type Readings = {
  client: Reading<{ readonly client: string | null }, views.ClientView>
  place: Reading<{ readonly client: string | null; readonly place: string }, views.PlaceView>
  untold: Reading<{ readonly client: string | null; readonly told: string }, views.UntoldView>
  release: Reading<{ readonly release: string }, Release>
  'release-board': Reading<{ readonly release: string }, views.ReleaseBoardView>
  'release-at-client': Reading<AtClient, views.ReleaseAtClient>
  rollout: Reading<AtClient, views.RolloutView>
  /** Null where nothing went wrong with the update. */
  incident: Reading<{ readonly update: string }, views.IncidentView | null>
  request: Reading<AtClient & { readonly request: string }, views.UrgentView & { readonly minutes: number }>
  failure: Reading<
    { readonly release: string; readonly fingerprint: string; readonly finding: string },
    views.FailureView
  >
  verification: Reading<{ readonly verification: string }, views.HealthView>
  /** The chat accounts of somebody of the vendor. */
  accounts: Reading<{ readonly person: string }, readonly ChatAccount[]>
  waiting: Reading<{ readonly room: ReminderRoom }, views.WaitingView>
  doubts: Reading<Readonly<Record<never, never>>, views.DoubtsView>
  /** From where the place of a delivery knows its update to move, ISO 8601 in UTC; null where it heard of every move. */
  'unsaid-from': Reading<{ readonly delivery: string }, string | null>
}

/** What is read for a card, and how it is drawn from that; what was read may show that something else is needed. */
interface DrawnFrom<Name extends keyof Readings> {
  readonly reads: Name
  readonly of: Readings[Name]['of']
  card(read: Readings[Name]['gives']): Drawn
}
export type Drawing<Name extends keyof Readings = keyof Readings> = { [N in Name]: DrawnFrom<N> }[Name]

export type Drawn = Card | Drawing
