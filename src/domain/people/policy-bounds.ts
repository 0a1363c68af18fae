import type { PolicyNumbers } from './policy-numbers.ts'

type PolicyName = keyof PolicyNumbers

/** Between which numbers a client may choose its own; what is left out is the vendor's alone. */
export type PolicyBounds = Readonly<Partial<Record<PolicyName, { readonly least: number; readonly most: number }>>>

/**
 * What a client may choose unless the vendor says otherwise: to be told earlier, up to twice as early; a longer outage
 * than is usual; and whatever binds only its own people more. How late something starts or is given up, how far ahead a
 * start is looked for and what a newer release takes over is nobody's choice but the vendor's: a number there can keep
 * updates away for good.
 * @param vendor the vendor's own numbers, which are always within
 */
export function boundsOf(vendor: PolicyNumbers, own: PolicyBounds = {}): PolicyBounds {
  const upTo = (name: PolicyName, most: number) => ({
    least: vendor[name],
    most: Math.max(vendor[name], most),
  })
  const downTo = (name: PolicyName, least: number) => ({
    least: Math.min(vendor[name], least),
    most: vendor[name],
  })
  return {
    noticeHours: upTo('noticeHours', 2 * vendor.noticeHours),
    securityNoticeHours: upTo('securityNoticeHours', 2 * vendor.securityNoticeHours),
    expectedMinutes: upTo('expectedMinutes', 4 * vendor.expectedMinutes),
    cutOffHours: upTo('cutOffHours', 48),
    leadMinutes: upTo('leadMinutes', 24 * 60),
    deadlineDays: downTo('deadlineDays', 14),
    securityDeadlineDays: downTo('securityDeadlineDays', 3),
    maxReleasesBehind: downTo('maxReleasesBehind', 0),
    maxSkipsInARow: downTo('maxSkipsInARow', 0),
    ...own,
  }
}

/** A number that a client may not give itself, and why: the rest of a sentence that begins with its name. */
export type PolicyRefusal = { readonly name: PolicyName; readonly reason: string }

/**
 * Judges the numbers that a client asks for itself.
 * @param granted those that the vendor set for this client: they stand, whatever the client says or leaves out
 * @returns one refusal for each number that is not the client's to choose
 */
export function judgeOwnPolicy(
  wished: Partial<PolicyNumbers>,
  granted: Partial<PolicyNumbers>,
  bounds: PolicyBounds,
): PolicyRefusal[] {
  return (Object.keys(wished) as PolicyName[]).flatMap((name) => {
    const [number, set, bound] = [wished[name], granted[name], bounds[name]]
    if (number === undefined || number === set) return []
    if (set !== undefined)
      return [{ name, reason: `was set by the vendor, to ${set}: only a key of the vendor changes it` }]
    if (!bound) return [{ name, reason: 'is for the vendor to set: only a key of the vendor does' }]
    if (number >= bound.least && number <= bound.most) return []
    return [{ name, reason: `may be ${spanOf(bound)}: beyond that a key of the vendor sets it` }]
  })
}

const spanOf = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  least === most ? String(least) : `${least} to ${most}`
