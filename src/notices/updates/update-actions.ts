import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import { formatSystem } from '../../domain/people/system.ts'
import { stillMovable } from '../../domain/updates/policy.ts'
import { seenOf, type Update } from '../../domain/updates/update.ts'
import type { VerbAction } from '../card/card.ts'

/** The buttons under one update: what a person may do with it now. The click is judged again. */
export function updateActions(update: Update, now: Date, numbers: PolicyNumbers, restorable: boolean): VerbAction[] {
  const args = { system: formatSystem(update), seen: seenOf(update) }
  if (update.status === 'cancelled') return restorable ? [{ verb: 'reschedule', label: 'Restore', args }] : []
  if (!stillMovable(update, now, numbers)) return []
  const move: VerbAction = { verb: 'reschedule', label: 'Reschedule', args }
  const cancel: VerbAction = { verb: 'cancel', label: 'Cancel', args, style: 'danger' }
  // A security release can be moved, never cancelled (4.2): no button that always refuses.
  return update.kind === 'security' ? [move] : [move, cancel]
}
