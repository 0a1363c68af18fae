import type { ActorStamp } from '../people/actor.ts'
import type { UpdateStatus } from './update.ts'

/**
 * An update that failed, from which no word came, or after which the check of the live system failed: somebody finds out
 * why. It is settled by a person, or by itself when an update of the same system goes through.
 */
export type Incident = {
  /** The id of the update, which is that of the incident, too. */
  readonly update: string
  /** Its place in the order in which they came. */
  readonly position: number
  readonly openedAt: Date
  readonly status: 'open' | 'claimed' | 'settled'
  readonly claimedBy: ActorStamp | null
  readonly settledBy: ActorStamp | null
  readonly settledAt: Date | null
  /** What was found and done, for the vendor. */
  readonly note: string | null
  readonly revision: number
}

export const claimedIncident = (incident: Incident, by: ActorStamp): Incident => ({
  ...incident,
  status: 'claimed',
  claimedBy: by,
})

export const settledIncident = (incident: Incident, by: ActorStamp, at: Date): Incident => ({
  ...incident,
  status: 'settled',
  settledBy: by,
  settledAt: at,
})

/** Something is wrong once more with what was settled: nobody has that in hand yet. */
export const reopenedIncident = (incident: Incident): Incident =>
  incident.status === 'settled'
    ? { ...incident, status: 'open', claimedBy: null, settledBy: null, settledAt: null }
    : incident

export type IncidentRefusal = {
  readonly code: 'settled-already' | 'claimed-by-other' | 'changed-meanwhile' | 'not-its-end'
  readonly detail: string
}

/**
 * What a person says became of it. A silent update went through or failed; a failed one is `done`, once somebody knows
 * why it failed.
 */
export type IncidentEnd = 'updated' | 'failed' | 'done'

/** @returns why this person may not take it in hand, or null */
export function refusalOfClaim(
  { update, status, claimedBy, settledBy }: Incident,
  person: string,
  takeOver: boolean,
): IncidentRefusal | null {
  if (status === 'settled') return { code: 'settled-already', detail: `${update} was settled by ${settledBy?.name}.` }
  if (status === 'claimed' && claimedBy?.id !== person && !takeOver)
    return { code: 'claimed-by-other', detail: `${claimedBy?.name} has ${update} in hand.` }
  return null
}

/**
 * @param seen the revision that the form was drawn from
 * @returns why this person may not say that it ended so, or null
 */
export function refusalOfEnd(
  incident: Incident,
  status: UpdateStatus,
  { end, person, seen }: { readonly end: IncidentEnd; readonly person: string; readonly seen: number | null },
): IncidentRefusal | null {
  const { update, revision } = incident
  const refused = refusalOfClaim(incident, person, false)
  if (refused) return refused
  const isSilent = status === 'stalled'
  if (isSilent === (end === 'done') || (seen !== null && seen !== revision)) {
    const now = isSilent ? 'no word has come from it' : `it is ${status}`
    const detail = `${update} changed after what you see was drawn: ${now}. Nothing was done; look again.`
    return { code: seen === null ? 'not-its-end' : 'changed-meanwhile', detail }
  }
  return null
}
