import type { ActorStamp } from '../people/actor.ts'
import type { Finding, FindingStatus } from './finding.ts'
import type { Verdict } from './verdict.ts'

const moves: Readonly<Record<FindingStatus, readonly FindingStatus[]>> = {
  open: ['claimed', 'accepted', 'confirmed', 'obsolete'],
  claimed: ['open', 'claimed', 'accepted', 'confirmed', 'obsolete'],
  accepted: ['confirmed', 'obsolete'],
  confirmed: ['accepted', 'obsolete'],
  obsolete: [],
}

/** @returns whether a finding may go from one status to another (DESIGN 3). Claiming a claimed one hands it over. */
export const mayBeTurned = (from: FindingStatus, to: FindingStatus): boolean => moves[from].includes(to)

/** Whether a person has yet to decide. */
export const awaitsDecision = (status: FindingStatus): boolean => status === 'open' || status === 'claimed'

/** Whether somebody else has taken it in hand, so that it is not looked at twice. */
export const isClaimedByOther = (
  { status, claimedBy }: Pick<Finding, 'status' | 'claimedBy'>,
  person: string,
): boolean => status === 'claimed' && claimedBy !== null && claimedBy.id !== person

export const claimed = (finding: Finding, by: ActorStamp): Finding => ({
  ...finding,
  status: 'claimed',
  claimedBy: by,
})

/** Puts it back: it waits for somebody to claim it, as it did at first. */
export const putBack = (finding: Finding): Finding => ({ ...finding, status: 'open', claimedBy: null })

export const decided = (finding: Finding, verdict: Verdict): Finding => ({
  ...finding,
  status: verdict.decision,
  verdict,
})

/** Why a finding cannot be taken in hand, or given to somebody: a person has decided it. */
export function refusalOfDecided({
  id,
  status,
  verdict,
}: Finding): { readonly code: 'already-decided'; readonly detail: string } | null {
  if (awaitsDecision(status)) return null
  const by = verdict ? ` by ${verdict.by.name}` : ''
  return { code: 'already-decided', detail: `${id} is ${status}${by} already.` }
}

/** Why a decision is not possible; `detail` is one sentence that says what to do. */
export type DecisionRefusal = {
  readonly code: 'already-decided' | 'changed-meanwhile' | 'claimed-by-other'
  readonly detail: string
}

/**
 * @param seen the revision that a button or form was drawn from; null for a typed command
 * @param person who decides
 * @returns why this decision is not possible now, or null
 */
export function refusalOfDecision(
  finding: Finding,
  decision: Verdict['decision'],
  { seen, person }: { readonly seen: number | null; readonly person: string },
): DecisionRefusal | null {
  const { id, status, verdict, claimedBy } = finding
  const by = verdict ? ` by ${verdict.by.name}` : ''
  if (status === decision || !mayBeTurned(status, decision))
    return { code: 'already-decided', detail: `${id} is ${status}${by} already.` }
  if (!awaitsDecision(status) && seen !== null && seen !== finding.revision) {
    const detail = `${id} was ${status}${by} after what you see was drawn. Nothing was done; look at it again.`
    return { code: 'changed-meanwhile', detail }
  }
  if (isClaimedByOther(finding, person)) {
    const detail = `${claimedBy?.name} has ${id} in hand. Take it over before you decide it.`
    return { code: 'claimed-by-other', detail }
  }
  return null
}

/**
 * The findings that one decision about `first` turns: those of the same failure that nobody else has in hand and that are
 * undecided, or decided as `first` is when that is taken back; `first` is always among them.
 * @param group the findings of one failure in one release
 * @param clients the clients that are meant besides the first one's; null for all of them
 */
export function decidedTogether(
  first: Finding,
  group: readonly Finding[],
  clients: readonly string[] | null,
  person: string,
): Finding[] {
  return group.filter((finding) => {
    if (finding.id === first.id) return true
    if (finding.client !== first.client && clients !== null && !clients.includes(finding.client)) return false
    return (awaitsDecision(finding.status) || finding.status === first.status) && !isClaimedByOther(finding, person)
  })
}
