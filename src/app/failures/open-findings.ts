import type { Finding, FindingDraft } from '../../domain/findings/finding.ts'
import type { Verification } from '../../domain/findings/verification.ts'
import type { Tx } from '../ports/ports.ts'
import type { Telling } from '../telling/tell.ts'

/**
 * Opens the findings of a report. Triage has one message for each failure in a release: the first client's finding posts
 * it, the next ones redraw it and are told in its thread.
 * @returns them, and what is to be told of them in this transaction
 */
export async function openFindings(
  tx: Tx,
  verification: Verification,
  drafts: readonly FindingDraft[],
  now: Date,
): Promise<{ readonly findings: readonly Finding[]; readonly tellings: readonly Telling[] }> {
  if (drafts.length === 0) return { findings: [], tellings: [] }
  const { release } = verification
  // Of two reports that bring a failure first, one is first.
  await tx.findings.lockGroups(release)
  const known = await tx.findings.knownGroups(release, [...new Set(drafts.map((one) => one.fingerprint))])
  const findings = await tx.findings.insert(verification, drafts, now)
  const firsts = new Map([...findings].reverse().map((finding) => [finding.fingerprint, finding]))
  const tellings = findings
    .filter((finding) => firsts.get(finding.fingerprint) === finding)
    .map(({ id, fingerprint }): Telling => {
      const kind = known.has(fingerprint) ? 'findings-joined' : 'findings-opened'
      return { notice: { kind, client: null, facts: { release, fingerprint, finding: id } } }
    })
  return { findings, tellings }
}
