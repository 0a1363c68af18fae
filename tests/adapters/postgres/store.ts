import { makeInTransaction } from '../../../src/adapters/postgres/in-transaction.ts'
import { type Database, openDatabase } from '../../../src/adapters/postgres/plumbing/database.ts'
import type { ClientDocument, Tx, UpdateDraft } from '../../../src/app/ports/ports.ts'
import type { Person } from '../../../src/domain/people/actor.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import type { Update } from '../../../src/domain/updates/update.ts'
import { createTestDatabase } from '../../support/postgres.ts'

export const at = (iso: string): Date => new Date(iso)
export const noon = at('2026-11-22T12:00:00Z')
export const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000)

export type Store = {
  readonly url: string
  readonly db: Database
  readonly inTransaction: ReturnType<typeof makeInTransaction>
  close(): Promise<void>
}

/** A database of the test file's own. */
export async function openStore(): Promise<Store> {
  const { url, drop } = await createTestDatabase()
  const db = openDatabase({ url, applicationName: 'test' })
  return {
    url,
    db,
    inTransaction: makeInTransaction(db),
    async close() {
      await db.destroy()
      await drop()
    },
  }
}

export function documentOf(id: string, more: Partial<ClientDocument> = {}): ClientDocument {
  return {
    id,
    name: `${id} college`,
    zone: 'Europe/Berlin',
    windows: ['SUN 01:00-05:00'],
    systems: [
      { client: id, environment: 'production', version: '3.9.11', url: `https://${id}.example` },
      { client: id, environment: 'staging', version: null, url: null },
    ],
    administrators: [
      {
        id: `${id}-ann`,
        name: 'Ann',
        email: `ann@${id}.example`,
        accounts: [{ platform: 'slack', workspace: 'T1', user: `U-${id}-ann` }],
      },
    ],
    policy: {},
    channels: [{ platform: 'slack', workspace: 'T1', channel: `C-${id}` }],
    ...more,
  }
}

export const ann: Person = { kind: 'person', id: 'acme-ann', name: 'Ann', administers: ['acme'], roles: [] }
export const annStamp = { kind: 'person', id: 'acme-ann', name: 'Ann', forVendor: false } as const

export async function putRelease(tx: Tx, version: string): Promise<void> {
  const notesUrl = `https://vendor.example/${version}`
  await tx.releases.insert(
    {
      version,
      kind: 'regular',
      status: 'available',
      notesUrl,
      gate: null,
      shortfalls: [],
      waves: null,
      revision: 1,
    },
    noon,
  )
}

export function draftOf(
  client: string,
  environment: Environment = 'production',
  more: Partial<UpdateDraft> = {},
): UpdateDraft {
  const startsAt = at('2026-11-29T01:00:00Z')
  return {
    client,
    environment,
    release: '3.9.12',
    kind: 'regular',
    startsAt,
    zone: 'Europe/Berlin',
    expectedMinutes: 60,
    firstStart: startsAt,
    deadline: at('2027-01-03T01:00:00Z'),
    chosenBy: 'rule',
    ...more,
  }
}

export const cancelled = (update: Update, by: 'client' | 'vendor' = 'client'): Update => ({
  ...update,
  status: 'cancelled',
  cancelledBy: by,
  reason: 'exams',
})

export type Gate = { readonly opened: Promise<void>; open(): void }

/** Lets a test hold one transaction open until another one has come to its lock. */
export function makeGate(): Gate {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** Waits until `count` sessions of this database wait for a lock. */
export async function untilWaiting(db: Database, count: number): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const waiting = await db
      .selectFrom('pg_stat_activity' as never)
      .select((activity) => activity.fn.countAll<number>().as('sessions'))
      .where('wait_event_type' as never, '=', 'Lock' as never)
      .where('datname' as never, '=', (name) => name.fn('current_database', []) as never)
      .executeTakeFirstOrThrow()
    if (waiting.sessions >= count) return
    if (Date.now() > deadline) throw new Error(`nobody came to wait: ${waiting.sessions} of ${count}`)
  }
}
