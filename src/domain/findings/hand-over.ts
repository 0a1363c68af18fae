import type { Finding } from './finding.ts'
import { awaitsDecision, isClaimedByOther, refusalOfDecided } from './triage.ts'

/** Why a finding cannot be handed over; `detail` is one sentence that says what to do. */
export type HandOverRefusal = {
  readonly code:
    | 'already-decided'
    | 'changed-meanwhile'
    | 'to-yourself'
    | 'in-their-hands'
    | 'in-nobodys-hands'
    | 'claimed-by-other'
  readonly detail: string
}

export type HandOver = {
  /** Who hands it over. */
  readonly person: string
  /** Who gets it; null puts it back. */
  readonly to: { readonly id: string; readonly name: string } | null
  /** The revision that a form was drawn from; null for a typed command. */
  readonly seen: number | null
  /** Whether it was asked for knowing that somebody else has it in hand. */
  readonly takeOver: boolean
}

/** @returns why a finding may not change hands so, or null */
export function refusalOfHandOver(finding: Finding, { person, to, seen, takeOver }: HandOver): HandOverRefusal | null {
  const { id, status, claimedBy } = finding
  const decided = refusalOfDecided(finding)
  if (decided) return decided
  const holder = status === 'claimed' ? claimedBy : null
  if (seen !== null && seen !== finding.revision) {
    const now = holder ? `${holder.name} has ${id} in hand since` : `${id} was put back after`
    return {
      code: 'changed-meanwhile',
      detail: `${now} what you see was drawn. Nothing was done; look again.`,
    }
  }
  if (to === null && holder === null)
    return { code: 'in-nobodys-hands', detail: `Nobody has ${id} in hand, so it waits for somebody already.` }
  if (to !== null && to.id === holder?.id) {
    const who = to.id === person ? 'You have' : `${to.name} has`
    return { code: 'in-their-hands', detail: `${who} ${id} in hand already.` }
  }
  if (to?.id === person) return { code: 'to-yourself', detail: `To take ${id} in hand yourself, claim it.` }
  if (isClaimedByOther(finding, person) && !takeOver)
    return { code: 'claimed-by-other', detail: `${holder?.name} has ${id} in hand.` }
  return null
}

/**
 * The findings of one failure that change hands together: the undecided ones that are nobody's, the giver's own, and those
 * of whoever has the first one in hand.
 * @param group the findings of the failure in one release
 */
export function handedOverTogether(
  first: Finding,
  group: readonly Finding[],
  { person, to }: Pick<HandOver, 'person' | 'to'>,
): Finding[] {
  const givers = new Set([person, first.status === 'claimed' ? first.claimedBy?.id : person])
  return group.filter(({ status, claimedBy }) => {
    if (!awaitsDecision(status)) return false
    if (status === 'open') return to !== null
    return claimedBy !== null && claimedBy.id !== to?.id && givers.has(claimedBy.id)
  })
}
