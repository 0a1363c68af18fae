import DataLoader from 'dataloader'
import type { Tx } from '../ports/ports.ts'
import type { ClientRelease } from '../ports/stores/update-ports.ts'

/**
 * The same store, for many who read it side by side: what several ask for in the same moment is read with one statement, and
 * what was read before is not read again. For readers only: what is written meanwhile may not be seen.
 */
export function readTogether(tx: Tx): Tx {
  const ofRelease = together((pairs: readonly ClientRelease[]) => updatesOf(tx, pairs))
  const currents = together((clients: readonly string[]) => currentsOf(tx, clients))
  const verification = together((pairs: readonly ClientRelease[]) => verificationsOf(tx, pairs))
  const releases = each(() => tx.releases.list())
  return {
    ...tx,
    clients: { ...tx.clients, find: together(async (ids) => pick(ids, await tx.clients.findAll(ids))) },
    releases: { ...tx.releases, find: each(tx.releases.find), list: () => releases('all') },
    verifications: {
      ...tx.verifications,
      find: together(async (ids) => pick(ids, byId(await tx.verifications.findAll(ids)))),
      current: (client, release) => verification({ client, release }),
    },
    reports: { ...tx.reports, find: together(async (ids) => pick(ids, byId(await tx.reports.findAll(ids)))) },
    findings: { ...tx.findings, ofVerification: each(tx.findings.ofVerification) },
    updates: {
      ...tx.updates,
      ofRelease: (client, release) => ofRelease({ client, release }),
      current: async ({ client, environment }) =>
        (await currents(client)).find((update) => update.environment === environment) ?? null,
      calendarTurn: together(tx.updates.calendarTurns),
    },
    outcomes: { ...tx.outcomes, last: together(tx.outcomes.lastOf) },
    audit: { ...tx.audit, latest: together(async (subjects) => pick(subjects, await tx.audit.latestOf(subjects))) },
    seen: {
      ...tx.seen,
      of: together(async (lists) => {
        const seen = await tx.seen.of([...new Set(lists.flat())])
        return lists.map((updates) => seen.filter(({ update }) => updates.includes(update)))
      }),
    },
    links: { ...tx.links, generationOf: together(tx.links.generationsOf) },
    ledger: { ...tx.ledger, unsaidFrom: together(async (ids) => pick(ids, await tx.ledger.unsaidAmong(ids))) },
  }
}

/** Asks for all that is wanted in the same moment at once, and for each key once. */
function together<Key, Value>(read: DataLoader.BatchLoadFn<Key, Value>): (key: Key) => Promise<Value> {
  const loader = new DataLoader<Key, Value, string>(read, { cacheKeyFn: JSON.stringify, batchScheduleFn: setImmediate })
  return (key) => loader.load(key)
}

/** The same of what can only be asked for one by one. */
const each = <Key, Value>(read: (key: Key) => Promise<Value>): ((key: Key) => Promise<Value>) =>
  together((keys) => Promise.all(keys.map(read)))

const byId = <Value extends { readonly id: string }>(values: readonly Value[]): ReadonlyMap<string, Value> =>
  new Map(values.map((value) => [value.id, value]))

const pick = <Value>(keys: readonly string[], found: ReadonlyMap<string, Value>): readonly (Value | null)[] =>
  keys.map((key) => found.get(key) ?? null)

async function currentsOf(tx: Tx, clients: readonly string[]) {
  const updates = await tx.updates.currents(clients)
  return clients.map((client) => updates.filter((update) => update.client === client))
}

async function updatesOf(tx: Tx, pairs: readonly ClientRelease[]) {
  const updates = await tx.updates.ofReleases(pairs)
  return pairs.map(({ client, release }) =>
    updates.filter((update) => update.client === client && update.release === release),
  )
}

async function verificationsOf(tx: Tx, pairs: readonly ClientRelease[]) {
  const versions = [...new Set(pairs.map(({ release }) => release))]
  const found = await Promise.all(
    versions.map(async (version) => {
      const clients = pairs.filter(({ release }) => release === version).map(({ client }) => client)
      return [version, await tx.verifications.currentAt(clients, version)] as const
    }),
  )
  const current = new Map(found)
  return pairs.map(({ client, release }) => current.get(release)?.get(client) ?? null)
}
