import { makeApiKeys } from '../../src/adapters/postgres/operations/api-keys-repository.ts'
import type { Database } from '../../src/adapters/postgres/plumbing/database.ts'
import { type ApiScope, apiScopes } from '../../src/app/ports/stores/api-ports.ts'
import type { Link } from '../../src/app/use-cases/links.ts'
import { after, day } from '../../src/domain/time/span.ts'
import type { House } from '../../src/main/compose-app.ts'
import { pipeline, receivedReport } from '../../tests/support/cast.ts'
import type { StageClock } from './clock.ts'
import { documents } from './people.ts'

/** Whose key: the vendor's, a client's, one of a system, one that only reads. */
export const keyNames = ['vendor', 'acme', 'acme/staging', 'beta', 'reader'] as const
export type KeyName = (typeof keyNames)[number]

/** What a request may name, as it is now. */
export type Props = {
  readonly tokens: Readonly<Record<KeyName, string>>
  /** Ids as people and pipelines see them, by what they are of. */
  ids(
    of: 'updates' | 'verifications' | 'findings' | 'urgent_requests' | 'freezes' | 'places',
  ): Promise<readonly string[]>
  releases(): Promise<readonly string[]>
  /** A link that the house itself would have made; `old` has expired. */
  link(
    purpose: Link['purpose'],
    whose: 'acme' | 'beta' | 'staff',
    old?: boolean,
  ): Promise<{ token: string; form: string }>
  /** Puts everything back that vendors and clients may have changed so far, and starts another roll-out. */
  refresh(): Promise<void>
}

const letters = {
  updates: 'U',
  verifications: 'V',
  findings: 'F',
  urgent_requests: 'R',
  freezes: 'Z',
  places: 'P',
} as const

export async function makeProps(house: House, db: Database, clock: StageClock): Promise<Props> {
  const keys = makeApiKeys(db)
  const { app, ports } = house
  let round = 0
  let links = 0

  async function refresh(): Promise<void> {
    round += 1
    const running = await app.listUpdates({ status: 'updating' }, { after: null, limit: 20 })
    for (const { id } of running.items) await app.recordUpdate(id, { status: 'updated', version: null }, pipeline)
    for (const document of documents) await app.putClient(document, null, pipeline)
    const version = `4.${round}.0`
    const notesUrl = 'https://vendor.example/n'
    await app.registerRelease({ version, kind: 'regular', notesUrl }, pipeline)
    await app.judgeRelease(version, receivedReport(20), pipeline)
    // Acme is scheduled, Beta has failures to decide, Delta waits for its report; the next release for its gate.
    for (const [client, failures] of [
      ['acme', []],
      ['beta', [{ name: `round ${round}` }]],
    ] as const) {
      const { items } = await app.listVerifications({ client, release: version }, { after: null, limit: 1 })
      const [verification] = items
      if (verification) await app.receiveReport(verification.id, receivedReport(10, failures), null)
    }
    await app.registerRelease({ version: `4.${round}.1`, kind: 'regular', notesUrl }, pipeline)
    await startOne()
    const actor = { kind: 'person' as const, id: 'beta-ada', name: 'Ada', administers: ['beta'], roles: [] }
    const system = { client: 'beta', environment: 'production' as const }
    const wish = { release: version, reason: 'It is urgent.', wishedAt: null }
    await app.requestUrgent({ actor, request: `fuzz-${round}`, system, ...wish })
  }

  /** It becomes the time of the first update that is planned, and it is handed to its runner. */
  async function startOne(): Promise<void> {
    const { items } = await app.listUpdates({ client: 'acme', status: 'scheduled' }, { after: null, limit: 1 })
    const [update] = items
    if (!update) return
    clock.goTo(update.startsAt)
    await house.work.startUpdate(update.id)
  }

  await refresh()
  const create = async (name: string, scopes: readonly ApiScope[], bound: string | null): Promise<string> => {
    const [client = null, environment] = bound?.split('/') ?? []
    const made = await keys.create(
      { name, scopes, client, environment: environment === 'staging' ? environment : null },
      ports.clock.now(),
    )
    return made.token
  }
  const tokens = {
    vendor: await create('vendor', apiScopes, null),
    acme: await create('acme', apiScopes, 'acme'),
    'acme/staging': await create('acme/staging', apiScopes, 'acme/staging'),
    beta: await create('beta', apiScopes, 'beta'),
    reader: await create('reader', ['read'], null),
  }
  return {
    tokens,
    refresh,
    async ids(of) {
      const rows = await db.selectFrom(of).select('id').orderBy('id', 'desc').limit(12).execute()
      return rows.map(({ id }) => `${letters[of]}-${id}`)
    },
    async releases() {
      const rows = await db.selectFrom('releases').select('version').orderBy('created_at', 'desc').limit(8).execute()
      return rows.map(({ version }) => version)
    },
    async link(purpose, whose, old = false) {
      const signer = ports.links
      if (!signer) throw new Error('no links here')
      links += 1
      const holder =
        whose === 'staff'
          ? ({ kind: 'staff', person: 'olga' } as const)
          : ({ kind: 'administrator', client: whose, person: `${whose}-ada` } as const)
      const id = `fuzz-${links}`
      const subject = purpose === 'report' ? ((await newestReport(db, whose)) ?? null) : null
      const expiresAt = after(ports.clock.now(), (old ? -1 : 1) * day)
      const generation = await ports.inTransaction((tx) => tx.links.generationOf(holder))
      const token = await signer.sign({ id, purpose, holder, subject, generation, expiresAt })
      return { token, form: await signer.formToken(id) }
    },
  }
}

async function newestReport(db: Database, client: string): Promise<string | undefined> {
  const row = db.selectFrom('verifications').select('id').where('client', '=', client).orderBy('id', 'desc')
  const found = await row.limit(1).executeTakeFirst()
  return found && `V-${found.id}`
}
