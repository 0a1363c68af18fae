import { type ComparedWord, comparedWords, type ReportComparison } from '../../domain/findings/compare-reports.ts'
import type { ComparedFinding, Finding } from '../../domain/findings/finding.ts'
import type { Fact } from '../card/card.ts'
import { counted, number } from './words.ts'

const word: Readonly<Record<ComparedWord, string>> = {
  new: 'new',
  'still-failing': 'still failing',
  fixed: 'fixed',
  flaky: 'flaky',
}

/** @returns `new since 3.9.11`, `still failing, as on 3.9.11`, `flaky`; null where there was no report before */
export function comparedWith(compared: ComparedFinding | null): string | null {
  if (!compared) return null
  if (compared.word === 'flaky') return 'flaky: it comes and goes'
  if (compared.since === null) return null
  return compared.word === 'new' ? `new since ${compared.since}` : `still failing, as on ${compared.since}`
}

/** @returns e.g. `Since 3.9.11`: `2 new, 1 still failing, 3 fixed`; nothing where nothing failed then or now */
export function comparisonFact(comparison: ReportComparison | null): Fact[] {
  if (!comparison || comparison.since === null) return []
  const parts = comparedWords.flatMap((one) =>
    comparison.counts[one] > 0 ? [`${number(comparison.counts[one])} ${word[one]}`] : [],
  )
  return parts.length > 0 ? [{ label: `Since ${comparison.since}`, value: parts.join(', ') }] : []
}

/** @returns e.g. `New at 12 clients, still failing at 3.`; null for a single client, whose line says it */
export function comparedAcross(findings: readonly Finding[]): string | null {
  const clients = (one: ComparedFinding['word']): number =>
    new Set(
      findings.flatMap(({ client, compared }) => (compared?.word === one && comparedWith(compared) ? [client] : [])),
    ).size
  const parts = (['new', 'still-failing', 'flaky'] as const).flatMap((one) => {
    const count = clients(one)
    return count > 0 ? [`${word[one]} at ${counted(count, 'client')}`] : []
  })
  if (new Set(findings.map(({ client }) => client)).size < 2 || parts.length === 0) return null
  const [first = '', ...others] = parts
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join(', ')}, against each one’s last report.`
}
