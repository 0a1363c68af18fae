import type { Finding } from '../../domain/finding.ts'
import { type FailureView, shownClients } from '../../notices/findings-card.ts'
import type { Ports, Tx } from '../ports.ts'
import { viewIncident } from './incident-for.ts'
import type { TriageItem, TriageUseCases } from './triage.ts'

const atOnce = 10

/** What is open, failures of copies and of updates, oldest first, a page at a time. */
export const makeReadTriage =
  (ports: Ports): TriageUseCases['readTriage'] =>
  (after) =>
    ports.inTransaction(async (tx) => {
      const last = readCursor(after)
      const groups = await tx.findings.openGroups(last.finding, atOnce + 1)
      const incidents = await tx.incidents.unsettled(last.incident, atOnce + 1)
      const found = [
        ...groups.map((group) => ({ group, at: group.first.openedAt })),
        ...incidents.map((incident) => ({ incident, at: incident.openedAt })),
      ].sort((a, b) => a.at.getTime() - b.at.getTime())
      const items: TriageItem[] = []
      for (const one of found.slice(0, atOnce)) {
        if ('group' in one) {
          items.push({ group: one.group })
          last.finding = one.group.first.id
          continue
        }
        last.incident = one.incident.position
        const incident = await viewIncident(tx, ports, one.incident.update)
        if (incident) items.push({ incident })
      }
      const next = found.length > atOnce ? `${last.finding ?? ''}.${last.incident}` : null
      return { items, next, now: ports.clock.now() }
    })

/** Each kind is read on its own: the last finding and the last incident that were shown. */
function readCursor(text: string | null): { finding: string | null; incident: number } {
  const [, finding, incident] = /^(F-\d{1,15})?(?:\.(\d{1,15}))?$/.exec(text ?? '') ?? []
  return { finding: finding ?? null, incident: Number(incident ?? 0) }
}

export const makeReadFinding =
  (ports: Ports): TriageUseCases['readFinding'] =>
  (id) =>
    ports.inTransaction(async (tx) => {
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
