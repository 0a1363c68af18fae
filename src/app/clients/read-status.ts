import { currentRelease } from '../../domain/releases/release.ts'
import { haveSeenAll } from '../../domain/updates/seen.ts'
import { awaitsStart } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import type { ClientStatus, ReadUseCases, SystemStatus, VerificationView } from '../use-cases/reads.ts'

/** What runs on each system of a client, what is planned, and what may be done. */
export const makeReadStatus =
  (ports: Ports): ReadUseCases['readStatus'] =>
  (id) =>
    ports.withoutTransaction(async (tx): Promise<ClientStatus | null> => {
      const client = await tx.clients.find(id)
      if (!client) return null
      const current = currentRelease(await tx.releases.list())
      const verification = current && (await tx.verifications.current(id, current.version))
      const standings = await tx.standings.of(id)
      const systems = standings.flatMap(({ environment, update, seen, ...standing }): SystemStatus[] => {
        const system = client.systems.find((one) => one.environment === environment)
        if (!system) return []
        const waiting = update && awaitsStart(update.status) ? [update.id] : []
        return [{ ...system, ...standing, update, seenBy: haveSeenAll(waiting, seen) }]
      })
      return {
        client,
        now: ports.clock.now(),
        current,
        verification,
        systems,
        numbers: numbersOf(ports, client),
      }
    })

/** The client's newest verification, with its report and findings. */
export const makeReadHealth =
  (ports: Ports): ReadUseCases['readHealth'] =>
  (client) =>
    ports.withoutTransaction(async (tx) => {
      const newest = await tx.verifications.newestOf(client)
      return newest ? viewOf(tx, newest.id) : null
    })

export const makeReadVerification =
  (ports: Ports): ReadUseCases['readVerification'] =>
  (id) =>
    ports.withoutTransaction((tx) => viewOf(tx, id))

export const makeReadComparison =
  (ports: Ports): ReadUseCases['readComparison'] =>
  (id) =>
    ports.withoutTransaction(async (tx) => (await viewOf(tx, id))?.report?.comparison ?? null)

async function viewOf(tx: Tx, id: string): Promise<VerificationView | null> {
  const verification = await tx.verifications.find(id)
  const client = verification && (await tx.clients.find(verification.client))
  const release = verification && (await tx.releases.find(verification.release))
  if (!verification || !client || !release) return null
  const report = verification.report ? await tx.reports.find(verification.report) : null
  return { client, release, verification, report, findings: await tx.findings.ofVerification(id) }
}
