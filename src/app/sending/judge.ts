import type { Address } from '../../domain/people/place.ts'
import { routeOf } from '../../notices/kinds/notice.ts'
import { type Delivery, nothingStands, type Sender } from '../ports/delivery-ports.ts'
import type { HeldDelivery, Unsent } from '../ports/stores/outbox-ports.ts'
import type { Failure } from './give-up.ts'

/** Chooses who sends to an address; null when this installation has nobody for it. */
export type SenderFor = (address: Address) => Sender | null

/** What is to become of a delivery that is held, whatever stands beside it. */
export type Verdict =
  | { readonly kind: 'goes'; readonly sender: Sender }
  | { readonly kind: 'ends'; readonly as: Unsent }
  | { readonly kind: 'fails'; readonly failure: Failure }

export function judge({ delivery, isOvertaken }: HeldDelivery, senderFor: SenderFor): Verdict {
  const { id, mode, place, appeared, standingMessage } = delivery
  if (appeared && mode !== 'edit') return { kind: 'ends', as: { id, status: 'sent', message: appeared } }
  if (place.gone && !isFarewell(delivery)) return fails('the place is gone')
  const sender = senderFor(place.address)
  if (!sender) return fails('no way to this place is set up')
  if (mode === 'edit' && !standingMessage) return leftOut(id, nothingStands)
  return isOvertaken ? leftOut(id, 'overtaken') : { kind: 'goes', sender }
}

const fails = (reason: string): Verdict => ({ kind: 'fails', failure: { reason, isGone: false } })

const leftOut = (id: string, reason: string): Verdict => ({ kind: 'ends', as: { id, status: 'suppressed', reason } })

/** A channel that was unlinked still hears of that, and of nothing else. */
const isFarewell = ({ notice, place }: Delivery): boolean => routeOf(notice).farewell === place.id
