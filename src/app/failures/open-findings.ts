import type { Finding, FindingDraft } from '../../domain/findings/finding.ts'
import type { Verification } from '../../domain/findings/verification.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

/**
 * Opens the findings of a report. Triage has one message for each failure in a release: the first client's finding posts
 * it, the next ones redraw it and are told in its thread.
 */
export async function openFindings(
  tx: Tx,
  verification: Verification,
  drafts: readonly FindingDraft[],
  now: Date,
): Promise<readonly Finding[]> {
  if (drafts.length === 0) return []
  const { release } = verification
  // Of two reports that bring a failure first, one is first.
  await tx.findings.lockGroups(release)
  const known = await tx.findings.knownGroups(release, [...new Set(drafts.map((one) => one.fingerprint))])
  const findings = await tx.findings.insert(verification, drafts, now)
  const firsts = new Map([...findings].reverse().map((finding) => [finding.fingerprint, finding]))
  for (const finding of findings) {
    const { id, fingerprint } = finding
    if (firsts.get(fingerprint) !== finding) continue
    const kind = known.has(fingerprint) ? 'findings-joined' : 'findings-opened'
    await tell(tx, { kind, client: null, facts: { release, fingerprint, finding: id } }, now)
  }
  return findings
}
