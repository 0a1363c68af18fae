import type { Person } from '../../../domain/people/actor.ts'
import type { ChatAccount, Client } from '../../../domain/people/client.ts'
import type { PersonalSettings } from '../../../domain/people/personal-settings.ts'
import type { ChannelAddress, Place } from '../../../domain/people/place.ts'
import type { PolicyNumbers } from '../../../domain/people/policy-numbers.ts'
import type { SystemRef } from '../../../domain/people/system.ts'
import type { Page, PageRequest } from '../page.ts'

export type Clients = {
  find(id: string): Promise<Client | null>
  /** By id; who is not on file is not in it. */
  findAll(ids: readonly string[]): Promise<ReadonlyMap<string, Client>>
  /** Holds the client: roll-out decisions about one client happen one after the other. */
  lock(id: string): Promise<Client | null>
  /** The same for many, with as many statements as for one; in the order of `ids`, without those who are not on file. */
  lockAll(ids: readonly string[]): Promise<readonly Client[]>
  list(page: PageRequest): Promise<Page<Client>>
  /** Those whose id or name holds `words`, in any case, by id, after one of them. */
  search(words: string, after: string | null, limit: number): Promise<readonly Client[]>
  /**
   * Creates or replaces what the learning environment says of a client, its administrators and its places. What was
   * set in chat stays and wins; a version that the document leaves open stays known; a place that it names is linked
   * again. Throws `PlaceTaken` when a channel belongs to another client or to the vendor.
   * @param own where the client itself puts it: the numbers of its policy that are the vendor's. Channels that are not
   * linked then only wait for a word of somebody in them, and chat accounts for a linked channel in their workspace
   */
  put(document: ClientDocument, now: Date, own?: { readonly granted: Partial<PolicyNumbers> } | null): Promise<Client>
  /** The numbers that the vendor set for a client; none where there is no such client. */
  grantedTo(id: string): Promise<Partial<PolicyNumbers>>
  /** What the client's people set in chat, and what its document says of the same. */
  settingsOf(id: string): Promise<SettingsOnFile | null>
  /** Replaces what the client's people set in chat; a setting left out is the document's again. */
  saveSettings(id: string, settings: ClientSettings, now: Date): Promise<Client | null>
  /** Replaces what an administrator set for themselves. It is no edit of the client, so the revision stays. */
  savePersonal(client: string, administrator: string, settings: PersonalSettings, now: Date): Promise<void>
  /** What runs there now. It is no edit of the client, so the revision stays. */
  setVersion(system: SystemRef, version: string): Promise<void>
}

/** What the learning environment (or an operator's file) says of a client. */
export type ClientDocument = Omit<Client, 'revision'> & {
  readonly channels: readonly ChannelAddress[]
  /** Named before by the client itself, and not linked: they go on waiting for a `link`. */
  readonly awaitingLink?: readonly ChannelAddress[]
  /** Those of the administrators' accounts that were read as waiting: what is not linked yet waits on. */
  readonly awaitingAccounts?: readonly ChatAccount[]
  /** Where systems have their notices posted, beside their inboxes. */
  readonly webhooks?: readonly {
    readonly environment: SystemRef['environment']
    readonly url: string
    /** `whsec_` and the base64 of the key that signs them. */
    readonly secret: string
  }[]
}

/** What a client's people set in chat: kept apart from the document, and stronger than it. */
export type ClientSettings = Partial<Pick<Client, 'zone' | 'windows' | 'policy'>>

export type SettingsOnFile = {
  readonly set: ClientSettings
  /** The vendor's default windows stand in for none. */
  readonly document: Pick<Client, 'zone' | 'windows'>
}

/** Somebody on file, and whose channel they are in; null where it is nobody's. */
export type Met = { readonly person: Person; readonly place: Pick<Place, 'client' | 'room'> | null }

export type People = {
  /**
   * Who a chat account belongs to: staff, or else an administrator of some clients, or nobody. An administrator goes by
   * what each client's own file says at that client, and elsewhere by what all of these agree on.
   */
  find(account: ChatAccount): Promise<Person | null>
  /** The same with whose channel they are in. */
  meet(account: ChatAccount, channel: ChannelAddress | null): Promise<Met | null>
  /** The chat accounts of somebody of the vendor, for mentions. */
  accountsOf(staff: string): Promise<readonly ChatAccount[]>
  /** Somebody of the vendor, by id. */
  staffMember(id: string): Promise<Person | null>
  /** Everybody of the vendor, by id. */
  staff(): Promise<readonly StaffMember[]>
  /** Replaces the whole list: who is not on it any more loses every role. @returns the list as it was */
  putStaff(staff: readonly StaffMember[]): Promise<readonly StaffMember[]>
}

export type StaffMember = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: Person['roles']
  readonly accounts: readonly ChatAccount[]
}

export type Places = {
  find(id: string): Promise<Place | null>
  /** The linked places of clients, gone ones too, and the vendor's internal rooms; with null only the rooms. */
  around(...clients: readonly (string | null)[]): Promise<readonly Place[]>
  atChannel(channel: ChannelAddress): Promise<Place | null>
  /** The channels and webhooks of clients, those that are gone, too; and the channels and people in chat that wait. */
  namedBy(clients: readonly string[]): Promise<readonly Place[]>
  /** The clients whose own documents name a channel that waits for a `link`. */
  awaitedAt(channel: ChannelAddress): Promise<readonly string[]>
  /** Ties a channel to a client, or takes it up again. Throws `PlaceTaken` when it belongs to somebody else. */
  linkChannel(client: string, channel: ChannelAddress): Promise<Place>
  /** Lets somebody at a client be written to directly. @returns false where that account does not wait */
  linkAccount(client: string, account: ChatAccount): Promise<boolean>
  /** Unties it, whatever its client's document says from now on. */
  unlinkChannel(id: string): Promise<void>
  /** Links the room to that address; the place it had before is unlinked. */
  putRoom(room: NonNullable<Place['room']>, address: Place['address']): Promise<void>
  /** @returns false when it was gone before */
  markGone(id: string, reason: string, now: Date): Promise<boolean>
}
