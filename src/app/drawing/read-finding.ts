import type { Finding } from '../../domain/findings/finding.ts'
import { shownClients } from '../../notices/findings/findings-card.ts'
import type { FailureView } from '../../notices/notice/views.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { TriageUseCases } from '../use-cases/triage.ts'

export const makeReadFinding =
  (ports: Ports): TriageUseCases['readFinding'] =>
  (id) =>
    ports.withoutTransaction(async (tx) => {
      const finding = await tx.findings.find(id)
      if (!finding) return null
      const { release, client, fingerprint } = finding
      return {
        finding,
        group: await tx.findings.ofGroup(finding),
        elsewhere: await tx.findings.lastVerdict(fingerprint, { release, client }),
      }
    })

/** Reads what the message of one failure in triage shows. */
export async function readFailure(
  tx: Tx,
  about: { readonly release: string; readonly fingerprint: string; readonly finding: string },
): Promise<FailureView> {
  const { fingerprint } = about
  const release = await tx.releases.find(about.release)
  const findings = await tx.findings.ofGroup(about)
  const sample = findings[0] ?? (await tx.findings.find(about.finding))
  if (!release || !sample) throw new Error(`Finding ${about.finding} is gone`)
  return {
    release,
    sample,
    findings,
    joined: findings.find(({ id }) => id === about.finding) ?? null,
    names: await namesOf(tx, findings),
    earlier: await tx.findings.lastVerdict(fingerprint, { release: release.version, client: null }),
  }
}

/** The names of the clients that a card shows; reading all of hundreds would be for nothing. */
async function namesOf(tx: Tx, findings: readonly Finding[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { client } of findings) {
    if (names.size === shownClients) break
    if (!names.has(client)) names.set(client, (await tx.clients.find(client))?.name ?? client)
  }
  return names
}
