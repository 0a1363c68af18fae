import { isToldToClients } from '../domain/releases/release.ts'
import type { Ports } from './ports/ports.ts'
import type { ReadUseCases } from './use-cases/reads.ts'

const unansweredShown = 20

/** The plain reads: one row or one page, as it stands. */
export const makeReads = ({
  inTransaction,
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
  readClient: (id) => inTransaction((tx) => tx.clients.find(id)),
  listClients: (page) => inTransaction((tx) => tx.clients.list(page)),
  async findClients(words, after, limit) {
    const found = await inTransaction((tx) => tx.clients.search(words, after, limit + 1))
    return { items: found.slice(0, limit), more: found.length > limit }
  },
  readRelease: (version) => inTransaction((tx) => tx.releases.find(version)),
  listReleases: (client = null) =>
    inTransaction(async (tx) => {
      const releases = await tx.releases.list()
      if (client === null) return releases
      const reached = await tx.releases.reaching(client)
      return releases.filter((release) => isToldToClients(release, reached.has(release.version)))
    }),
  listVerifications: (filter, page) => inTransaction((tx) => tx.verifications.list(filter, page)),
  readUpdate: (id) => inTransaction((tx) => tx.updates.find(id)),
  listUpdates: (filter, page) => inTransaction((tx) => tx.updates.list(filter, page)),
  readRequest: (id) => inTransaction((tx) => tx.urgentRequests.find(id)),
  listUnansweredRequests: () => inTransaction((tx) => tx.urgentRequests.unansweredSince(clock.now(), unansweredShown)),
  readDeliveries: (client, withRooms, page) => inTransaction((tx) => tx.ledger.ofClient(client, withRooms, page)),
  readDoubts: (page) => inTransaction((tx) => tx.ledger.inDoubt(page)),
  readHistory: (client, limit) => inTransaction((tx) => tx.audit.ofClient(client, limit)),
  whoIs: (account) => inTransaction((tx) => tx.people.find(account)),
  awaitedAt: (channel) => inTransaction((tx) => tx.places.awaitedAt(channel)),
  whereIs: (channel) => inTransaction((tx) => tx.places.atChannel(channel)),
})
