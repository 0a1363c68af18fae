import type { Others } from '../../src/app/use-cases/triage.ts'
import type { Finding } from '../../src/domain/findings/finding.ts'
import type { FindingAnswer, FindingQuestion } from '../../src/notices/forms/finding-forms.ts'
import { cut } from '../../src/notices/words/words.ts'

export type OthersMeant = {
  readonly clients: NonNullable<Others>['clients'] | null
  /** Their findings, as they are now. */
  readonly listed: readonly Finding[]
  readonly problems: Readonly<Record<string, string>>
}

const thisOnly: OthersMeant = { clients: null, listed: [], problems: {} }

/** Which other clients one decision is for: none, all that share the failure, or those named by their ids. */
export function othersMeant({ scope, clients }: FindingAnswer, { finding, others }: FindingQuestion): OthersMeant {
  if (scope === 'all') return { clients: 'all', listed: others, problems: {} }
  if (scope !== 'named') return thisOnly
  const named = [...new Set((clients ?? '').toLowerCase().split(/[\s,;]+/))].filter(
    (id) => id !== '' && id !== finding.client,
  )
  if (named.length === 0) return { ...thisOnly, problems: { clients: 'Name the clients by their ids.' } }
  const unknown = named.filter((id) => !others.some(({ client }) => client === id))
  const problems =
    unknown.length > 0 ? { clients: `Not waiting with this failure: ${cut(unknown.join(', '), 200)}.` } : undefined
  const listed = others.filter(({ client }) => named.includes(client))
  return { clients: named, listed, problems: problems ?? {} }
}

/** @returns the id of the newest finding; ids count up */
export const newestOf = (findings: readonly Finding[]): string =>
  findings.map(({ id }) => id).reduce((a, b) => (Number(b.slice(2)) > Number(a.slice(2)) ? b : a))
