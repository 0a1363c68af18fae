import type { Person } from '../../domain/people/actor.ts'
import type { Administrator, Client } from '../../domain/people/client.ts'
import type { PersonalSettings, Topic } from '../../domain/people/personal-settings.ts'
import type { Place } from '../../domain/people/place.ts'
import type { AddedFreeze } from '../../domain/updates/freeze.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused, RequestContext } from '../ports/request-context.ts'
import type { SettingsOnFile } from '../ports/stores/client-ports.ts'

/** What a client's people set in chat, and the services team for them; kept apart from the client's document. */
export type SettingsUseCases = {
  readSettings(client: string): Promise<SettingsView | null>
  /** Sets windows and zone. Nothing that is scheduled moves by it. */
  changeWindows(request: RequestContext & WindowsWish): Promise<Result<Client, SettingsRefusal>>
  /** Sets what one administrator wants of notices. */
  changePersonal(request: RequestContext & PersonalWish): Promise<Result<Administrator, SettingsRefusal>>
  /** Does without mails about one topic. */
  stopMail(wish: StopWish): Promise<Result<Administrator, SettingsRefusal>>
}

export type SettingsView = SettingsOnFile & {
  readonly client: Client
  /** Its channels and mailboxes, gone ones too. */
  readonly places: readonly Place[]
  readonly freezes: readonly AddedFreeze[]
  /** What is scheduled. */
  readonly scheduled: readonly Update[]
  readonly expectedMinutes: number
  readonly now: Date
}

export type WindowsWish = {
  readonly client: string
  readonly zone: string
  /** As `readWindows` gives them; empty for those of the document. */
  readonly windows: readonly string[]
  /** The revision that the form was drawn from. */
  readonly seen: number | null
  /** Required of the vendor's staff, who act for a client. */
  readonly reason: string | null
}

export type StopWish = { readonly person: Person; readonly client: string; readonly topic: Topic }

export type PersonalWish = {
  readonly client: string
  readonly administrator: string
  readonly settings: PersonalSettings
  readonly reason: string | null
}

export type SettingsRefusal = Refused<'not-yours' | 'changed-meanwhile' | 'no-reason' | 'last-to-hear'> & {
  /** With `last-to-hear`: of what nobody would hear any more. */
  readonly topics?: readonly Topic[]
}
