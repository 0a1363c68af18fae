import type { Generated } from 'kysely'

export type LinkTables = {
  /** A null client stands for the vendor's staff. */
  link_holders: {
    client: string | null
    person: string
    generation: Generated<number>
  }
  used_links: { id: string; expires_at: Date }
}
