import type { Block, Card } from './card.ts'
import type { HealthView } from './health-report-card.ts'
import { notesLink } from './release-notes.ts'
import { counted, countWords, cut } from './words.ts'

const shown = 8

/** What specialists see in the triage channel when a report brings findings. */
export function findingsCard({ client, release, verification, summary, findings }: HealthView): Card {
  const blocks: Block[] = [
    {
      type: 'facts',
      facts: [
        { label: 'Client', value: client.name },
        { label: 'Release', value: release.version },
        { label: 'Verification', value: verification.id },
        { label: 'Result on the copy', value: summary ? countWords(summary.totals) : 'none' },
      ],
    },
  ]
  for (const finding of findings.slice(0, shown)) {
    blocks.push({
      type: 'text',
      text: [
        { code: finding.id },
        ' ',
        { bold: cut(finding.name, 150) },
        finding.suite ? ` in ${cut(finding.suite, 100)}` : '',
      ],
    })
    if (finding.message) blocks.push({ type: 'quote', text: cut(finding.message, 500) })
  }
  if (findings.length > shown)
    blocks.push({ type: 'text', text: `… and ${counted(findings.length - shown, 'more')}.` })
  return {
    kind: 'findings',
    tone: 'warning',
    title: `${client.name}: ${counted(findings.length, 'finding')} on ${release.version}`,
    summary: `${counted(findings.length, 'finding')} for ${client.name} on release ${release.version}`,
    blocks,
    actions: [{ verb: 'health', label: 'Health report', args: { client: client.id } }, notesLink(release)],
  }
}
