import type { AddedFreeze, Freeze } from '../../../domain/updates/freeze.ts'

export type Freezes = {
  /** The vendor's freezes and, with a client, that client's, which end after `from`. */
  around(client: string | null, from: Date): Promise<readonly Freeze[]>
  /** The vendor's freezes and those of these clients, which end after `from`. */
  aroundAll(clients: readonly string[], from: Date): Promise<readonly AddedFreeze[]>
  /** The clients' own that end after `from`. */
  ofClients(from: Date): Promise<readonly (Freeze & { readonly client: string | null })[]>
  add(freeze: Freeze, client: string | null, now: Date): Promise<AddedFreeze>
  find(id: string): Promise<AddedFreeze | null>
  /** The vendor's (with null) or a client's own that end after `from`, in order of time. */
  list(client: string | null, from: Date): Promise<readonly AddedFreeze[]>
  /** Ends it at `at`; one that has not begun by then is gone. */
  end(id: string, at: Date): Promise<void>
}
