import type { Person } from './actor.ts'

/** Who reads a page: an administrator, by a link of one client, or somebody of the vendor who has signed in. */
export type Reader =
  | { readonly kind: 'administrator'; readonly person: Person; readonly client: string }
  | { readonly kind: 'staff'; readonly person: Person }

/** Whether a client's business may be shown: an administrator's link opens one client, whatever else they administer. */
export const mayReaderSee = (reader: Reader, client: string): boolean =>
  reader.kind === 'staff' ? reader.person.roles.length > 0 : reader.client === client
