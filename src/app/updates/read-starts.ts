import { quarterHoursFrom } from '../../domain/time/slot.ts'
import { after, minute } from '../../domain/time/span.ts'
import { type Opening, openings } from '../../domain/time/windows/openings.ts'
import { bindingFreeze } from '../../domain/updates/freeze.ts'
import { limitsOf, type RuleId, type RuleRefusal, refusalOfMove } from '../../domain/updates/policy.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import type { Ports } from '../ports/ports.ts'
import { type Movable, readMovable } from '../scheduling/preview-move.ts'
import type { ReadStarts, Start } from '../use-cases/starts.ts'

/** Rules that no other time can mend: there is nothing to choose from. */
const hopeless: readonly RuleId[] = ['nothing-scheduled', 'already-started', 'too-late']

/**
 * Every quarter-hour of a span as the rules of a move judge it now: for a calendar to choose from. Nothing is held, so
 * the choice is judged again.
 */
export const makeReadStarts =
  (ports: Ports): ReadStarts =>
  ({ actor, system, from, until }) =>
    ports.inTransaction(async (tx) => {
      const read = await readMovable(tx, ports, actor, { system, seen: null }, false)
      if (!read.ok) return read
      const { judged, planning, restores, byServices, other } = read.value
      const own = judge(read.value, judged.startsAt, false)
      if (own && hopeless.includes(own.rule)) return refuse(own)
      return ok({
        update: judged,
        restores,
        limits: limitsOf(judged, planning.now, planning.numbers),
        numbers: planning.numbers,
        byServices,
        other: other && { ...other, zone: planning.client.zone },
        starts: startsOf(read.value, from, until, await planning.capacity.fullBetween(from, until)),
      })
    })

function startsOf(movable: Movable, from: Date, until: Date, full: ReadonlySet<number>): Start[] {
  const { judged } = movable
  const open = openUntil(movable, from, until)
  return [...quarterHoursFrom(from, after(until, -1))].map((at) => {
    const ends = after(at, judged.expectedMinutes * minute)
    const refusal = judge(movable, at, full.has(at.getTime()))
    return {
      at,
      rule: refusal?.rule ?? null,
      inWindow: open.some(({ opensAt, closesAt }) => opensAt <= at && ends <= closesAt),
      freeze: refusal?.freeze ?? null,
    }
  })
}

/** What is said of a move to `to`; every quarter-hour of UTC is one on the client's clock, too. */
function judge({ planning, judged, byServices }: Movable, to: Date, slotIsFull: boolean): RuleRefusal | null {
  return refusalOfMove({
    update: judged,
    to,
    now: planning.now,
    seen: null,
    byServices,
    numbers: planning.numbers,
    onQuarterHour: true,
    freeze: bindingFreeze(planning.freezes, to, { kind: judged.kind, byServices }),
    slotIsFull,
  })
}

function openUntil({ planning }: Movable, from: Date, until: Date): Opening[] {
  const found: Opening[] = []
  for (const opening of openings(planning.windows, planning.client.zone, from)) {
    if (opening.opensAt >= until) break
    found.push(opening)
  }
  return found
}
