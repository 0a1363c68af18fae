import { isToldToClients } from '../domain/releases/release.ts'
import type { Ports } from './ports/ports.ts'
import type { ReadUseCases } from './use-cases/reads.ts'

const unansweredShown = 20

/** The plain reads: one row or one page, as it stands. */
export const makeReads = ({
  withoutTransaction,
  clock,
  rules,
}: Ports): Omit<
  ReadUseCases,
  | 'readInbox'
  | 'readFeed'
  | 'planRelease'
  | 'readReleaseBoard'
  | 'readStatus'
  | 'readHealth'
  | 'readVerification'
  | 'readReleaseProgress'
  | 'readComparison'
> => ({
  contact: rules.contact ?? null,
  readClient: (id) => withoutTransaction((tx) => tx.clients.find(id)),
  listClients: (page) => withoutTransaction((tx) => tx.clients.list(page)),
  async findClients(words, after, limit) {
    const found = await withoutTransaction((tx) => tx.clients.search(words, after, limit + 1))
    return { items: found.slice(0, limit), more: found.length > limit }
  },
  readRelease: (version) => withoutTransaction((tx) => tx.releases.find(version)),
  listReleases: (client = null) =>
    withoutTransaction(async (tx) => {
      const releases = await tx.releases.list()
      if (client === null) return releases
      const reached = await tx.releases.reaching(client)
      return releases.filter((release) => isToldToClients(release, reached.has(release.version)))
    }),
  listVerifications: (filter, page) => withoutTransaction((tx) => tx.verifications.list(filter, page)),
  readUpdate: (id) => withoutTransaction((tx) => tx.updates.find(id)),
  listUpdates: (filter, page) => withoutTransaction((tx) => tx.updates.list(filter, page)),
  readRequest: (id) => withoutTransaction((tx) => tx.urgentRequests.find(id)),
  listUnansweredRequests: () =>
    withoutTransaction((tx) => tx.urgentRequests.unansweredSince(clock.now(), unansweredShown)),
  readDeliveries: (client, withRooms, page) => withoutTransaction((tx) => tx.ledger.ofClient(client, withRooms, page)),
  readDoubts: (page) => withoutTransaction((tx) => tx.ledger.inDoubt(page)),
  readHistory: (client, limit) => withoutTransaction((tx) => tx.audit.ofClient(client, limit)),
  whoIs: (account) => withoutTransaction((tx) => tx.people.find(account)),
  meet: (account, channel) => withoutTransaction((tx) => tx.people.meet(account, channel)),
  awaitedAt: (channel) => withoutTransaction((tx) => tx.places.awaitedAt(channel)),
  whereIs: (channel) => withoutTransaction((tx) => tx.places.atChannel(channel)),
})
